import { rootOf } from '../../numerics/random/root.ts';
import type { Stream } from '../../numerics/random/stream.ts';

/** What a draw is for. Draws of different purposes are independent. */
export type Purpose = 'verdict' | 'search' | 'confirm' | 'calibrate';

/**
 * Where the draws of a cell lie: root → purpose → claim → d → m; below it, the trial and then the role of the draw.
 *
 * C0, γ, the constants and the reading are no part of it, since they do not change the law of (W0, a): one instance serves
 * them all, and only cells that differ in (d, m) are independent.
 */
export const cellStream = (seed: string, purpose: Purpose, claim: string, d: number, m: number): Stream =>
  rootOf(seed).child(purpose).child(claim).child(d).child(m);
