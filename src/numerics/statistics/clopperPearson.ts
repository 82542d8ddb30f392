import { logLowerTail, logUpperTail } from './binomial.ts';
import { type BracketedCount, type Interval, requireBracketedCount } from './confidenceSequence.ts';
import { bisectOutward } from './internal/bisect.ts';

/**
 * The exact two-sided interval for a rate from `n` trials, where **n was fixed in advance**: each end is the
 * rate at which a count as extreme has probability `alpha`/2. With a bracketed count the lower end comes from
 * `kLower`, the upper from `kUpper`.
 *
 * Precision: ends are rounded outward, past the 1e-12 by which a tail may be off.
 * Throws: `RangeError` unless 0 <= kLower <= kUpper <= n are integers and 0 < alpha < 1.
 * Source: Clopper & Pearson 1934.
 *
 * @example
 * clopperPearson({ n: 10, kLower: 0, kUpper: 0, alpha: 0.05 }); // { lower: 0, upper: 1 − 0.025^(1/10) }
 */
export const clopperPearson = (count: BracketedCount): Interval => {
  requireBracketedCount('clopperPearson', count);
  const { n, kLower, kUpper, alpha } = count;
  const level = Math.log(alpha / 2);
  const limit = level - 1e-11 * (1 - level);
  return {
    lower: kLower === 0 ? 0 : bisectOutward(0, kLower / n, (p) => logUpperTail(n, kLower, p) < limit),
    upper: kUpper === n ? 1 : bisectOutward(1, kUpper / n, (p) => logLowerTail(n, kUpper, p) < limit),
  };
};
