import { logLowerTail, logUpperTail } from './binomial.ts';
import { MOST_TRIALS, requireInside, requireInteger } from './internal/require.ts';

const requireRequest = (where: string, n: number, gamma: number, alpha: number): void => {
  requireInteger(where, 'n', n, 1, MOST_TRIALS);
  requireInside(where, 'gamma', gamma);
  requireInside(where, 'alpha', alpha);
};

/**
 * log α, and a little more than a tail's logarithm may be off by: a tie, as 2⁻⁵ at γ = 1/2, must not hang on
 * a last bit.
 */
const levelOf = (alpha: number): number => Math.log(alpha) + 1e-11;

/**
 * The largest r from 1 to n with `holds(r)`, where holding at r means holding at every smaller rank; 0 where
 * none does.
 */
const lastHolding = (n: number, holds: (rank: number) => boolean): number => {
  let [inside, outside] = [0, n + 1];
  while (outside - inside > 1) {
    const middle = Math.floor((inside + outside) / 2);
    if (holds(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
};

/**
 * The r for which the r-th largest of n values is an upper confidence bound of the (1 − γ)-quantile, at error
 * α: the largest r with P(Bin(n, γ) ≤ r − 1) ≤ α; null where n is too small for any.
 *
 * Precision: α is exceeded by at most 1e-11 of itself.
 * Throws: `RangeError` unless n ≥ 1 is an integer and γ, α lie strictly between 0 and 1.
 * Source: Wilks 1941. n is fixed in advance, never a stopping time.
 */
export const wilksUpperRank = (n: number, gamma: number, alpha: number): number | null => {
  requireRequest('wilksUpperRank', n, gamma, alpha);
  const level = levelOf(alpha);
  return lastHolding(n, (rank) => logLowerTail(n, rank - 1, gamma) <= level) || null;
};

/**
 * The r for which the r-th largest of n values is a lower confidence bound of the (1 − γ)-quantile, at error
 * α: the least r with P(Bin(n, γ) ≥ r) ≤ α; null where n is too small for any.
 *
 * Throws: as `wilksUpperRank`.
 */
export const wilksLowerRank = (n: number, gamma: number, alpha: number): number | null => {
  requireRequest('wilksLowerRank', n, gamma, alpha);
  const level = levelOf(alpha);
  const rank = lastHolding(n, (r) => logUpperTail(n, r, gamma) > level) + 1;
  return rank > n ? null : rank;
};

/** The least n for which both `wilksUpperRank` and `wilksLowerRank` exist: (1 − γ)ⁿ ≤ α and γⁿ ≤ α. */
export const wilksTrials = (gamma: number, alpha: number): number => {
  requireRequest('wilksTrials', 1, gamma, alpha);
  const guess = Math.ceil(Math.log(alpha) / Math.max(Math.log1p(-gamma), Math.log(gamma)));
  // The logarithms may be off in their last bit, where the quotient is an integer.
  for (let n = Math.max(1, guess - 1); ; n++) {
    if (wilksUpperRank(n, gamma, alpha) !== null && wilksLowerRank(n, gamma, alpha) !== null) return n;
  }
};

/** What is known of one number from both sides; null where a side is not known. */
export interface Bounds {
  readonly lower: number | null;
  readonly upper: number | null;
}

const finiteOrNull = (x: number): number | null => (Number.isFinite(x) ? x : null);

/**
 * What trials say of a quantity: it lies between `lower[i]` and `upper[i]` on trial i, ends that may be −∞
 * and +∞.
 */
export interface Ends {
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
}

/**
 * Confidence bounds, each at error α, of the (1 − γ)-quantile of a quantity that each trial brackets: from
 * `lower` (what attacks attained) and `upper` (what certificates allow). Where it is known exactly, pass the
 * same list twice.
 *
 * An unresolved end is −∞ or +∞; a bound that would be one of those is null, as is a bound that n is too
 * small for.
 *
 * Throws: `RangeError` for lists of different lengths, empty ones, or NaN.
 * Source: Wilks 1941.
 *
 * @example
 * wilksBounds({ lower: draws, upper: draws }, 0.5, 1e-3); // of the median
 */
export const wilksBounds = (ends: Ends, gamma: number, alpha: number): Bounds => {
  const n = ends.lower.length;
  if (ends.upper.length !== n) {
    throw new RangeError(
      `wilksBounds: expected as many upper ends as lower ends, got ${ends.upper.length} and ${n}; give every trial both.`,
    );
  }
  const [lower, upper] = [Float64Array.from(ends.lower).sort(), Float64Array.from(ends.upper).sort()];
  if (lower.some(Number.isNaN) || upper.some(Number.isNaN)) {
    throw new RangeError('wilksBounds: expected numbers, got NaN; an end that is not known is −∞ or +∞.');
  }
  const lowerRank = wilksLowerRank(n, gamma, alpha);
  const upperRank = wilksUpperRank(n, gamma, alpha);
  return {
    lower: lowerRank === null ? null : finiteOrNull(lower[n - lowerRank]!),
    upper: upperRank === null ? null : finiteOrNull(upper[n - upperRank]!),
  };
};
