import { binomialDeviance } from './internal/deviance.ts';
import { MOST_TRIALS, requireInteger, requireProbability } from './internal/require.ts';
import { LOG_SQRT_TWO_PI, stirlingError } from './internal/stirling.ts';

const requireLaw = (where: string, n: number, k: number, p: number): void => {
  requireInteger(where, 'n', n, 0, MOST_TRIALS);
  // A threshold may lie outside 0 … n: P(X >= −3) is a fair question.
  requireInteger(where, 'k', k, -MOST_TRIALS, 2 * MOST_TRIALS);
  requireProbability(where, 'p', p);
};

const mass = (n: number, k: number, p: number): number => {
  if (k < 0 || k > n) return Number.NEGATIVE_INFINITY;
  const deviance = binomialDeviance(n, k, p);
  if (k === 0 || k === n) return 0 - deviance;
  const remainders = stirlingError(n) - stirlingError(k) - stirlingError(n - k);
  return remainders - deviance - LOG_SQRT_TWO_PI - 0.5 * Math.log(k * ((n - k) / n));
};

/**
 * log P(X = k) for X ~ Binomial(n, p).
 *
 * Precision: absolute 1e-12 in the logarithm down to −700, relative 1e-15 beyond; n up to 1e8.
 * Throws: `RangeError` unless n and k are integers, n >= 0 and 0 <= p <= 1; outside 0 … n the answer is −∞.
 * Source: Loader 2000, "Fast and accurate computation of binomial probabilities".
 */
export const logPmf = (n: number, k: number, p: number): number => {
  requireLaw('logPmf', n, k, p);
  return mass(n, k, p);
};

// Ratios of neighbours carry a rounding error each; the sum starts afresh from the closed form after so many
// of them.
const BLOCK = 128;

/** log Σ P(X = j) over j = k, k+step, …, to the end of the range, where the terms only fall. */
const sumAwayFromMode = (n: number, k: number, p: number, step: 1 | -1): number => {
  const first = mass(n, k, p);
  if (first === Number.NEGATIVE_INFINITY) return first;
  const odds = step === 1 ? p / (1 - p) : (1 - p) / p;
  let sum = 1;
  let term = 1;
  let j = k;
  for (let count = 1; ; count++) {
    const ratio = step === 1 ? ((n - j) / (j + 1)) * odds : (j / (n - j + 1)) * odds;
    j += step;
    term = count % BLOCK === 0 ? Math.exp(mass(n, j, p) - first) : term * ratio;
    sum += term;
    // The ratios keep falling, so what is left is below a geometric series.
    if (term * ratio <= 1e-18 * sum * (1 - ratio)) return first + Math.log(sum);
  }
};

/** The value k at which P(X = k) is largest. */
const mode = (n: number, p: number): number => Math.min(n, Math.floor((n + 1) * p));

/** log(1 − exp(x)) for x <= 0; the added 0 turns −0 into 0. */
const logComplement = (x: number): number =>
  x > -Math.LN2 ? Math.log(-Math.expm1(x)) : 0 + Math.log1p(-Math.exp(x));

const logUpper = (n: number, k: number, p: number): number => {
  if (k <= 0) return 0;
  if (k > n || p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return 0;
  return k > mode(n, p) ? sumAwayFromMode(n, k, p, 1) : logComplement(sumAwayFromMode(n, k - 1, p, -1));
};

const logLower = (n: number, k: number, p: number): number => {
  if (k >= n) return 0;
  if (k < 0 || p === 1) return Number.NEGATIVE_INFINITY;
  if (p === 0) return 0;
  return k < mode(n, p) ? sumAwayFromMode(n, k, p, -1) : logComplement(logUpper(n, k + 1, p));
};

/**
 * log P(X >= k) for X ~ Binomial(n, p).
 *
 * Precision: absolute 1e-12 in the logarithm down to −700, relative 1e-15 beyond; n up to 1e8.
 * Throws: `RangeError` unless n and k are integers, n >= 0 and 0 <= p <= 1.
 * Source: the dominant term by Loader 2000, the rest by ratios of neighbours.
 */
export const logUpperTail = (n: number, k: number, p: number): number => {
  requireLaw('logUpperTail', n, k, p);
  return logUpper(n, k, p);
};

/** log P(X <= k), as `logUpperTail`. */
export const logLowerTail = (n: number, k: number, p: number): number => {
  requireLaw('logLowerTail', n, k, p);
  return logLower(n, k, p);
};

/**
 * P(X >= k) for X ~ Binomial(n, p).
 *
 * Precision: relative 1e-12 down to 1e-300; below the smallest double it is 0, and `logUpperTail` still
 * answers.
 * Throws: `RangeError` unless n and k are integers, n >= 0 and 0 <= p <= 1.
 *
 * @example
 * upperTail(10, 9, 0.5); // 11/1024
 */
export const upperTail = (n: number, k: number, p: number): number => {
  requireLaw('upperTail', n, k, p);
  return Math.exp(logUpper(n, k, p));
};

/** P(X <= k), as `upperTail`. */
export const lowerTail = (n: number, k: number, p: number): number => {
  requireLaw('lowerTail', n, k, p);
  return Math.exp(logLower(n, k, p));
};
