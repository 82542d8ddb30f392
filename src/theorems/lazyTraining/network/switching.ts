import { addScaled, dot, norm } from '../../../numerics/linalg/vectors.ts';
import { type ExplicitNetwork, visitMovedRows } from './explicitNetwork.ts';
import type { GradientInstance } from './instance.ts';
import type { Movement } from './movement.ts';
import { flipEverything } from './signChanges.ts';

/**
 * A W in the ball that gives only the neurons for which `chosen` holds another activation, each moved along x
 * as little as that takes.
 *
 * A neuron out of reach stays where it is, chosen or not. The choice may look at anything: the ball is a
 * product over the rows.
 */
export const switchOnly = (
  u: GradientInstance['u'],
  radius: number,
  chosen: (s: number) => boolean,
): Movement => {
  const { along } = flipEverything(u, radius);
  return { along: along.map((shift, s) => (chosen(s) ? shift : 0)), across: null, normal: null };
};

/**
 * σ'(⟨w_s, x⟩) − σ'(u_s) of a neuron that was switched: it goes off where it was on, and on where it was off.
 */
const activationChange = (u: number): 1 | -1 => (u > 0 ? -1 : 1);

/**
 * The terms a_s (σ'(⟨w_s, x⟩) − σ'(u_s)) P w⁰_s of all neurons of the may-flip set, as if each were switched;
 * not divided by √m.
 *
 * Shapes: |S| × `instance.width`, in the order of `instance.mayFlip`.
 */
export const switchedTerms = (instance: GradientInstance): Float64Array => {
  const { mayFlip, rows, width, u, signs } = instance;
  const terms = new Float64Array(mayFlip.length * width);
  mayFlip.forEach((s, i) => {
    const factor = signs[s]! * activationChange(u[s]!);
    for (let k = i * width; k < (i + 1) * width; k++) terms[k] = factor * rows[k]!;
  });
  return terms;
};

/**
 * ‖(1/√m) Σ over the chosen terms‖, `terms` as `switchedTerms` gives them and `chosen` one entry for each.
 */
export const chosenSumNorm = (
  { m, width }: Pick<GradientInstance, 'm' | 'width'>,
  terms: Float64Array,
  chosen: ArrayLike<number | boolean>,
): number => {
  const sum = new Float64Array(width);
  for (let i = 0; i < chosen.length; i++) if (chosen[i]) addScaled(sum, 1, terms, width, i * width);
  return norm(sum) / Math.sqrt(m);
};

/**
 * ‖(1/√m) Σ_s a_s P w⁰_s (σ'(⟨w_s, x⟩) − σ'(⟨w⁰_s, x⟩))‖ from the d·m weights and nothing else: the truth
 * that the short forms are checked against. Source: the second term of Section 4.2.
 */
export const secondTermAt = (network: ExplicitNetwork, movement: Movement): number => {
  const { x, d, signs, m } = network;
  const sum = new Float64Array(d);
  visitMovedRows(network, movement, (s, initial, moved) => {
    const change = Number(dot(moved, x) > 0) - Number(dot(initial, x) > 0);
    if (change === 0) return;
    addScaled(sum, signs[s]! * change, initial);
    addScaled(sum, -signs[s]! * change * dot(initial, x), x);
  });
  return norm(sum) / Math.sqrt(m);
};
