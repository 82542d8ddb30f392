import type { Rounded } from './extremeValue.ts';
import { UNIT } from './rounding.ts';

/** σ(u + t) − σ(u), without taking the difference of two large numbers. */
const rise = (u: number, t: number): number => {
  const end = u + t;
  if (u > 0) return end > 0 ? t : -u;
  return end > 0 ? end : 0;
};

/**
 * The furthest that f(x; a, W) gets above (side = +1) or below (side = −1) f(x; a, W0) in the ball of the
 * given radius: at least 0.
 *
 * The same extreme as `extremeValue`, summed from what each neuron gains, so that its error is small against
 * the radius however large the weights are.
 *
 * Shapes: `u`, `signs` have m entries; `uErrors` bounds the rounding of u. Precision: `error` holds m + 4
 * roundings of a sum of at most m·radius/√m, twice for the second order, and what the errors of u do to
 * neurons near enough to their kink to be cut off.
 */
export const extremeChange = (
  u: Float64Array,
  uErrors: Float64Array,
  signs: Int8Array,
  radius: number,
  side: 1 | -1,
): Rounded => {
  const m = u.length;
  let sum = 0;
  let error = 0;
  for (let s = 0; s < m; s++) {
    // Towards a_s side: up for a neuron that counts for this side, down for one that counts against it.
    sum += Math.abs(rise(u[s]!, side * signs[s]! * radius));
    if (Math.abs(u[s]!) <= radius + uErrors[s]!) error += Math.min(2 * uErrors[s]!, radius);
  }
  const scale = Math.sqrt(m);
  return { value: sum / scale, error: (error + 2 * (m + 4) * UNIT * m * radius) / scale };
};
