import { dot, type Numbers } from './vectors.ts';

/**
 * ‖a‖₂ for entries of any size: squares neither overflow nor sink below the normal numbers.
 *
 * Where the largest entry is below 2⁻⁴⁰⁰ or above 2⁴⁰⁰, all are first multiplied by a power of two, which
 * rounds nothing that counts.
 *
 * Precision: f64, relative error ≤ (n/8 + 4)·2⁻⁵³, as for `norm`.
 */
export const scaledNorm = (a: Numbers): number => {
  let largest = 0;
  for (const entry of a) {
    const size = Math.abs(entry);
    // Written so that NaN is kept.
    if (!(size <= largest)) largest = size;
  }
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  if (largest > 2 ** -400 && largest < 2 ** 400) return Math.sqrt(dot(a, a));
  const power = largest < 1 ? 2 ** 600 : 2 ** -600;
  const scaled = Float64Array.from(a, (entry) => entry * power);
  return Math.sqrt(dot(scaled, scaled)) / power;
};
