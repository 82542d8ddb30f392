import { normalUpperTail } from '../../numerics/statistics/normal.ts';

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

/** E (|Z| − τ)₊² for a standard normal Z. */
const excess = (tau: number): number =>
  2 * ((1 + tau * tau) * normalUpperTail(tau) - (tau * Math.exp((-tau * tau) / 2)) / ROOT_TWO_PI);

/**
 * inf_τ s(1 + τ²) + (d − s) E (|Z| − τ)₊²: the statistical dimension of the descent cone of the ℓ1 norm at a vector with s entries
 * of d, from above and to within 2√(d/s).
 *
 * The function of τ is convex; it is halved towards the zero of its derivative.
 * Source: Amelunxen, Lotz, McCoy, Tropp 2014, Proposition 4.5 (restated).
 */
export const statisticalDimension = (s: number, d: number): number => {
  const at = (tau: number): number => s * (1 + tau * tau) + (d - s) * excess(tau);
  let [low, high] = [0, 10];
  for (let step = 0; step < 200; step++) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
    if (at(a) < at(b)) high = b;
    else low = a;
  }
  return Math.min(d, at((low + high) / 2));
};
