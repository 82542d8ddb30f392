import type { Sample } from '../../../core/calibrate/sample.ts';
import { CERTIFICATE_ERROR } from '../certificates/revealedWeights.ts';
import { type Sampling, sampleReach } from '../measure/samples.ts';

/** The largest radius factor up to which a step of one C2 flips the sign everywhere in the ball, at one size. */
export interface ReachRequest {
  readonly claim: string;
  readonly d: number;
  readonly m: number;
  /** The C2 of every ball: with it fixed a larger ball can only break the claim. */
  readonly C2: number;
  /** Radius factors looked at, ascending. */
  readonly C0: readonly number[];
  readonly trials: number;
}

/** Radius factors where none are asked for: W0 alone, and 12 % apart up to 2 C2, where |f| alone outgrows the step on most draws. */
export const reachesAt = (C2: number): readonly number[] => [
  0,
  ...Array.from({ length: 24 }, (_, i) => Number(((2 * C2) / 1.12 ** (23 - i)).toPrecision(4))),
];

/**
 * The C0 up to which Theorem 3.1 holds at one C2, bracketed on every draw: between the largest ball that is certified and the smallest in
 * which a W was found that keeps its sign.
 *
 * C2 is the same in every ball. Where it grew with C0, as the default of the claim does, a larger ball would come with a longer step, and
 * nothing says that what holds at one C0 holds below it.
 */
export const sampleReachOf = async (
  sampling: Sampling,
  { claim, d, m, C2, C0, trials }: ReachRequest,
): Promise<Sample> => {
  const rows = await sampleReach(sampling, { claim, d, m, trials }, { C2, C0 });
  return {
    // The radius is what is looked for: it is not an axis, and the same at every size.
    at: { d, m, C0: 0 },
    trials,
    ends: () => ({
      lower: rows.map(({ lower }) => lower ?? Number.NEGATIVE_INFINITY),
      upper: rows.map(({ upper }) => upper ?? Number.POSITIVE_INFINITY),
    }),
    certificateError: CERTIFICATE_ERROR,
    whyMissing: (side) =>
      side === 'upper'
        ? `no attack succeeds on enough draws up to C0 = ${C0.at(-1)}`
        : `it is not certified on enough draws even at C0 = ${C0[0]}`,
  };
};
