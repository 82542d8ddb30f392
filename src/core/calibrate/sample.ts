import {
  type Bounds,
  type Ends,
  wilksBounds,
  wilksLowerRank,
  wilksTrials,
  wilksUpperRank,
} from '../../numerics/statistics/wilks.ts';
import { UsageError } from '../run/usageError.ts';
import type { Point } from '../theorem.ts';

/** Which way a constant must go for the claim to hold more often: C2 up, C1 down. */
export type Safe = 'large' | 'small';

/** The draws at one point: on each, the constant's critical value lies between the two ends. */
export interface Sample {
  /** The axes that the sample fixes; one sample may serve several failure rates. */
  readonly at: Point;
  readonly trials: number;
  /** The failure rate of this sample alone, where it serves but one. */
  readonly rate?: number;
  /** Ends of the critical value on every draw; −∞ and +∞ where a side is not resolved. */
  readonly ends: (gamma: number) => Ends;
  /** Why a bound that is missing is missing. */
  readonly whyMissing: (side: 'lower' | 'upper') => string;
  /** The chance that the certificates of one draw are wrong. */
  readonly certificateError: number;
  readonly exact?: (gamma: number) => number | null;
  /** Draws on which a budget ended the search for an attack; the attack's end is valid there, and a better one may exist. */
  readonly cutShort?: number;
  /** Where the bounds come from tests on several samples: the bounds themselves, and the draws of each test. */
  readonly bounds?: (gamma: number) => Bounds;
  readonly trialsAt?: (gamma: number) => number;
}

const negated = (values: ArrayLike<number>): Float64Array => Float64Array.from(values, (value) => -value);

/** The same draws seen upside down: where small is safe, −C is what must be large. */
const upsideDown = ({ lower, upper }: Ends): Ends => ({ lower: negated(upper), upper: negated(lower) });

const negative = (value: number | null): number | null => (value === null ? null : 0 - value);

/** Bounds of inf { c : failure rate ≤ γ }, each wrong with chance at most α, certificates included. */
const boundsOfLarge = (ends: Ends, gamma: number, alpha: number, certificateError: number): Bounds => {
  const left = alpha - ends.upper.length * certificateError;
  return {
    lower: wilksBounds(ends, gamma, alpha).lower,
    upper: left > 0 ? wilksBounds(ends, gamma, left).upper : null,
  };
};

/**
 * Bounds of the constant at failure rate γ: the least that suffices where large is safe, the largest that holds where small is.
 *
 * Each is wrong with chance at most α; the number of draws was fixed in advance. Source: Wilks 1941.
 */
export const boundsOf = (sample: Sample, safe: Safe, gamma: number, alpha: number): Bounds => {
  if (sample.bounds !== undefined) return sample.bounds(gamma);
  const ends = sample.ends(gamma);
  if (safe === 'large') return boundsOfLarge(ends, gamma, alpha, sample.certificateError);
  const { lower, upper } = boundsOfLarge(upsideDown(ends), gamma, alpha, sample.certificateError);
  return { lower: negative(upper), upper: negative(lower) };
};

/** The entry of an ascending list that answers to γ; unlike `quantile`, it lets infinite ends keep their place in the order. */
export const quantileAt = (sorted: ArrayLike<number>, safe: Safe, gamma: number): number => {
  // A product an ulp above an integer is that integer.
  const rank = Math.max(1, Math.ceil(sorted.length * (1 - gamma) * (1 - 1e-12)));
  return sorted[safe === 'large' ? rank - 1 : sorted.length - rank]!;
};

/**
 * Throws: `UsageError` with the number of trials that is needed, when `trials` cannot bound a (1 − γ)-quantile at error α from both sides.
 */
export const requireTrials = (
  trials: number,
  gamma: number,
  alpha: number,
  certificateError: number,
): void => {
  const enough = (n: number): boolean => {
    const left = alpha - n * certificateError;
    return left > 0 && wilksUpperRank(n, gamma, left) !== null && wilksLowerRank(n, gamma, alpha) !== null;
  };
  if (enough(trials)) return;
  if (alpha - trials * certificateError <= 0)
    throw new UsageError(
      `over ${trials} trials the certificates may be wrong with chance ${trials * certificateError}, which leaves nothing of α = ${alpha}; take fewer --trials or a larger --alpha`,
    );
  let needed = wilksTrials(gamma, alpha);
  while (!enough(needed) && alpha - needed * certificateError > 0) needed++;
  throw new UsageError(
    `--trials ${trials} cannot bound a constant at γ = ${gamma} with α = ${alpha}; it takes at least ${needed}`,
  );
};

/** As many draws as make the bounds at the least rate useful: six times what a first bound takes, 820 at 0.05 and α = 1e-3. */
export const trialsFor = (rates: readonly number[], alpha: number): number => {
  const least = Math.min(...rates);
  return Math.max(20, Math.ceil((6 * Math.log(alpha)) / Math.log1p(-Math.min(least, 0.5)) / 20) * 20);
};
