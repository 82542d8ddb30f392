import type { Stream } from '../../numerics/random/stream.ts';
import type { Confirmation } from '../theorem.ts';
import type { BoundCell } from './bindCell.ts';
import { confirm } from './confirm.ts';
import type { Confirmed } from './outcome.ts';
import { type Refined, refineDraw } from './runTrial.ts';

/** A witness found again, with the draw it lies on and what the searches found there. */
export interface Rebuilt extends Refined {
  readonly confirmed: Confirmed;
}

/**
 * Draws a trial again, finds its choice as the trial did, and looks at it with the plain reference.
 *
 * The search stops where it stopped in the run, as soon as the claim is decided, so it is the same choice.
 * Null when no choice violates the conclusion on this draw.
 */
export const rebuildWitness = (
  at: BoundCell,
  cellStream: Stream,
  trial: number,
  by: Confirmation,
): Rebuilt | null => {
  const refined = refineDraw(at, cellStream.child(trial), 'decide');
  if (!(refined.margin.upper < 0)) return null;
  const confirmed = confirm(at, refined.draw, refined.found, by);
  return confirmed === null ? null : { ...refined, confirmed };
};
