import { lowerTail, upperTail } from '../../src/numerics/statistics/binomial.ts';
import { chiSquaredLowerTail, chiSquaredUpperTail } from '../../src/numerics/statistics/chiSquared.ts';
import { normalUpperTail } from '../../src/numerics/statistics/normal.ts';

/** One statistic, and how likely one as far out, on either side, is when the generator is right. */
export interface Check {
  readonly what: string;
  /** The statistic in words, such as `z = 0.61`. */
  readonly says: string;
  readonly p: number;
  /** By what factor the true chance may exceed p: 1 where p is exact or a bound, more where it holds in the limit only. */
  readonly slack: number;
}

/**
 * A sum divided by its standard deviation.
 *
 * It is normal in the limit only: the first Edgeworth term multiplies a tail at z by about exp(skew·z³/6). The largest skew here is that of
 * x⁶, 33/√n, so that a factor 8 covers it at |z| ≤ 6.5 from n = 5·10⁶ on.
 */
export const score = (what: string, z: number): Check => ({
  what,
  says: `z = ${z.toFixed(2)}`,
  p: Number.isNaN(z) ? 0 : Math.min(1, 2 * normalUpperTail(Math.abs(z))),
  slack: 8,
});

/** A count of n independent events of chance p each. */
export const count = (what: string, found: number, n: number, p: number): Check => ({
  what,
  says: `${found}, expected ${(n * p).toFixed(1)}`,
  p: Math.min(1, 2 * Math.min(upperTail(n, found, p), lowerTail(n, found, p))),
  slack: 1,
});

/** Pearson's statistic. Cells expect a thousand counts or more, where a factor 8 covers what its law differs from chi-square. */
export const chiSquare = (
  what: string,
  observed: ArrayLike<number>,
  masses: ArrayLike<number>,
  n: number,
): Check => {
  const degrees = observed.length - 1;
  let statistic = 0;
  for (let i = 0; i < observed.length; i++) {
    const expected = masses[i]! * n;
    statistic += (observed[i]! - expected) ** 2 / expected;
  }
  const tails = [chiSquaredLowerTail(degrees, statistic), chiSquaredUpperTail(degrees, statistic)];
  return {
    what,
    says: `${statistic.toFixed(0)} on ${degrees} degrees`,
    p: Math.min(1, 2 * Math.min(...tails)),
    slack: 8,
  };
};

/** sup |F_n − F| ≥ D with probability at most 2 e^{−2nD²} (Dvoretzky, Kiefer, Wolfowitz; constant by Massart 1990). */
export const distance = (what: string, D: number, n: number): Check => ({
  what,
  says: `√n·D = ${(Math.sqrt(n) * D).toFixed(3)}`,
  p: Math.min(1, 2 * Math.exp(-2 * n * D * D)),
  slack: 1,
});

/** The checks that say a generator is wrong: each has an equal share of the chance of a false alarm (Bonferroni). */
export const alarmsAmong = (checks: readonly Check[], falseAlarm: number): readonly Check[] =>
  // Written so that NaN is an alarm.
  checks.filter(({ p, slack }) => !(p * slack >= falseAlarm / checks.length));
