import { scaledNorm } from '../../../../numerics/linalg/scaledNorm.ts';
import { contains } from '../../network/lazyBall.ts';
import type { WrittenNetwork } from '../../network/writtenNetwork.ts';

/**
 * One network on which a deterministic statement is tried: a unit point x, the signs, W0, and a W in the ball around it.
 *
 * Shapes: `W0` and `W` have one row of d numbers for each of the m signs.
 */
export interface Example {
  readonly x: Float64Array;
  readonly signs: Int8Array;
  readonly W0: readonly Float64Array[];
  readonly W: readonly Float64Array[];
  readonly C0: number;
  /** Further numbers that the statement speaks of, such as η. */
  readonly given: Readonly<Record<string, number>>;
}

/** V = C0/√m. */
export const radiusOf = ({ C0, signs }: Pick<Example, 'C0' | 'signs'>): number =>
  C0 / Math.sqrt(signs.length);

export const atW = ({ x, signs, W }: Example): WrittenNetwork => ({ x, signs, rows: W });

export const atW0 = ({ x, signs, W0 }: Example): WrittenNetwork => ({ x, signs, rows: W0 });

/** ‖w − w0‖. */
export const distance = (w: Float64Array, w0: Float64Array): number =>
  scaledNorm(w.map((entry, i) => entry - w0[i]!));

/**
 * w0 + shift, drawn in by as little as keeps it within the radius after rounding; w0 itself where no room is left.
 *
 * The sums round to steps of the size of w0's last bit, which may be large against the radius.
 */
export const intoBall = (w0: Float64Array, shift: Float64Array, radius: number): Float64Array => {
  for (const factor of [1, 1 - 2 ** -50, 1 - 2 ** -40, 1 - 2 ** -20, 1 - 2 ** -8, 0.5]) {
    const w = w0.map((entry, i) => entry + factor * shift[i]!);
    if (contains({ radius }, distance(w, w0))) return w;
  }
  return Float64Array.from(w0);
};

/** How far ‖x‖ may be from 1: x is normalized by d/8 + 6 roundings; twice that for the second order, and for short decimals. */
export const unitRoom = (x: Float64Array): number => 2 * (x.length + 8) * 2 ** -53;

const isFiniteRow = (row: Float64Array): boolean => row.every((entry) => Number.isFinite(entry));

/** Whether x is a unit vector and every row of W is in the ball, as the numbers stand. */
export const isSound = (example: Example): boolean => {
  const { x, W0, W, C0, given } = example;
  const radius = radiusOf(example);
  return (
    C0 >= 0 &&
    Math.abs(scaledNorm(x) - 1) <= unitRoom(x) &&
    Object.values(given).every((entry) => Number.isFinite(entry)) &&
    W.every((w, s) => isFiniteRow(w) && isFiniteRow(W0[s]!) && contains({ radius }, distance(w, W0[s]!)))
  );
};
