import type { Neurons } from '../kernels.ts';

/** Twice 2⁻²³ more than covers the rounding to single precision. */
const UPWARDS = 1 + 2 ** -22;

/**
 * Products with a vector whose coordinates are known, and the lengths that leave room for those that are not.
 */
export const projections: Neurons['projections'] = (rows, factors, rest, towards, norms) => {
  let largest = 0;
  for (let s = 0; s < towards.length; s++) {
    let sum = 0;
    let square = rest;
    for (let i = 0; i < factors.length; i++) {
      const entry = rows[i]![s]!;
      sum += factors[i]! * entry;
      square += entry * entry;
    }
    towards[s] = sum;
    norms[s] = Math.sqrt(square) * UPWARDS;
    largest = Math.max(largest, square);
  }
  return largest;
};
