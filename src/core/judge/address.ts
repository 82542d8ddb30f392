import { rootOf } from '../../numerics/random/root.ts';
import type { Stream } from '../../numerics/random/stream.ts';
import type { Axis, Point } from '../theorem.ts';

/** What a draw is for. Draws of different purposes are independent. */
export type Purpose = 'verdict' | 'search' | 'confirm' | 'calibrate';

/**
 * Where the draws of a cell lie: root → purpose → claim → the addressed axes; below it, the trial and then the role of the draw.
 *
 * Other axes, the constants and the reading are no part of it, since they do not change the law of a draw: one draw serves them all,
 * and only cells that differ in an addressed axis are independent.
 */
export const cellStream = (
  seed: string,
  purpose: Purpose,
  claim: string,
  axes: readonly Axis[],
  at: Point,
): Stream => cellStreamFrom(rootOf(seed), purpose, claim, axes, at);

/** The stream of a cell below another root than that of a seed. */
export const cellStreamFrom = (
  root: Stream,
  purpose: Purpose | 'verify',
  claim: string,
  axes: readonly Pick<Axis, 'symbol' | 'addressed'>[],
  at: Point,
): Stream =>
  axes
    .filter(({ addressed }) => addressed === true)
    .reduce((stream, { symbol }) => stream.child(at[symbol]!), root.child(purpose).child(claim));
