import type { Stream } from '../../../numerics/random/stream.ts';
import { survivesAt } from '../adversaries/survivesAt.ts';
import { revealedWeights } from '../certificates/revealedWeights.ts';
import { stepCertificate } from '../certificates/stepCertificate.ts';
import { movedAlike } from '../network/gradientStep.ts';
import { reducedStep } from '../samplers/reducedStep.ts';
import type { Surveyed } from './survey.ts';

/**
 * C2 that one draw may be asked about: a certificate rests on at most 114 tail events, and 6000 of them are
 * paid for.
 */
export const MOST_CANDIDATES = 52;

/**
 * On one draw, which candidate C2 are certified and at which a W was found that keeps its sign.
 *
 * All certificates come before the first attack, since what they read must not depend on what an attack
 * reveals; together they are wrong with chance at most `CERTIFICATE_ERROR`. Throws: `RangeError` for more
 * candidates than that pays for, and `Error` where a certificate and an attack contradict each other.
 */
export const surveyStep = (
  stream: Stream,
  d: number,
  m: number,
  { C0, certify, attack }: Extract<Surveyed, { kind: 'step' }>,
): { readonly certified: readonly boolean[]; readonly violated: readonly boolean[] } => {
  if (certify.length > MOST_CANDIDATES)
    throw new RangeError(
      `surveyStep: expected at most ${MOST_CANDIDATES} candidates for C2, got ${certify.length}; their tail events would cost more than is paid for.`,
    );
  const radius = C0 / Math.sqrt(m);
  const instance = reducedStep(stream, d, m);
  const known = certify.length === 0 ? null : revealedWeights(instance, radius);
  const certified = certify.map((C2) => stepCertificate(known!, C2).upper <= 0);
  const violated =
    attack.length === 0
      ? []
      : survivesAt(instance, { radius }, movedAlike(instance, { along: 0, across: 0, normal: null }), attack);
  attack.forEach((C2, i) => {
    const j = certify.indexOf(C2);
    if (violated[i] && j >= 0 && certified[j])
      throw new Error(`a certificate at C2 = ${C2} stands beside an attack there: one of them is wrong`);
  });
  return { certified, violated };
};
