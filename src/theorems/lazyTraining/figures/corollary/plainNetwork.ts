import type { LazyNetwork } from '../training/lazyNetwork.ts';

/** The weights W0 + shift, summed once, in f64. Shapes: m × d. */
export const weightsOf = ({ initial, shift }: LazyNetwork): Float64Array => {
  const weights = new Float64Array(initial.length);
  for (let at = 0; at < weights.length; at++) weights[at] = initial[at]! + shift[at]!;
  return weights;
};

/** f and ∇f at a point, from their definition. */
export interface PlainValue {
  readonly value: number;
  readonly gradient: Float64Array;
  /** ‖∇f‖². */
  readonly square: number;
}

/** Precision: f64, each sum in the order of the neurons. Shapes: `weights` m × d. */
export const plainValue = (weights: Float64Array, signs: Int8Array, x: ArrayLike<number>): PlainValue => {
  const [d, m] = [x.length, signs.length];
  const gradient = new Float64Array(d);
  for (let s = 0; s < m; s++) {
    let sum = 0;
    const from = s * d;
    for (let k = 0; k < d; k++) sum += weights[from + k]! * x[k]!;
    if (!(sum > 0)) continue;
    const sign = signs[s]!;
    for (let k = 0; k < d; k++) gradient[k]! += sign * weights[from + k]!;
  }
  let [value, square] = [0, 0];
  for (let k = 0; k < d; k++) {
    gradient[k]! /= Math.sqrt(m);
    value += gradient[k]! * x[k]!;
    square += gradient[k]! * gradient[k]!;
  }
  return { value, gradient, square };
};

/** x after the step of Theorem 3.1, −sign(f) C2 ∇f/‖∇f‖². */
export const stepped = (
  x: ArrayLike<number>,
  { value, gradient, square }: PlainValue,
  C2: number,
): Float64Array => gradient.map((entry, k) => x[k]! - (Math.sign(value) * C2 * entry) / square);

/** Room for the rounding of a value: far above it at any size used here, far below any margin of interest. */
const ROOM = 1e-9;

/** Which points keep their sign under the theorem's step, by more than rounding; a value of 0 before or after does not. */
export const keptSigns = (
  weights: Float64Array,
  signs: Int8Array,
  points: Float32Array,
  d: number,
  C2: number,
): readonly boolean[] => {
  const kept: boolean[] = [];
  for (let from = 0; from < points.length; from += d) {
    const x = points.subarray(from, from + d);
    const before = plainValue(weights, signs, x);
    const after = plainValue(weights, signs, stepped(x, before, C2)).value;
    kept.push(Math.abs(before.value) > ROOM && Math.sign(before.value) * after > ROOM);
  }
  return kept;
};
