import type { Stream } from '../../../numerics/random/stream.ts';
import { survivesAt } from '../adversaries/survivesAt.ts';
import { boxCertifier } from '../certificates/boxes/boxCertificate.ts';
import type { KnownWeights } from '../certificates/knownWeights.ts';
import { revealedWeights } from '../certificates/revealedWeights.ts';
import { stepCertificate } from '../certificates/stepCertificate.ts';
import { movedAlike } from '../network/gradientStep.ts';
import { reducedStep } from '../samplers/reducedStep.ts';
import type { LazyMeasurement } from './measure.ts';

/**
 * C2 that one draw may be asked about at once: a certificate rests on at most 114 tail events, and 6000 of them are
 * paid for.
 */
export const MOST_CANDIDATES = 52;

const certifiedByBoxes = (
  known: KnownWeights,
  candidates: readonly number[],
  byFirst: readonly boolean[],
  how: 'down' | 'halving',
): readonly boolean[] => {
  const certify = boxCertifier(known);
  const holds = (i: number): boolean => byFirst[i]! || certify(candidates[i]!) !== null;
  const found = [...byFirst];
  const descending = candidates.map((_, i) => i).sort((a, b) => candidates[b]! - candidates[a]!);
  if (how === 'down') {
    for (const i of descending) {
      if (!holds(i)) break;
      found[i] = true;
    }
    return found;
  }
  let [inside, outside] = [-1, descending.length];
  while (outside - inside > 1) {
    const middle = Math.floor((inside + outside) / 2);
    if (holds(descending[middle]!)) inside = middle;
    else outside = middle;
  }
  for (const i of descending.slice(0, inside + 1)) found[i] = true;
  return found;
};

/**
 * On one draw, which candidate C2 are certified and at which a W was found that keeps its sign.
 *
 * All certificates come before the first attack, since what they read must not depend on what an attack reveals; `cutShort` says that a
 * budget ended the attacks. Those of the first kind are wrong at some candidate with chance at most `CERTIFICATE_ERROR`; at each single
 * candidate so are both kinds together, whose shares there are 228 of 6000 tail events and `BOX_ERROR`. Throws: `RangeError` for more
 * candidates than that pays for, and `Error` where a certificate and an attack contradict each other.
 */
export const measureStep = (
  stream: Stream,
  d: number,
  m: number,
  { C0, certify, attack, boxes }: Extract<LazyMeasurement, { kind: 'step' }>,
): {
  readonly certified: readonly boolean[];
  readonly violated: readonly boolean[];
  readonly cutShort?: true;
} => {
  if (certify.length > MOST_CANDIDATES)
    throw new RangeError(
      `measureStep: expected at most ${MOST_CANDIDATES} candidates for C2, got ${certify.length}; their tail events would cost more than is paid for.`,
    );
  const radius = C0 / Math.sqrt(m);
  const instance = reducedStep(stream, d, m);
  const known = certify.length === 0 ? null : revealedWeights(instance, radius);
  const byFirst = certify.map((C2) => stepCertificate(known!, C2).upper <= 0);
  const certified =
    boxes === undefined || known === null ? byFirst : certifiedByBoxes(known, certify, byFirst, boxes);
  const { found: violated, cutShort } =
    attack.length === 0
      ? { found: [], cutShort: false }
      : survivesAt(instance, { radius }, movedAlike(instance, { along: 0, across: 0, normal: null }), attack);
  attack.forEach((C2, i) => {
    const j = certify.indexOf(C2);
    // What a pilot only takes for certified contradicts nothing.
    if (violated[i] && j >= 0 && (boxes === 'halving' ? byFirst : certified)[j])
      throw new Error(`a certificate at C2 = ${C2} stands beside an attack there: one of them is wrong`);
  });
  return { certified, violated, ...(cutShort && ({ cutShort: true } as const)) };
};
