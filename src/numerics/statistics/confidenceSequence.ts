import { bisectOutward } from './internal/bisect.ts';
import { binomialDeviance } from './internal/deviance.ts';
import { MOST_TRIALS, requireInside, requireInteger } from './internal/require.ts';
import { halfStirlingError, LOG_SQRT_TWO_PI, stirlingError } from './internal/stirling.ts';

/**
 * What is known of a count among `n` trials, `kLower` <= count <= `kUpper`, and the chance of error allowed.
 */
export interface BracketedCount {
  readonly n: number;
  readonly kLower: number;
  readonly kUpper: number;
  readonly alpha: number;
}

/** A closed interval of rates. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** Throws one sentence unless 0 <= kLower <= kUpper <= n and 0 < alpha < 1. */
export const requireBracketedCount = (where: string, { n, kLower, kUpper, alpha }: BracketedCount): void => {
  requireInteger(where, 'n', n, 0, MOST_TRIALS);
  requireInteger(where, 'kUpper', kUpper, 0, n);
  requireInteger(where, 'kLower', kLower, 0, kUpper);
  requireInside(where, 'alpha', alpha);
};

/**
 * log of the Beta(½,½) mixture over the likelihood at k/n; Stirling's large terms cancel on paper, not in
 * f64.
 */
const logMixtureAtBest = (n: number, k: number): number =>
  LOG_SQRT_TWO_PI -
  0.5 * Math.log(n) -
  Math.log(Math.PI) +
  halfStirlingError(k) +
  halfStirlingError(n - k) -
  stirlingError(n);

/**
 * A confidence sequence for a rate: with probability 1 − `alpha` the rate lies in *every* interval of the
 * sequence, so it may be read at a data-dependent time. With a bracketed count the lower end comes from
 * `kLower` and the upper from `kUpper`.
 *
 * The interval is { p : B(k+½, n−k+½)/B(½,½) <= p^k (1−p)^(n−k) / alpha }; n = 0 gives [0, 1].
 *
 * Precision: ends are rounded outward, past the rounding of the left side, and are within 1e-9 of the true
 * ends.
 * Throws: `RangeError` unless 0 <= kLower <= kUpper <= n are integers and 0 < alpha < 1.
 * Source: Robbins 1970, with Ville 1939 for the error.
 *
 * @example
 * robbinsInterval({ n: 16, kLower: 16, kUpper: 16, alpha: 1e-3 }); // { lower: 0.574…, upper: 1 }
 */
export const robbinsInterval = (count: BracketedCount): Interval => {
  requireBracketedCount('robbinsInterval', count);
  const { n, kLower, kUpper, alpha } = count;
  if (n === 0) return { lower: 0, upper: 1 };
  const end = (k: number, edge: 0 | 1): number => {
    const room = -Math.log(alpha) - logMixtureAtBest(n, k);
    // Deviance and room are right to some 1e-15 of themselves; a thousand times that keeps the ends outside.
    const limit = room + 1e-12 * (1 + room);
    return k === edge * n ? edge : bisectOutward(edge, k / n, (p) => binomialDeviance(n, k, p) > limit);
  };
  return { lower: end(kLower, 0), upper: end(kUpper, 1) };
};
