import { blockedSumError } from '../../../numerics/linalg/blockedSum.ts';
import type { Numbers } from '../../../numerics/linalg/vectors.ts';
import { kernels } from '../kernels/inUse.ts';
import type { Movement } from './movement.ts';

/** A number and a bound on the rounding error it carries. */
export interface Rounded {
  readonly value: number;
  readonly error: number;
}

/**
 * σ(z) = max(0, z), as (z + |z|)/2: the same bits, and no branch. Half of all neurons are active, in an order
 * that no processor foresees, and a branch foreseen wrongly costs more than the rest of a sum's loop.
 */
export const positivePart = (z: number): number => 0.5 * (z + Math.abs(z));

/**
 * The largest (side = +1) or least (side = −1) value of f(x; a, W) over the ball of the given radius; at
 * radius 0, f(x; a, W0).
 *
 *     sup_W f = (1/√m) [ Σ_{a_s=+1} σ(u_s + V) − Σ_{a_s=−1} σ(u_s − V) ]
 *
 * since ⟨w_s, x⟩ ranges over exactly [u_s − V, u_s + V], for each neuron on its own.
 *
 * Shapes: `u`, `signs` have m entries. Precision: f64, summed in blocks; `error` bounds the rounding.
 * Source: Lemma 4.1 with the supremum worked out.
 */
export const extremeValue = (u: Numbers, signs: Int8Array, radius: number, side: 1 | -1): Rounded =>
  valuesReached(u, signs, [side * radius])[0]!;

/** `extremeValue` for every side · radius in one pass: at m = 10⁷ reading u takes as long as a sum. */
const valuesReached = (u: Numbers, signs: Int8Array, reaches: readonly number[]): readonly Rounded[] => {
  const scale = Math.sqrt(u.length);
  return kernels()
    .extremeSums(u, signs, reaches)
    .map(({ total, magnitude }) => ({
      value: total / scale,
      error: blockedSumError(u.length, magnitude) / scale,
    }));
};

/** The largest and the least f(x; W) over a ball. */
export interface Extremes {
  readonly highest: Rounded;
  readonly lowest: Rounded;
}

/** `extremeValue` for both sides. */
export const extremesOf = (u: Numbers, signs: Int8Array, radius: number): Extremes => {
  const [highest, lowest] = valuesReached(u, signs, [radius, -radius]);
  return { highest: highest!, lowest: lowest! };
};

/** The weights at which `extremeValue` is attained: w_s = w⁰_s + side · a_s · radius · x. */
export const extremeMovement = (signs: Int8Array, radius: number, side: 1 | -1): Movement => {
  const along = new Float64Array(signs.length);
  for (let s = 0; s < signs.length; s++) along[s] = side * signs[s]! * radius;
  return { along, across: null, normal: null };
};
