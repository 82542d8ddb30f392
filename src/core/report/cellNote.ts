import type { Scope } from '../judge/boundClaim.ts';
import { type BoundClaim, type BoundComparison, drawPremise, failingPremise } from '../judge/boundClaim.ts';
import type { CellReport } from './report.ts';

const quoted = (comparisons: readonly BoundComparison[]): string =>
  comparisons.map(({ lhs, rhs }) => `"${lhs.text} <= ${rhs.text}"`).join(' and ');

const joined = (notes: readonly string[]): string | null => (notes.length === 0 ? null : notes.join('; '));

/** Where a reader of a cell's record would ask "why"; null where there is nothing to say. */
export const cellNote = (
  bound: BoundClaim,
  cell: Pick<
    CellReport,
    | 'crashed'
    | 'crashes'
    | 'withoutValue'
    | 'valueless'
    | 'cutShort'
    | 'endings'
    | 'alphaShare'
    | 'failureRate'
    | 'capCanDecide'
    | 'cap'
    | 'verdict'
    | 'trials'
  >,
): string | null => {
  const { crashed, crashes, withoutValue, valueless = [], cutShort, endings = [], trials } = cell;
  const { alphaShare, failureRate, capCanDecide, cap, verdict } = cell;
  const because = valueless.join('; ');
  const { refute, support } = capCanDecide;
  const notes: string[] = [];
  if (crashed !== undefined)
    notes.push(`${crashed} of ${trials} trials crashed and speak for no verdict: ${crashes.join('; ')}`);
  if (withoutValue !== undefined)
    notes.push(
      `${withoutValue} of ${trials} draws have no value to compare and speak for no verdict: ${because}`,
    );
  if (cutShort !== undefined)
    notes.push(`on ${cutShort} of ${trials} draws ${endings.join('; ')}: a stronger attack may exist`);
  if (alphaShare !== 1) notes.push(`tested at ${alphaShare} of α, the share of its epoch in the ledger`);
  if (failureRate?.value === 0) notes.push('it may never fail: draws alone cannot support it');
  else if (!refute && !support) notes.push(`a cap of ${cap} can decide nothing`);
  else if (!support) notes.push(`a cap of ${cap} is too small to support anything`);
  else if (!refute) notes.push(`a cap of ${cap} is too small to refute anything`);
  if (verdict === 'vacuous')
    notes.push(`every draw was skipped: none satisfies the premise ${quoted(drawPremise(bound))}`);
  return joined(notes);
};

/**
 * The note of a cell of a claim of which no cell satisfies the premise: which part of it fails there. Such a claim is vacuous, and a
 * premise that contradicts itself is told from a grid that missed the theorem's regime.
 */
export const noteOutside = (note: string | null, bound: BoundClaim, scope: Scope): string =>
  joined([
    ...(note === null ? [] : [note]),
    `no cell tried satisfies the premise: ${quoted(failingPremise(bound, scope))} fails here`,
  ])!;
