import { kernels } from '../kernels/inUse.ts';
import type { BoundLists } from '../kernels/kernels.ts';
import type { KnownWeights } from './knownWeights.ts';
import { TRACKED_REACH } from './neuronTable.ts';
import type { SteppedBall } from './steppedBall.ts';

/**
 * Bounds G_s on a_s h_s, one neuron at a time, as functions of Y = ⟨w⁰_s, z⟩ near Y = y_s = ⟨w⁰_s, z₀⟩:
 *
 *     G_s(y_s + t) ≤ G_s(y_s) + slopes_s · t + jumps_s · max(0, |t| − margin_s).
 *
 * Only the neurons that z can bring to a convex kink have a jump; they are listed.
 */
export interface NeuronBounds {
  /** (1/√m) Σ_s G_s(y_s). */
  readonly value: number;
  readonly slopes: Int8Array;
  /** The listed neurons, with the distance to their nearest kink and the largest change of slope there. */
  readonly kinks: Int32Array;
  readonly margins: Float64Array;
  readonly jumps: Uint8Array;
}

/** Arrays that are written anew in each round. */
export type Workspace = BoundLists;

export const workspaceFor = (m: number): Workspace => ({
  slopes: kernels().arena.int8(m),
  kinks: kernels().arena.int32(m),
  margins: kernels().arena.float64(m),
  jumps: kernels().arena.uint8(m),
});

/**
 * The bounds for z in the given ball, with f seen with `sign` (a_s stands for sign · a_s below).
 *
 * With σ_s the activation at W, p_s = ⟨w_s, x⟩ and q_s = ⟨w_s, z⟩, h_s = σ(q_s) − σ_s (q_s − p_s): max(p_s,
 * p_s − q_s) where σ_s = 1, σ(q_s) where σ_s = 0. Over ‖w_s − w⁰_s‖ ≤ V, D ≥ ‖z − x‖ and N ≥ ‖z‖:
 *
 * - on, a = +1: h ≤ max(u + V, u − Y + VD); on, a = −1: −h ≤ −max(u − V, u − Y − VD);
 * - off, a = +1: h ≤ σ(Y + VN); off, a = −1: −h ≤ −σ(Y − VN);
 * - may-flip set, a = +1: h ≤ max(u + V, u − Y + VD, Y + VN); a = −1: −h ≤ 0, since h ≥ 0 for either
 *   activation;
 * - tracked, a = +1: h ≤ (α − V) + max(u + V, u − Y + V(D + 2)), since V − α ≤ 2V; a = −1: −h ≤ −(u + α) =
 *   −(u − V) − (V + α). The first terms, −(V − a α), are left out here; over the tracked they sum to −ρ₀
 *   times the loss.
 *
 * Concave kinks (a = −1) only help and are not jumps. `neuronTable` has these bounds as data, and a proof of each.
 */
export const neuronBounds = (
  known: KnownWeights,
  sign: 1 | -1,
  tracked: Uint8Array,
  shift: number,
  ball: SteppedBall,
  workspace: Workspace,
): NeuronBounds => {
  const { m, u, signs, towards, rowNorms, radius: V } = known;
  const { kappa, radius: eps } = ball;
  const { total, listed } = kernels().neuronBounds(
    { u, signs, towards, rowNorms, tracked },
    {
      sign,
      uFactor: 1 - kappa * shift,
      towardsFactor: -kappa * sign,
      V,
      VD: V * ball.longestStep,
      VN: V * ball.longestPoint,
      trackedReach: V * (ball.longestStep + TRACKED_REACH),
      eps,
    },
    workspace,
  );
  return {
    value: total / Math.sqrt(m),
    slopes: workspace.slopes,
    kinks: workspace.kinks.subarray(0, listed),
    margins: workspace.margins.subarray(0, listed),
    jumps: workspace.jumps.subarray(0, listed),
  };
};
