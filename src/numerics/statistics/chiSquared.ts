import { poissonDeviance } from './internal/deviance.ts';
import { requireInside, requireInteger } from './internal/require.ts';
import { LOG_SQRT_TWO_PI, stirlingError } from './internal/stirling.ts';
import { logGamma } from './logGamma.ts';

const MOST_DEGREES = 1e8;

/**
 * log(x^a e^−x / Γ(a+1)). For large a the three terms nearly cancel, so their difference is formed as a
 * deviance.
 */
const logTerm = (a: number, x: number): number =>
  a < 16
    ? a * Math.log(x) - x - logGamma(a + 1)
    : -poissonDeviance(a, x, a - x) - 0.5 * Math.log(a) - LOG_SQRT_TWO_PI - stirlingError(a);

/** Σ x^n/((a+1)…(a+n)), all terms positive: the lower tail over x^a e^−x/Γ(a+1). Source: DLMF 8.11.4. */
const lowerSeries = (a: number, x: number): number => {
  let sum = 1;
  let term = 1;
  for (let n = 1; ; n++) {
    term *= x / (a + n);
    const next = sum + term;
    if (next === sum) return sum;
    sum = next;
  }
};

/**
 * The upper tail over x^a e^−x/Γ(a), for x >= a + 1: Legendre's continued fraction by Lentz's method. Source:
 * DLMF 8.9.2.
 */
const upperFraction = (a: number, x: number): number => {
  let b = x + 1 - a;
  let c = Number.POSITIVE_INFINITY;
  let d = 1 / b;
  let value = d;
  for (let n = 1; ; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 2 ** -52) return value;
  }
};

const tails = (degrees: number, x: number): { lower: number; upper: number } => {
  if (x <= 0) return { lower: 0, upper: 1 };
  const a = degrees / 2;
  const half = x / 2;
  const term = Math.exp(logTerm(a, half));
  if (half < a + 1) {
    const lower = Math.min(1, term * lowerSeries(a, half));
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, term * a * upperFraction(a, half));
  return { lower: 1 - upper, upper };
};

const requireDegrees = (where: string, degrees: number): void =>
  requireInteger(where, 'degrees', degrees, 1, MOST_DEGREES);

/**
 * P(X <= x) for X chi-squared with `degrees` degrees of freedom.
 *
 * Precision: relative 1e-11 up to 1e6 degrees, down to 1e-300; the work grows with √degrees.
 * Throws: `RangeError` unless degrees is an integer of at least 1.
 * Source: DLMF 8.11.4 below the mean, 8.9.2 above; the common factor by Loader's deviance.
 */
export const chiSquaredLowerTail = (degrees: number, x: number): number => {
  requireDegrees('chiSquaredLowerTail', degrees);
  return tails(degrees, x).lower;
};

/** P(X > x), as `chiSquaredLowerTail`. */
export const chiSquaredUpperTail = (degrees: number, x: number): number => {
  requireDegrees('chiSquaredUpperTail', degrees);
  return tails(degrees, x).upper;
};

/**
 * The x with P(X <= x) = p.
 *
 * Precision: the tail at the answer is p within the precision of the tails.
 * Throws: `RangeError` unless degrees is an integer of at least 1 and 0 < p < 1.
 */
export const chiSquaredQuantile = (degrees: number, p: number): number => {
  requireDegrees('chiSquaredQuantile', degrees);
  requireInside('chiSquaredQuantile', 'p', p);
  const isBelow = (x: number): boolean =>
    p < 0.5 ? tails(degrees, x).lower < p : tails(degrees, x).upper > 1 - p;
  let below = 0;
  let above = degrees;
  while (isBelow(above)) {
    below = above;
    above *= 2;
  }
  // From here on x is known within a factor 2 or lies below the mean; 60 halvings leave less than the tails'
  // own rounding.
  for (let i = 0; i < 200 && above - below > 1e-15 * above; i++) {
    const middle = (below + above) / 2;
    if (isBelow(middle)) below = middle;
    else above = middle;
  }
  return above;
};
