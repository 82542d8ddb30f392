import type { Numbers } from '../../../numerics/linalg/vectors.ts';
import { kernels } from '../kernels/inUse.ts';
import type { Movement } from './movement.ts';

/** |S_v|: how many neurons some W in the ball gives another activation. Source: Lemma 4.3. */
export const signChanges = (u: Numbers, radius: number): number =>
  kernels().within(u, -radius, radius).length;

/**
 * How far beyond ⟨w_s, x⟩ = 0 a neuron is moved: more than the rounding of ⟨w_s, x⟩, and nothing against the
 * radius.
 */
const OVERSHOOT = 2 ** -20;

/**
 * The part along x of the shift that changes neuron s's activation within `radius`; 0 where there is none.
 */
const flippingShift = (u: number, radius: number): number => {
  const overshoot = radius * OVERSHOOT;
  if (u > 0) return u <= radius ? -Math.min(radius, u + overshoot) : 0;
  return overshoot - u <= radius ? overshoot - u : 0;
};

/** How many activations `flipEverything` changes. */
export const reachedSignChanges = (u: Numbers, radius: number): number =>
  signChangesBetween(u, radius, radius).reached;

/** `signChanges` of a radius and `reachedSignChanges` of one that is no larger, in one pass. */
export const signChangesBetween = (
  u: Numbers,
  radius: number,
  inside: number,
): { readonly possible: number; readonly reached: number } => {
  const mayFlip = kernels().within(u, -radius, radius);
  let reached = 0;
  for (const s of mayFlip)
    if (u[s]! > -inside && u[s]! <= inside && flippingShift(u[s]!, inside) !== 0) reached++;
  return { possible: mayFlip.length, reached };
};

/**
 * One W in the ball that changes every activation within reach of `radius` at once: the rows are independent.
 *
 * An active neuron that can only just reach ⟨w_s, x⟩ = 0 stops there, which is inactive.
 */
export const flipEverything = (u: Numbers, radius: number): Movement => {
  const along = new Float64Array(u.length);
  for (let s = 0; s < u.length; s++) along[s] = flippingShift(u[s]!, radius);
  return { along, across: null, normal: null };
};
