import { marginInterval } from '../../claims/boundClaim.ts';
import { type NetworkNumbers, toNumbers } from '../../network/printedNetwork.ts';
import type { Stream } from '../../numerics/random/stream.ts';
import type { Confirmation, Confirmed } from '../outcomes/outcome.ts';
import { type BoundCell, quantityIn } from './bindCell.ts';
import { confirm } from './confirm.ts';

/** A witness found again. */
export interface Rebuilt {
  readonly confirmed: Confirmed;
  /** All d·m weights and their movement, with x as the first axis. Throws nothing; takes memory for 2·d·m numbers. */
  readonly numbers: () => NetworkNumbers;
}

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
): Rebuilt | null => {
  const { cell, wanted, family, radius, scope, bound } = at;
  const answer = family.examine(
    { stream: cellStream.child(trial), d: cell.d, m: cell.m, radius, mode: cell.mode },
    {
      parameters: cell.constants,
      wanted,
      critical: null,
      exhaust: false,
      decides: (brackets) => {
        const { lower, upper } = marginInterval(bound, scope, brackets);
        return upper < 0 || lower >= 0;
      },
    },
  );
  if (!(marginInterval(bound, scope, answer.brackets).upper < 0)) return null;
  const confirmed = confirm(at, answer, by);
  if (confirmed === null) return null;
  const numbers = (): NetworkNumbers => {
    const overBall = [...wanted].find((name) => quantityIn(at, name).extreme !== null);
    const movement = overBall === undefined ? undefined : answer.movements[overBall]?.();
    const still = { along: new Float64Array(cell.m), across: null, normal: null };
    return toNumbers(answer.explicit(), movement ?? still);
  };
  return { confirmed, numbers };
};
