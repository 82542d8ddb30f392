import { lowerTail, upperTail } from './binomial.ts';

/**
 * Tests that heads are as likely as tails: the two-sided p-value of `heads` of `tosses`.
 *
 * Precision: twice the smaller binomial tail at 1/2, at most 1; exact up to the rounding of the tail, and
 * conservative for being two-sided on a lattice.
 * Throws: `RangeError` unless both are integers and 0 <= heads <= tosses.
 */
export const signTest = (tosses: number, heads: number): number => {
  if (!(heads >= 0 && heads <= tosses)) {
    throw new RangeError(`signTest: expected 0 <= heads <= tosses, got ${heads} of ${tosses}.`);
  }
  return Math.min(1, 2 * Math.min(lowerTail(tosses, heads, 0.5), upperTail(tosses, heads, 0.5)));
};
