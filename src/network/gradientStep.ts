import { blockedSumError, SUM_BLOCK } from '../numerics/linalg/blockedSum.ts';
import { dot, norm } from '../numerics/linalg/vectors.ts';
import type { Rounded } from './extremeValue.ts';
import type { StepInstance } from './instance.ts';
import type { Movement } from './movement.ts';

/** W = W0 + movement, with everything that is needed to follow its gradient step, in revealed coordinates. */
export interface MovedStep {
  readonly movement: Movement;
  /** f(x; a, W). */
  readonly value: number;
  /** ∇f(x; a, W). */
  readonly gradient: Float64Array;
  readonly gradientNorm: number;
}

/** The neurons active at W, signed, in halves: the pattern of ∇f. */
export const activePattern = (instance: StepInstance, movement: Movement): Int8Array => {
  const { u, signs, m } = instance;
  const pattern = new Int8Array(m);
  for (let s = 0; s < m; s++) if (u[s]! + movement.along[s]! > 0) pattern[s] = 2 * signs[s]!;
  return pattern;
};

/**
 * f and ∇f at W = W0 + movement.
 *
 * √m ∇f = Σ_active a_s w⁰_s + (Σ_active a_s along_s) x + (Σ_active a_s across_s) normal; the first sum is a query to W0.
 */
export const moved = (instance: StepInstance, movement: Movement): MovedStep => {
  const pattern = activePattern(instance, movement);
  const gradient = instance.revealed.query(pattern);
  const { along, across, normal } = movement;
  let pushAlong = 0;
  let pushAcross = 0;
  for (let s = 0; s < instance.m; s++) {
    if (pattern[s] === 0) continue;
    pushAlong += instance.signs[s]! * along[s]!;
    if (across !== null) pushAcross += instance.signs[s]! * across[s]!;
  }
  const scale = Math.sqrt(instance.m);
  gradient[0]! += pushAlong / scale;
  if (normal !== null)
    normal.forEach((entry, i) => {
      gradient[i]! += (pushAcross / scale) * entry;
    });
  // Homogeneity: ⟨∇f(x), x⟩ = f(x).
  return { movement, value: gradient[0]!, gradient, gradientNorm: norm(gradient) };
};

/** ⟨w_s, z⟩ for every neuron, for a point or direction z in revealed coordinates. */
const projections = (instance: StepInstance, movement: Movement, z: Float64Array): Float64Array => {
  const { m } = instance;
  const { along, across, normal } = movement;
  const sums = new Float64Array(m);
  const acrossFactor = normal === null ? 0 : dot(normal, z, Math.min(normal.length, z.length));
  const alongFactor = z[0]!;
  if (across === null) for (let s = 0; s < m; s++) sums[s] = along[s]! * alongFactor;
  else for (let s = 0; s < m; s++) sums[s] = along[s]! * alongFactor + across[s]! * acrossFactor;
  for (let k = 0; k < z.length; k++) {
    const factor = z[k]!;
    const row = instance.revealed.rows[k]!;
    if (factor !== 0) for (let s = 0; s < m; s++) sums[s]! += factor * row[s]!;
  }
  return sums;
};

/** (1/√m) Σ_s a_s σ(base_s + t · slope_s). */
const valueOnRay = (signs: Int8Array, base: Float64Array, slope: Float64Array | null, t: number): Rounded => {
  const m = signs.length;
  let total = 0;
  let magnitude = 0;
  for (let start = 0; start < m; start += SUM_BLOCK) {
    const end = Math.min(m, start + SUM_BLOCK);
    let block = 0;
    for (let s = start; s < end; s++) {
      const active = Math.max(0, slope === null ? base[s]! : base[s]! + t * slope[s]!);
      block += signs[s]! * active;
      magnitude += active;
    }
    total += block;
  }
  const scale = Math.sqrt(m);
  return { value: total / scale, error: blockedSumError(m, magnitude) / scale };
};

/** f(z; a, W) for a point z in revealed coordinates. */
export const valueAtPoint = (instance: StepInstance, movement: Movement, z: Float64Array): Rounded =>
  valueOnRay(instance.signs, projections(instance, movement, z), null, 0);

/** sign(f(x; W)) · f(x + δ; W) as a function of C2, for one W: O(m) a call, however much has been revealed. */
export const signKeptAlongRay = (instance: StepInstance, step: MovedStep): ((C2: number) => Rounded) => {
  const x = step.gradient.map((_, i) => (i === 0 ? 1 : 0));
  const base = projections(instance, step.movement, x);
  const slope = projections(instance, step.movement, step.gradient);
  const sign = step.value < 0 ? -1 : 1;
  return (C2) => {
    const eta = (-sign * C2) / (step.gradientNorm * step.gradientNorm);
    const { value, error } = valueOnRay(instance.signs, base, slope, eta);
    return { value: sign * value, error };
  };
};

/** x + δ with δ = −sign(f) · C2 · ∇f/‖∇f‖², in revealed coordinates; sign(0) is taken as +1. Source: Theorem 3.1. */
export const steppedPoint = (step: MovedStep, C2: number): Float64Array => {
  const eta = ((step.value < 0 ? 1 : -1) * C2) / (step.gradientNorm * step.gradientNorm);
  const z = step.gradient.map((entry) => eta * entry);
  z[0]! += 1;
  return z;
};

/** What is left of the sign after the step: sign(f(x; W)) · f(x + δ; W). Above zero the sign has not flipped. */
export const signKept = (instance: StepInstance, step: MovedStep, C2: number): Rounded => {
  const after = valueAtPoint(instance, step.movement, steppedPoint(step, C2));
  return { value: (step.value < 0 ? -1 : 1) * after.value, error: after.error };
};
