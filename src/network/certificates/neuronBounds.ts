import { SUM_BLOCK } from '../../numerics/linalg/blockedSum.ts';
import type { KnownWeights } from './knownWeights.ts';
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
export interface Workspace {
  readonly slopes: Int8Array;
  readonly kinks: Int32Array;
  readonly margins: Float64Array;
  readonly jumps: Uint8Array;
}

export const workspaceFor = (m: number): Workspace => ({
  slopes: new Int8Array(m),
  kinks: new Int32Array(m),
  margins: new Float64Array(m),
  jumps: new Uint8Array(m),
});

/**
 * The bounds for z in the given ball, with f seen with `sign` (a_s stands for sign · a_s below).
 *
 * With σ_s the activation at W, p_s = ⟨w_s, x⟩ and q_s = ⟨w_s, z⟩, h_s = σ(q_s) − σ_s (q_s − p_s): max(p_s, p_s − q_s) where σ_s = 1, σ(q_s) where
 * σ_s = 0. Over ‖w_s − w⁰_s‖ ≤ V, D ≥ ‖z − x‖ and N ≥ ‖z‖:
 *
 * - on, a = +1: h ≤ max(u + V, u − Y + VD); on, a = −1: −h ≤ −max(u − V, u − Y − VD);
 * - off, a = +1: h ≤ σ(Y + VN); off, a = −1: −h ≤ −σ(Y − VN);
 * - strip, a = +1: h ≤ max(u + V, u − Y + VD, Y + VN); a = −1: −h ≤ 0, since h ≥ 0 for either activation;
 * - followed, a = +1: h ≤ (α − V) + max(u + V, u − Y + V(D + 2)), since V − α ≤ 2V; a = −1: −h ≤ −(u + α) = −(u − V) − (V + α). The first
 *   terms, −(V − a α), are left out here; over the followed they sum to −ρ₀ times the loss.
 *
 * Concave kinks (a = −1) only help and are no jumps.
 */
export const neuronBounds = (
  known: KnownWeights,
  sign: 1 | -1,
  followed: Uint8Array,
  shift: number,
  ball: SteppedBall,
  workspace: Workspace,
): NeuronBounds => {
  const { m, u, signs, towards, rowNorms, radius: V } = known;
  const { slopes, kinks, margins, jumps } = workspace;
  const { kappa, radius: eps } = ball;
  const VD = V * ball.longestStep;
  const VN = V * ball.longestPoint;
  const followedReach = V * (ball.longestStep + 2);
  const towardsFactor = -kappa * sign;
  const uFactor = 1 - kappa * shift;
  let listed = 0;
  let total = 0;
  for (let start = 0; start < m; start += SUM_BLOCK) {
    const end = Math.min(m, start + SUM_BLOCK);
    let block = 0;
    for (let s = start; s < end; s++) {
      const us = u[s]!;
      const y = uFactor * us + towardsFactor * towards[s]!;
      const positive = sign * signs[s]! > 0;
      let slope = 0;
      let margin = Number.POSITIVE_INFINITY;
      let jump = 1;
      if (us > V) {
        if (positive) {
          const reach = followed[s] === 1 ? followedReach : VD;
          const gap = V + y - reach;
          if (gap >= 0) block += us + V;
          else {
            block += us - y + reach;
            slope = -1;
          }
          margin = Math.abs(gap);
        } else if (followed[s] === 1 || y + VD >= V) block -= us - V;
        else {
          block -= us - y - VD;
          slope = 1;
        }
      } else if (us < -V) {
        if (positive) {
          const raised = y + VN;
          if (raised > 0) {
            block += raised;
            slope = 1;
          }
          margin = Math.abs(raised);
        } else if (y > VN) {
          block -= y - VN;
          slope = -1;
        }
      } else if (positive) {
        const flat = us + V;
        const falling = us - y + VD;
        const rising = y + VN;
        jump = 2;
        if (flat >= falling && flat >= rising) {
          block += flat;
          margin = Math.min(flat - falling, flat - rising);
        } else if (falling >= rising) {
          block += falling;
          slope = -1;
          margin = Math.min(falling - flat, (falling - rising) / 2);
        } else {
          block += rising;
          slope = 1;
          margin = Math.min(rising - flat, (rising - falling) / 2);
        }
      }
      slopes[s] = slope;
      if (margin < eps * rowNorms[s]!) {
        kinks[listed] = s;
        margins[listed] = margin;
        jumps[listed] = jump;
        listed++;
      }
    }
    total += block;
  }
  return {
    value: total / Math.sqrt(m),
    slopes,
    kinks: kinks.subarray(0, listed),
    margins: margins.subarray(0, listed),
    jumps: jumps.subarray(0, listed),
  };
};
