import type { Stream } from '../../../numerics/random/stream.ts';
import { bestStep } from '../adversaries/stepSearch.ts';
import { centerPattern } from '../certificates/knownWeights.ts';
import { revealedWeights } from '../certificates/revealedWeights.ts';
import { stepCertificate } from '../certificates/stepCertificate.ts';
import { movedAlike } from '../network/gradientStep.ts';
import { reducedStep } from '../samplers/reducedStep.ts';
import type { LazyMeasurement } from './measure.ts';
import { MOST_CANDIDATES } from './measureStep.ts';

/**
 * On one draw, how far the ball may reach while a step of this C2 flips the sign everywhere in it: certified
 * up to radius factor `lower`, violated from `upper` on; null where no candidate was.
 *
 * With C2 held fixed the balls are nested and nothing else changes, so a certificate serves every smaller
 * ball and an attack every larger one. Certificates come first, the largest ball before the smaller: the
 * question that a smaller one asks differs from the larger one's outside its own may-flip set only, and so
 * costs it next to nothing. The attacks then share the draw.
 *
 * `C0` ascends. Throws: `RangeError` for more candidates than the tail events of a draw pay for.
 */
export const measureReach = (
  stream: Stream,
  d: number,
  m: number,
  { C2, C0 }: Extract<LazyMeasurement, { kind: 'reach' }>,
): { readonly lower: number | null; readonly upper: number | null } => {
  if (C0.length > MOST_CANDIDATES)
    throw new RangeError(
      `measureReach: expected at most ${MOST_CANDIDATES} candidates for C0, got ${C0.length}; their tail events would cost more than is paid for.`,
    );
  const instance = reducedStep(stream, d, m);
  const asked: Int8Array[] = [];
  let [certified, out] = [-1, C0.length];
  while (out - certified > 1) {
    const i = Math.floor((certified + out) / 2);
    const radius = C0[i]! / Math.sqrt(m);
    if (stepCertificate(revealedWeights(instance, radius, asked), C2).upper <= 0) certified = i;
    else out = i;
    asked.push(centerPattern(instance.u, instance.signs, radius));
  }
  const initial = movedAlike(instance, { along: 0, across: 0, normal: null });
  const violatedAt = (i: number): boolean => {
    const { signedMargin, error } = bestStep(instance, { radius: C0[i]! / Math.sqrt(m) }, initial, C2);
    return signedMargin > error;
  };
  // Halving among the candidates that no certificate covers: a search that fails says nothing, one that
  // succeeds is a proof.
  let [open, violated] = [certified, C0.length];
  while (violated - open > 1) {
    const middle = Math.floor((open + violated) / 2);
    if (violatedAt(middle)) violated = middle;
    else open = middle;
  }
  return { lower: C0[certified] ?? null, upper: C0[violated] ?? null };
};
