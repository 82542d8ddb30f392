import { SUM_BLOCK } from '../../../numerics/linalg/blockedSum.ts';
import { addScaled, norm } from '../../../numerics/linalg/vectors.ts';
import type { StepInstance } from './instance.ts';
import type { Movement } from './movement.ts';

/** ∇f(x; a, W) − ∇f(z; a, W) for one W and one z, in revealed coordinates. */
export interface GradientGap {
  readonly movement: Movement;
  /** z = x + δ, in the coordinates revealed before the gap was asked for. */
  readonly point: Float64Array;
  readonly gap: Float64Array;
  readonly norm: number;
}

/** ⟨w⁰_s, z⟩ for every neuron, for a point or direction in revealed coordinates. */
export const seenFrom = (instance: StepInstance, z: Float64Array): Float64Array => {
  const sums = new Float64Array(instance.m);
  for (let start = 0; start < instance.m; start += SUM_BLOCK) {
    const count = Math.min(SUM_BLOCK, instance.m - start);
    const part = sums.subarray(start, start + count);
    z.forEach((factor, k) => {
      if (factor !== 0) addScaled(part, factor, instance.revealed.rows[k]!, count, start);
    });
  }
  return sums;
};

/**
 * The gap at W = W0 + movement between x and the point z; `q` holds ⟨w⁰_s, z⟩. One query, O(m) whatever d is.
 *
 * √m · gap = Σ a_s c_s w_s with c_s = 1[⟨w_s, x⟩ > 0] − 1[⟨w_s, z⟩ > 0].
 */
export const gradientGap = (
  instance: StepInstance,
  movement: Movement,
  point: Float64Array,
  q: Float64Array,
): GradientGap => {
  const { m, u, signs } = instance;
  const { along, across, normal } = movement;
  let facing = 0;
  if (normal !== null)
    for (let k = 0; k < Math.min(normal.length, point.length); k++) facing += normal[k]! * point[k]!;
  const pattern = new Int8Array(m);
  let pushAlong = 0;
  let pushAcross = 0;
  for (let s = 0; s < m; s++) {
    const sideways = across === null ? 0 : across[s]!;
    const before = Number(u[s]! + along[s]! > 0);
    const after = Number(q[s]! + along[s]! * point[0]! + sideways * facing > 0);
    const change = signs[s]! * (before - after);
    pattern[s] = 2 * change;
    pushAlong += change * along[s]!;
    pushAcross += change * sideways;
  }
  const gap = instance.revealed.query(pattern);
  const scale = Math.sqrt(m);
  gap[0]! += pushAlong / scale;
  if (normal !== null) addScaled(gap, pushAcross / scale, normal, normal.length);
  return { movement, point, gap, norm: norm(gap) };
};
