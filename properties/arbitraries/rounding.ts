import { norm } from '../../src/numerics/linalg/vectors.ts';
import {
  type ExplicitNetwork,
  visitMovedRows,
} from '../../src/theorems/lazyTraining/network/explicitNetwork.ts';
import type { Movement } from '../../src/theorems/lazyTraining/network/movement.ts';

/** How far f64 can carry the quantities of one W away from their true values, and from each other. */
export interface RoundingRoom {
  /** Between two computations of f(z; a, W), or of one coordinate of a gradient, with ‖z‖ = 1. */
  readonly value: number;
  /** Between two computations of ∇f(x; a, W), as vectors. */
  readonly gradient: number;
  /** f(·; a, W) moves by at most this much per unit of its argument: (1/√m) Σ_s ‖w_s‖. */
  readonly lipschitz: number;
}

/**
 * Two computations of a sum over d·m products of w_s (rebuilt from revealed coordinates by up to 32 directions), in any two
 * orders: each term passes at most m + d + 64 roundings in either of them, each within 2⁻⁵³ of exact and of size at most
 * ‖w_s‖‖z‖. So they differ by 2 (m + d + 64) 2⁻⁵³ Σ‖w_s‖/√m, and once more that for the second-order part. A gradient has
 * that error in each of its d coordinates.
 */
export const roundingRoom = (network: ExplicitNetwork, movement: Movement): RoundingRoom => {
  let size = 0;
  visitMovedRows(network, movement, (_, initial, moved) => {
    size += norm(initial) + norm(moved);
  });
  const { d, m } = network;
  const lipschitz = size / Math.sqrt(m);
  const value = 4 * (m + d + 64) * 2 ** -53 * lipschitz;
  return { value, gradient: value * Math.sqrt(d), lipschitz };
};

/**
 * The room for f(x + δ), δ = ∓C2 ∇f/‖∇f‖²: an error e of ∇f moves δ by at most 3 C2 e/‖∇f‖² (the map g ↦ g/‖g‖² has the
 * derivative norm 1/‖g‖²; the factor 3 covers the rounding of the map), and f by `lipschitz` times that; f itself is rounded at a
 * point of norm ≤ 1 + C2/‖∇f‖.
 */
export const stepRoom = (room: RoundingRoom, gradientNorm: number, C2: number): number =>
  room.value * (1 + C2 / gradientNorm) +
  (room.lipschitz * 3 * C2 * room.gradient) / (gradientNorm * gradientNorm);
