import { marginInterval } from '../../claims/boundClaim.ts';
import type { Stream } from '../../numerics/random/stream.ts';
import type { Confirmation, Confirmed } from '../outcomes/outcome.ts';
import type { BoundCell } from './bindCell.ts';
import { confirm } from './confirm.ts';

/**
 * Draws a trial again, finds its W as the trial did, and looks at it with the plain reference.
 *
 * The search stops where it stopped in the run, as soon as the claim is decided, so it is the same W.
 * Null when no W violates the conclusion on this draw.
 */
export const rebuildWitness = (
  at: BoundCell,
  cellStream: Stream,
  trial: number,
  by: Confirmation,
): Confirmed | null => {
  const { cell, wanted, family, radius, scope, bound } = at;
  const answer = family.examine(
    { stream: cellStream.child(trial), d: cell.d, m: cell.m, radius, mode: cell.mode },
    {
      parameters: cell.constants,
      wanted,
      critical: null,
      decides: (brackets) => {
        const { lower, upper } = marginInterval(bound, scope, brackets);
        return upper < 0 || lower >= 0;
      },
    },
  );
  return marginInterval(bound, scope, answer.brackets).upper < 0 ? confirm(at, answer, by) : null;
};
