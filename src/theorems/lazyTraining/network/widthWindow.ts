import { ceilPower, type Enclosure, exp, power } from '../../../numerics/exact/enclosure.ts';
import { compare, type Rational, rational } from '../../../numerics/exact/rational.ts';

/**
 * The widths that Theorem 3.1 admits: whole m with d^2.4 ≤ m ≤ C4 exp(d^0.24), in exact arithmetic.
 *
 * No comparison ends in a tie: d^0.24 is an algebraic number other than 0, so exp(d^0.24) is transcendental
 * (Lindemann 1882), while widths and the C4 that a double can hold are rational. Enclosures with more and
 * more bits therefore decide each.
 */

const FIRST_BITS = 96;

/** ⌈d^2.4⌉, the least width. */
export const leastWidth = (d: number): bigint => ceilPower(BigInt(d), 12, 5);

const limitShape = (d: number, bits: number): Enclosure => exp(power(BigInt(d), 6, 25, bits));

/** Whether the window at d is empty: C4 exp(d^0.24) < ⌈d^2.4⌉. */
export const windowIsEmpty = (d: number, C4: Rational): boolean => {
  const width = leastWidth(d) * C4.denominator;
  for (let bits = FIRST_BITS; ; bits *= 2) {
    const { low, high } = limitShape(d, bits);
    const target = width << BigInt(bits);
    if (C4.numerator * low >= target) return false;
    if (C4.numerator * high < target) return true;
  }
};

/** Fractions around the least C4 at which the window at d has a width: ⌈d^2.4⌉ / exp(d^0.24). */
export const leastC4 = (
  d: number,
  bits = FIRST_BITS,
): { readonly low: Rational; readonly high: Rational } => {
  const shape = limitShape(d, bits);
  const width = leastWidth(d) << BigInt(bits);
  return { low: rational(width, shape.high), high: rational(width, shape.low) };
};

/** The dimension that needs the largest C4: the integer beside 10^(1/0.24) ≈ 14678, where d^0.24 = 10. */
export const MOST_DEMANDING = 14_678;

const firstWhere = (from: number, to: number, holds: (d: number) => boolean): number => {
  let [low, high] = [from - 1, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
};

/**
 * The first and the last dimension whose window is empty at this C4; null where none is.
 *
 * The least C4 rises with every d up to `MOST_DEMANDING` and falls with every d beyond, so that all
 * dimensions in between are empty too and no other is: the gap is one interval, and bisection on either side
 * finds its ends. Without the rounding up of d^2.4, log C4 has the slope (0.24/d)(10 − d^0.24). Up to d =
 * 20000 a test compares all neighbours; from there on log C4(d + 1) − log C4(d) is at most 2.4/d + d^−2.4 −
 * 0.24 (d + 1)^−0.76, the middle term for the rounding up. That is below 0 at d = 20000 (1.2e-4 + 5e-11 <
 * 1.29e-4), and remains so since (d + 1)^−0.76 falls more slowly than 1/d.
 */
export const emptyDimensions = (C4: Rational): { readonly first: number; readonly last: number } | null => {
  if (compare(C4, rational(0n)) <= 0) {
    throw new RangeError('emptyDimensions: expected C4 > 0; at 0 every window is empty.');
  }
  if (!windowIsEmpty(MOST_DEMANDING, C4)) return null;
  const first = firstWhere(1, MOST_DEMANDING, (d) => windowIsEmpty(d, C4));
  let beyond = 2 * MOST_DEMANDING;
  while (windowIsEmpty(beyond, C4)) beyond *= 2;
  const last = firstWhere(MOST_DEMANDING, beyond, (d) => !windowIsEmpty(d, C4)) - 1;
  return { first, last };
};
