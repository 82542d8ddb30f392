import { kernels } from '../kernels/inUse.ts';
import type { KnownWeights } from './knownWeights.ts';
import { workspaceFor } from './neuronBounds.ts';
import { type SideBound, sideBound } from './peeling.ts';

/** A bound on what is left of the sign after the step, over the whole ball. */
export interface StepCertificate {
  /**
   * ≥ sign(f(x; W)) · f(x + δ; W) for every W in the ball, whichever of −1, 0, 1 sign(0) is taken for when δ
   * ≠ 0. At or below 0, no W in the ball keeps its sign.
   */
  readonly upper: number;
  /** Where f(x; W) ≥ 0 and where f(x; W) ≤ 0. */
  readonly sides: { readonly positive: SideBound; readonly negative: SideBound };
}

/**
 * A proof, for this draw, that the gradient step of length C2/‖∇f‖ flips the sign at every W in the ball; or
 * how far it is from one.
 *
 * Both signs are bounded on their own, that of −f being that of the network with −a. `known` may know of W0
 * only what does not depend on C2, and C2 not on what an attack has learnt of W0 besides.
 *
 * Precision: f64, every bound widened by its rounding. Cost: O(m) a round in the reduced law. `Infinity`
 * where nothing is proved.
 * Source: Theorem 3.1; the gradients of the ball lie in a small ball, the points they lead to in another, and
 * only the neurons that cross their kink on the way can tell two of those points apart.
 */
export const stepCertificate = (known: KnownWeights, C2: number): StepCertificate =>
  // What one C2 needed is free for the next.
  kernels().arena.scope(() => {
    const workspace = workspaceFor(known.m);
    const positive = sideBound(known, 1, C2, workspace);
    const negative = sideBound(known, -1, C2, workspace);
    return { upper: Math.max(positive.upper, negative.upper), sides: { positive, negative } };
  });
