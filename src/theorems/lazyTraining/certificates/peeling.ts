import { kernels } from '../kernels/inUse.ts';
import type { KnownWeights } from './knownWeights.ts';
import { lossBound, sideOf } from './lossBound.ts';
import type { Workspace } from './neuronBounds.ts';

/** Rounds of peeling, at most; with them ends what a certificate can rest on. */
const ROUNDS = 14;

/** A round that lowers the loss by less than this share ends the peeling. */
const WORTHWHILE = 0.97;

/** What one side's certificate has to say, and how it came to it. */
export interface SideBound {
  /**
   * ≥ sign · f(x − sign · C2 ∇f/‖∇f‖²; W) for every W in the ball with sign · f(x; W) ≥ 0; −∞ where there is
   * none.
   */
  readonly upper: number;
  /** The losses L looked at, one a round. */
  readonly losses: readonly number[];
}

/**
 * Bounds f after the step for every W that f(x; W) has this sign at, or is 0.
 *
 * A round bounds f(z; W) + ρ₀ · loss by U over every W of loss at most L. So those of loss above U/ρ₀ are
 * flipped, and the next round need only look at the others, whose gradients lie in a smaller ball: an
 * adversary who moves z sideways has not spent that on raising f(x; W). The first L is 2, or what f(x; W) ≥ 0
 * itself allows: f(x; W) ≤ sup f(x) − ρ₀ · loss.
 */
export const sideBound = (known: KnownWeights, sign: 1 | -1, C2: number, workspace: Workspace): SideBound => {
  const highest = sign === 1 ? known.extremes.highest : known.extremes.lowest;
  const reachable = sign * highest.value + highest.error;
  if (reachable < 0) return { upper: Number.NEGATIVE_INFINITY, losses: [] };
  const side = sideOf(known, sign, C2);
  const { reach } = side.tracked;
  let L = reach > 0 ? Math.min(2, (reachable / reach) * (1 + 1e-9)) : 0;
  let peeled = Number.NEGATIVE_INFINITY;
  let best = Number.POSITIVE_INFINITY;
  const losses: number[] = [];
  while (losses.length < ROUNDS) {
    losses.push(L);
    const bound = kernels().arena.scope(() => lossBound(side, L, workspace));
    if (bound === null || Number.isNaN(bound.upper)) return { upper: best, losses };
    const U = bound.upper;
    if (U < 0) return { upper: Math.max(U, peeled), losses };
    best = Math.min(best, U);
    // What is peeled off, of loss above (1 + 1e-9) U/ρ₀, ends below −1e-9 U.
    const next = (U / reach) * (1 + 1e-9);
    if (!(next < WORTHWHILE * L)) return { upper: best, losses };
    peeled = Math.max(peeled, -1e-9 * U);
    L = next;
  }
  return { upper: best, losses };
};
