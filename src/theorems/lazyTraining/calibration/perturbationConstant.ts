import type { Sample } from '../../../core/calibrate/sample.ts';
import { type Bounds, type Ends, wilksBounds } from '../../../numerics/statistics/wilks.ts';
import { type Sampling, samplePerturbations } from '../measure/samples.ts';

/** One size of network, and what is asked of it. */
export interface PerturbationRequest {
  readonly claim: string;
  readonly d: number;
  readonly m: number;
  readonly trials: number;
  readonly gamma: readonly number[];
  readonly alpha: number;
}

/**
 * A comparison that succeeds with chance p shows that some W resists with chance 1 − 2(1 − p) at least: to show more than γ, it has to
 * succeed with chance (1 + γ)/2.
 */
const compared = (gamma: number): number => (1 + gamma) / 2;

/** Bounds of inf{c : P(some W resists at c) ≤ γ}, from draws that are turned at c and comparisons that resist up to c. */
const boundsOf = (
  flips: readonly number[],
  resists: readonly number[],
  gamma: number,
  alpha: number,
): Bounds => ({
  lower: wilksBounds({ lower: resists, upper: resists }, compared(gamma), alpha).lower,
  upper: wilksBounds({ lower: flips, upper: flips }, gamma, alpha).upper,
});

const boundsAt = (gamma: readonly number[], at: (gamma: number) => Bounds): Sample['bounds'] => {
  const known = new Map(gamma.map((rate) => [rate, at(rate)]));
  return (rate) => known.get(rate) ?? at(rate);
};

const noEnds: Ends = { lower: [], upper: [] };

/**
 * K of ‖δ‖ = K/√d: the size of perturbation within which every W of the ball changes its sign.
 *
 * The truth is monotone: a larger size can only turn more. From above every draw counts, by two points that turn all of the ball; from
 * below only the rate of a comparison does (`resists`), so that these bounds are of rates, not of brackets on one draw.
 */
export const samplePerturbationSize = async (
  sampling: Sampling,
  { C0, gamma, alpha, ...sampled }: PerturbationRequest & { readonly C0: number },
): Promise<Sample> => {
  const { d, m, trials } = sampled;
  const rows = await samplePerturbations(sampling, sampled, { of: 'size', C0, size: 0 });
  const root = Math.sqrt(d);
  const flips = rows.map((row) => (row.flips === null ? Number.POSITIVE_INFINITY : row.flips * root));
  const resists = rows.map((row) => (row.resists === null ? Number.NEGATIVE_INFINITY : row.resists * root));
  return {
    at: { d, m, C0 },
    trials,
    ends: () => noEnds,
    bounds: boundsAt(gamma, (rate) => boundsOf(flips, resists, rate, alpha))!,
    certificateError: 0,
    whyMissing: () => 'no W is shown to resist on enough draws, however small the perturbation',
  };
};

/** C0 of V = C0/√m: the radius factor up to which every W of the ball changes its sign within one size of perturbation. */
export const samplePerturbedRadius = async (
  sampling: Sampling,
  { size, gamma, alpha, ...sampled }: PerturbationRequest & { readonly size: number },
): Promise<Sample> => {
  const { d, m, trials } = sampled;
  const rows = await samplePerturbations(sampling, sampled, { of: 'radius', C0: 0, size });
  // Upside down: −C0 is what a claim needs to be large.
  const flips = rows.map((row) => (row.flips === null ? Number.POSITIVE_INFINITY : -row.flips));
  const resists = rows.map((row) => (row.resists === null ? Number.NEGATIVE_INFINITY : -row.resists));
  const negative = (value: number | null): number | null => (value === null ? null : 0 - value);
  return {
    at: { d, m, C0: 0 },
    trials,
    ends: () => noEnds,
    bounds: boundsAt(gamma, (rate) => {
      const { lower, upper } = boundsOf(flips, resists, rate, alpha);
      return { lower: negative(upper), upper: negative(lower) };
    })!,
    certificateError: 0,
    whyMissing: (side) =>
      side === 'upper'
        ? 'no W is shown to resist on enough draws at any radius looked at'
        : 'on too many draws no two points turn even W0 alone within that size',
  };
};
