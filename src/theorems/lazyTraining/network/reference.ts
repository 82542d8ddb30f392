import { dot, norm } from '../../../numerics/linalg/vectors.ts';
import { type ExplicitNetwork, visitMovedRows } from './explicitNetwork.ts';
import type { Movement } from './movement.ts';

/**
 * The plain f64 reference: what every quantity means, computed from the d·m weights and nothing else.
 *
 * Slow and short on purpose. Searches, reduced laws and fast kernels only propose; what they propose is
 * believed once these functions say the same.
 */

/** f(x; a, W) = (1/√m) Σ_s a_s σ(⟨w_s, x⟩), with the ReLU σ. Source: Section 2.1. */
export const valueAt = (network: ExplicitNetwork, movement: Movement, x: Float64Array): number => {
  let sum = 0;
  visitMovedRows(network, movement, (s, _, w) => {
    sum += network.signs[s]! * Math.max(0, dot(w, x));
  });
  return sum / Math.sqrt(network.m);
};

/** ∇ₓf(x; a, W) = (1/√m) Σ_s a_s 1[⟨w_s, x⟩ > 0] w_s. */
export const gradientAt = (network: ExplicitNetwork, movement: Movement, x: Float64Array): Float64Array => {
  const gradient = new Float64Array(network.d);
  visitMovedRows(network, movement, (s, _, w) => {
    if (dot(w, x) > 0) for (let i = 0; i < network.d; i++) gradient[i]! += network.signs[s]! * w[i]!;
  });
  return gradient.map((sum) => sum / Math.sqrt(network.m));
};

/** P∇ₓf(x; a, W), the part of the gradient orthogonal to the unit vector x. Source: Section 4.2. */
export const gradientAcrossAt = (
  network: ExplicitNetwork,
  movement: Movement,
  x: Float64Array,
): Float64Array => {
  const gradient = gradientAt(network, movement, x);
  const along = dot(gradient, x);
  return gradient.map((entry, i) => entry - along * x[i]!);
};

/** The number of neurons whose activation at x differs between W and W0. Source: Lemma 4.3. */
export const signChangesAt = (network: ExplicitNetwork, movement: Movement): number => {
  let changes = 0;
  visitMovedRows(network, movement, (_, initial, moved) => {
    if (dot(initial, network.x) > 0 !== dot(moved, network.x) > 0) changes++;
  });
  return changes;
};

/** max over s of ‖w_s − w⁰_s‖₂, of the weights as they are after rounding. */
export const largestShift = (network: ExplicitNetwork, movement: Movement): number => {
  const difference = new Float64Array(network.d);
  let largest = 0;
  visitMovedRows(network, movement, (_, initial, moved) => {
    for (let i = 0; i < network.d; i++) difference[i] = moved[i]! - initial[i]!;
    const length = norm(difference);
    largest = length > largest || Number.isNaN(length) ? length : largest;
  });
  return largest;
};

/** What a single gradient step does at W: f, ‖∇f‖ and f(x + δ), where δ = −sign(f) · C2 · ∇f/‖∇f‖². */
export interface StepAt {
  readonly value: number;
  readonly gradientNorm: number;
  readonly valueAfterStep: number;
}

/** The theorem's step at W, from x. Source: Theorem 3.1; sign(0) is taken as +1. */
export const stepAt = (network: ExplicitNetwork, movement: Movement, C2: number): StepAt => {
  const value = valueAt(network, movement, network.x);
  const gradient = gradientAt(network, movement, network.x);
  const gradientNorm = norm(gradient);
  const eta = ((value < 0 ? 1 : -1) * C2) / (gradientNorm * gradientNorm);
  const stepped = network.x.map((entry, i) => entry + eta * gradient[i]!);
  return { value, gradientNorm, valueAfterStep: valueAt(network, movement, stepped) };
};
