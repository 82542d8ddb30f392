import type { RowMatrix } from '../../../numerics/kernels/kernels.ts';
import { SUM_BLOCK } from '../../../numerics/linalg/blockedSum.ts';
import { dot, norm } from '../../../numerics/linalg/vectors.ts';
import type { AlwaysActiveSums } from '../kernels/kernels.ts';
import type { GradientInstance } from './instance.ts';

/** A direction r split into its part along x and the rest, in the instance's coordinates. */
export interface Direction {
  readonly alongX: number;
  readonly acrossNorm: number;
  readonly across: Float64Array;
}

/** A vector of R^d: its part along x, and the rest in the instance's coordinates. */
export interface Split {
  along: number;
  readonly across: Float64Array;
}

export const lengthOf = (vector: Split): number => Math.hypot(vector.along, norm(vector.across));

export const directionOf = (vector: Split, length: number): Direction => {
  const across = vector.across.map((entry) => entry / length);
  return { alongX: vector.along / length, acrossNorm: norm(across), across };
};

/**
 * The cheapest shift that keeps a neuron of the may-flip set active: the least a⟨r, v⟩ over ‖v‖ ≤ V with u +
 * ⟨v, x⟩ ≥ 0.
 *
 * Without the constraint v = −a V r. Where that would leave the neuron inactive, its part along x is just −u,
 * and the rest of the budget, √(V² − u²), goes against r orthogonally to x.
 */
const activeShift = (
  sign: number,
  u: number,
  radius: number,
  r: Direction,
): { along: number; across: number } =>
  -sign * r.alongX * radius >= -u
    ? { along: -sign * r.alongX * radius, across: -sign * r.acrossNorm * radius }
    : { along: -u, across: -sign * Math.sqrt(Math.max(0, radius * radius - u * u)) };

/** a⟨r, v⟩ of that shift. */
const shiftGain = (sign: number, r: Direction, shift: { along: number; across: number }): number =>
  sign * (r.alongX * shift.along + r.acrossNorm * shift.across);

/**
 * Everything about one direction r: the least ⟨r, ∇f⟩ over the ball (a lower bound of ‖∇f‖ everywhere in it),
 * and the gradient at the weights where it is attained.
 *
 * ⟨r, ∇f(W)⟩ is a sum over neurons that the adversary minimizes one by one: a neuron of R contributes a⟨r,
 * w⁰⟩ − V, one of S the better of being off, 0, and of being on with its cheapest shift.
 */
export const probe = (
  instance: GradientInstance,
  matrix: RowMatrix,
  alwaysActive: AlwaysActiveSums,
  r: Direction,
  active: Uint8Array,
  onSum: Float64Array,
) => {
  const { u, signs, mayFlip, width, m, radius, alwaysActiveSum } = instance;
  const scale = Math.sqrt(m);
  const initial = r.alongX * alwaysActive.along + dot(alwaysActiveSum, r.across);
  let least = initial - alwaysActive.count * radius;
  let magnitude =
    Math.abs(initial) + alwaysActive.magnitude + alwaysActive.count * radius + norm(alwaysActiveSum);
  let along = alwaysActive.along - alwaysActive.count * r.alongX * radius;
  let acrossTotal = -alwaysActive.count * r.acrossNorm * radius;
  const products = new Float64Array(mayFlip.length);
  matrix.dots(r.across, products);
  const switchedRows: number[] = [];
  const switchedSigns: number[] = [];
  for (let i = 0; i < mayFlip.length; i++) {
    const s = mayFlip[i]!;
    const sign = signs[s]!;
    const shift = activeShift(sign, u[s]!, radius, r);
    const gain = sign * (r.alongX * u[s]! + products[i]!) + shiftGain(sign, r, shift);
    magnitude += Math.abs(gain) + radius;
    const on = gain < 0 ? 1 : 0;
    if (on !== active[i]) {
      switchedRows.push(i);
      switchedSigns.push(on === 1 ? sign : -sign);
      active[i] = on;
    }
    if (on === 0) continue;
    least += gain;
    along += sign * (u[s]! + shift.along);
    acrossTotal += sign * shift.across;
  }
  matrix.addRows(onSum, switchedRows, switchedSigns);
  const across = new Float64Array(width);
  for (let j = 0; j < width; j++) {
    const push = r.acrossNorm === 0 ? 0 : (acrossTotal * r.across[j]!) / r.acrossNorm;
    across[j] = (alwaysActiveSum[j]! + onSum[j]! + push) / scale;
  }
  // Each dot product passes `width` additions and each sum |S| + SUM_BLOCK + m/SUM_BLOCK of them; ‖r‖ = 1 to
  // 2⁻⁵⁰.
  const operations = width + mayFlip.length + SUM_BLOCK + m / SUM_BLOCK + 16;
  const error = (2 * operations * 2 ** -53 * magnitude) / scale;
  return { least: least / scale - error, gradient: { along: along / scale, across } };
};
