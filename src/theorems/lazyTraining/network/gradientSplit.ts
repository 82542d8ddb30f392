import { scaledNorm } from '../../../numerics/linalg/scaledNorm.ts';
import { dot } from '../../../numerics/linalg/vectors.ts';
import { canFlip } from './instance.ts';
import { UNIT } from './rounding.ts';
import type { WrittenNetwork } from './writtenNetwork.ts';

/** ‖P∇f(W) − P∇f(W0)‖ and the two terms that the proof of Lemma 4.2 splits it into, at one W. */
export interface GradientSplit {
  readonly change: number;
  /** ‖(1/√m) Σ_s a_s P(w_s − w_{s,0}) σ'(⟨w_s, x⟩)‖. */
  readonly first: number;
  /** ‖(1/√m) Σ_s a_s P w_{s,0} (σ'(⟨w_s, x⟩) − σ'(⟨w_{s,0}, x⟩))‖. */
  readonly second: number;
  /** (1/√m) Σ_s (‖w_s − w_{s,0}‖ + ‖w_s‖ + ‖w_{s,0}‖): the size of what is summed, before it cancels. */
  readonly size: number;
  /** Rounding of `first` alone. */
  readonly firstRoom: number;
  /** Rounding of all three together. */
  readonly room: number;
}

const addTo = (sum: Float64Array, factor: number, row: Float64Array): void => {
  for (let i = 0; i < sum.length; i++) sum[i]! += factor * row[i]!;
};

/** Pv = v − ⟨v, x⟩x. */
const projected = (v: Float64Array, x: Float64Array): Float64Array => {
  const along = dot(v, x);
  return v.map((entry, i) => entry - along * x[i]!);
};

const minus = (v: Float64Array, w: Float64Array): Float64Array => v.map((entry, i) => entry - w[i]!);

/**
 * The split at W, each term summed on its own from the weights.
 *
 * Precision: a row passes one subtraction, m additions, the projection (d/4 + 6 roundings, twice over, as ‖P‖
 * and ⟨v, x⟩x are each at most ‖v‖), the norm (d/8 + 4) and the quotient: below 4 (m + d + 8) 2⁻⁵³ of its
 * length, second order included. The three sums see at most 3‖w_s − w_{s,0}‖, 2‖w_s‖ and 4‖w_{s,0}‖ of it. A
 * neuron that rounding puts on the wrong side of its kink is put there in all three, and the split holds for
 * any activations.
 * Source: Section 4.2, the display of the decomposition.
 */
export const gradientSplit = (
  { x, signs, rows: W }: WrittenNetwork,
  W0: readonly Float64Array[],
): GradientSplit => {
  const [d, m] = [x.length, W.length];
  const [at, atStart] = [new Float64Array(d), new Float64Array(d)];
  const [first, second] = [new Float64Array(d), new Float64Array(d)];
  let shifts = 0;
  let lengths = 0;
  W.forEach((w, s) => {
    const w0 = W0[s]!;
    const sign = signs[s]!;
    const [now, before] = [Number(dot(w, x) > 0), Number(dot(w0, x) > 0)];
    const shift = minus(w, w0);
    addTo(at, sign * now, w);
    addTo(atStart, sign * before, w0);
    addTo(first, sign * now, shift);
    addTo(second, sign * (now - before), w0);
    shifts += scaledNorm(shift);
    lengths += scaledNorm(w) + scaledNorm(w0);
  });
  const scale = Math.sqrt(m);
  const lengthOf = (v: Float64Array): number => scaledNorm(projected(v, x)) / scale;
  const operations = 4 * (m + d + 8) * UNIT;
  return {
    change: scaledNorm(minus(projected(at, x), projected(atStart, x))) / scale,
    first: lengthOf(first),
    second: lengthOf(second),
    size: (shifts + lengths) / scale,
    firstRoom: (operations * shifts) / scale,
    room: (operations * (3 * shifts + 4 * lengths)) / scale,
  };
};

/** The most neurons that can switch for which every pattern of switches is looked at. */
const MOST_SWITCHES = 12;

/**
 * The supremum of the second term over the ball: the largest over all sets of neurons that can switch, which
 * do so independently.
 *
 * Null where more than twelve can.
 */
export const largestSecondTerm = ({ x, signs, rows: W0 }: WrittenNetwork, radius: number): number | null => {
  const parts: Float64Array[] = [];
  W0.forEach((w0, s) => {
    const u = dot(w0, x);
    if (canFlip(u, radius)) parts.push(projected(w0, x).map((entry) => (u > 0 ? -1 : 1) * signs[s]! * entry));
  });
  if (parts.length > MOST_SWITCHES) return null;
  let largest = 0;
  const visit = (next: number, sum: Float64Array): void => {
    if (next === parts.length) {
      largest = Math.max(largest, scaledNorm(sum));
      return;
    }
    visit(next + 1, sum);
    visit(
      next + 1,
      sum.map((entry, i) => entry + parts[next]![i]!),
    );
  };
  visit(0, new Float64Array(x.length));
  return largest / Math.sqrt(W0.length);
};
