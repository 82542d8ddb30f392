import { marginInterval } from '../claims/boundClaim.ts';
import type { Claim } from '../claims/claim.ts';
import type { Settings } from '../evidence/runner/settings.ts';
import { parseWitness } from '../evidence/runner/witnessAddress.ts';
import { cellStream } from '../evidence/trials/address.ts';
import type { BoundCell } from '../evidence/trials/bindCell.ts';
import type { Answer, Brackets } from '../evidence/trials/quantities/quantity.ts';
import { readValues } from '../evidence/trials/quantities/value.ts';
import type { Proposal } from '../evidence/verification/recheckProposal.ts';
import { stepSearch } from '../network/adversaries/stepSearch.ts';
import { explicitWeights } from '../network/certificates/explicitWeights.ts';
import { revealedWeights } from '../network/certificates/revealedWeights.ts';
import { stepCertificate } from '../network/certificates/stepCertificate.ts';
import { movedAlike, steppedPoint, valueAtPoint } from '../network/gradientStep.ts';
import type { StepInstance } from '../network/instance.ts';
import { ambientStep } from '../network/samplers/ambient.ts';
import { reducedStep } from '../network/samplers/reducedStep.ts';
import type { Stream } from '../numerics/random/stream.ts';
import { cellOfWitness, claimOf } from './witnesses.ts';

/** A draw that remembers what it was asked. */
const remembering = (
  instance: StepInstance,
): { readonly instance: StepInstance; readonly asked: Int8Array[] } => {
  const asked: Int8Array[] = [];
  const { revealed } = instance;
  const query = (pattern: Int8Array): Float64Array => {
    asked.push(pattern.slice());
    return revealed.query(pattern);
  };
  return { asked, instance: { ...instance, revealed: { ...revealed, query } } };
};

/** The step's search as a trial makes it, question by question: certificate first, then W0, then the attack. */
const stepProposal = (at: BoundCell, stream: Stream, decides: (brackets: Brackets) => boolean): Proposal => {
  const { cell, radius } = at;
  const { d, m, mode, constants } = cell;
  const C2 = constants.C2!;
  const { instance, asked } = remembering((mode === 'ambient' ? ambientStep : reducedStep)(stream, d, m));
  const known =
    mode === 'ambient' ? explicitWeights(instance.explicit(), radius) : revealedWeights(instance, radius);
  const { upper } = stepCertificate(known, C2);
  const values = readValues(instance, radius);
  const initial = movedAlike(instance, { along: 0, across: 0, normal: null });
  const after = valueAtPoint(instance, initial.movement, steppedPoint(initial, C2));
  const brackets = (kept: number, error: number): Brackets => ({
    ...values.brackets,
    gradientNorm0: { lower: initial.gradientNorm, upper: initial.gradientNorm },
    fAfterStep: { lower: after.value - after.error, upper: after.value + after.error },
    signKeptSup: { lower: Math.min(kept - error, upper), upper },
  });
  const atStart = { kept: (initial.value < 0 ? -1 : 1) * after.value, error: after.error, step: initial };
  const found = decides(brackets(atStart.kept, atStart.error))
    ? atStart
    : stepSearch(instance, { radius }, initial, C2, false, ({ kept, error }) =>
        decides(brackets(kept, error)),
      );
  const movements: Answer['movements'] = {
    ...values.movements,
    signKeptSup: () => found.step.movement,
  };
  return { movements: written(movements), asked };
};

const written = (movements: Answer['movements']): Proposal['movements'] =>
  Object.fromEntries(Object.entries(movements).map(([name, movement]) => [name, movement()]));

/**
 * Finds the W of a witness again, as its trial did, for somebody else to check: null where the search finds none.
 *
 * Throws: `UsageError` for an address that names no cell a claim of these settings can have.
 */
export const proposeWitness = (
  text: string,
  settings: Settings,
  claims: readonly Claim[] = settings.claims,
): Proposal | null => {
  const address = parseWitness(text);
  const claim = claimOf(address, claims);
  const at = cellOfWitness(claim, address, settings);
  const { d, m, mode } = at.cell;
  const stream = cellStream(address.seed, address.purpose, address.claim, d, m).child(address.trial);
  const decides = (brackets: Brackets): boolean => {
    const { lower, upper } = marginInterval(at.bound, at.scope, brackets);
    return upper < 0 || lower >= 0;
  };
  if (at.wanted.has('signKeptSup')) return stepProposal(at, stream, decides);
  const answer = at.family.examine(
    { stream, d, m, radius: at.radius, mode },
    { parameters: at.cell.constants, wanted: at.wanted, critical: null, exhaust: false, decides },
  );
  return { movements: written(answer.movements), asked: [] };
};
