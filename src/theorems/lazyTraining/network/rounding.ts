import { dot } from '../../../numerics/linalg/vectors.ts';
import type { WrittenNetwork } from './writtenNetwork.ts';

/** Half the distance from 1 to the next f64: what one operation may add, relatively. */
export const UNIT = 2 ** -53;

/** What a product below the normal numbers may lose. */
const LEAST = 2 ** -1074;

/**
 * A bound on the rounding error of `dot(w, z)`, for these w and z as they stand.
 *
 * Each product passes its own rounding and at most d/4 + 3 additions. Where at most one product is not 0
 * nothing is added, and where its factor in z is ±1 nothing is rounded: there the bound is 0, so that a
 * neuron may lie exactly on a kink.
 */
export const dotRoom = (w: Float64Array, z: Float64Array): number => {
  let size = 0;
  let products = 0;
  let whole = true;
  for (let i = 0; i < w.length; i++) {
    if (w[i] === 0 || z[i] === 0) continue;
    products++;
    size += Math.abs(w[i]! * z[i]!);
    whole = whole && Math.abs(z[i]!) === 1;
  }
  if (products === 0 || (products === 1 && whole)) return 0;
  // The second-order part is below a quarter of the last summand.
  return (products === 1 ? 1 : w.length / 4 + 5) * UNIT * size + products * LEAST;
};

/** Whether rounding cannot tell on which side of its kink the neuron w is at z. */
export const isTooCloseToCall = (w: Float64Array, z: Float64Array): boolean => {
  const room = dotRoom(w, z);
  return room > 0 && Math.abs(dot(w, z)) <= room;
};

/**
 * M = (1/√m) Σ_s Σ_i |w_si z_i| over the neurons that are active at z, or cannot be told from active ones:
 * the size of the terms that f(z) is summed from, before they cancel.
 */
export const termsAt = ({ rows }: WrittenNetwork, z: Float64Array): number => {
  let size = 0;
  for (const w of rows) {
    if (dot(w, z) + dotRoom(w, z) <= 0) continue;
    for (let i = 0; i < z.length; i++)
      if (w[i] !== 0 && z[i] !== 0) size += Math.max(LEAST, Math.abs(w[i]! * z[i]!));
  }
  return size / Math.sqrt(rows.length);
};

/**
 * A bound on the rounding error of `valueAt` at z, and of ⟨∇f(z), z⟩ summed from `gradientAt`.
 *
 * A term w_si z_i passes at most d/4 + 5 roundings in its own neuron, m in the sum over neurons and 3 in the
 * quotient by √m (in the other order for ⟨∇f, z⟩: m, 3 and d/4 + 5), each within 2⁻⁵³: together (m + d + 8)
 * 2⁻⁵³ M. The factor 2 covers the second-order part and the rounding of M. A neuron on the wrong side of its
 * kink changes either by less than its own part.
 */
export const valueRoom = (network: WrittenNetwork, z: Float64Array): number => {
  const [d, m] = [z.length, network.rows.length];
  const size = termsAt(network, z);
  return size === 0 ? 0 : 2 * (m + d + 8) * UNIT * size + m * d * LEAST;
};
