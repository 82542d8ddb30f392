import { blockedSumError, SUM_BLOCK } from '../../../numerics/linalg/blockedSum.ts';
import { addScaled, dot, type Numbers, norm } from '../../../numerics/linalg/vectors.ts';
import { kernels } from '../kernels/inUse.ts';
import { positivePart, type Rounded } from './extremeValue.ts';
import type { StepInstance } from './instance.ts';
import type { Movement } from './movement.ts';

/**
 * The same shift for every neuron, up to its sign: w_s = w⁰_s + a_s (along · x + across · normal).
 *
 * Three numbers instead of the 2m of a `Movement`, which is written only when it is asked for: at m = 10⁷
 * fresh memory costs more than sums.
 */
export interface SignedShift {
  readonly along: number;
  readonly across: number;
  /** A unit vector ⊥ x; null where there is none, and `across` then does not count. */
  readonly normal: Float64Array | null;
}

/** What a gradient step at some W is made of. */
export interface StepDirection {
  /** f(x; a, W). */
  readonly value: number;
  /** ∇f(x; a, W). */
  readonly gradient: Float64Array;
  readonly gradientNorm: number;
}

/** W = W0 + movement, with everything that is needed to follow its gradient step, in revealed coordinates. */
export interface MovedStep extends StepDirection {
  readonly movement: Movement;
  /** The movement in short, where all neurons move alike. */
  readonly shift: SignedShift | null;
}

/** The neurons active at W, signed, in halves: the pattern of ∇f. */
export const activePattern = (instance: StepInstance, movement: Movement): Int8Array => {
  const { u, signs, m } = instance;
  const { along } = movement;
  const pattern = new Int8Array(m);
  for (let s = 0; s < m; s++) pattern[s] = Number(u[s]! + along[s]! > 0) * 2 * signs[s]!;
  return pattern;
};

/**
 * f and ∇f, given the pattern of ∇f and what the movement adds to it along x and along `normal`.
 *
 * √m ∇f = Σ_active a_s w⁰_s + (Σ_active a_s along_s) x + (Σ_active a_s across_s) normal; the first sum is a
 * query to W0.
 */
const directionOf = (
  instance: StepInstance,
  pattern: Int8Array,
  pushAlong: number,
  pushAcross: number,
  normal: Float64Array | null,
): StepDirection => {
  const gradient = instance.revealed.query(pattern);
  const scale = Math.sqrt(instance.m);
  gradient[0]! += pushAlong / scale;
  if (normal !== null)
    normal.forEach((entry, i) => {
      gradient[i]! += (pushAcross / scale) * entry;
    });
  // Homogeneity: ⟨∇f(x), x⟩ = f(x).
  return { value: gradient[0]!, gradient, gradientNorm: norm(gradient) };
};

/** f and ∇f at W = W0 + movement. */
export const moved = (instance: StepInstance, movement: Movement): MovedStep => {
  const pattern = activePattern(instance, movement);
  const { along, across, normal } = movement;
  let pushAlong = 0;
  let pushAcross = 0;
  // Half the pattern is a_s where the neuron is active and 0 elsewhere: no branch that the processor could
  // mistake.
  for (let s = 0; s < instance.m; s++) pushAlong += 0.5 * pattern[s]! * along[s]!;
  if (across !== null) for (let s = 0; s < instance.m; s++) pushAcross += 0.5 * pattern[s]! * across[s]!;
  return { movement, shift: null, ...directionOf(instance, pattern, pushAlong, pushAcross, normal) };
};

const signed = (signs: Int8Array, length: number): Float64Array => {
  const shifts = new Float64Array(signs.length);
  for (let s = 0; s < signs.length; s++) shifts[s] = signs[s]! * length;
  return shifts;
};

const movementOf = (signs: Int8Array, { along, across, normal }: SignedShift): Movement => ({
  along: signed(signs, along),
  across: normal === null ? null : signed(signs, across),
  normal,
});

/** `moved` where all neurons move alike: the same numbers, bit for bit, without a movement of 2m numbers. */
export const movedAlike = (instance: StepInstance, shift: SignedShift): MovedStep => {
  const { pattern, count } = kernels().activePattern(instance.u, instance.signs, shift.along);
  let pushAlong = 0;
  let pushAcross = 0;
  // Added one by one, as `moved` does, to round alike; zeros need no adding.
  if (shift.along !== 0 || shift.across !== 0)
    for (let i = 0; i < count; i++) {
      pushAlong += shift.along;
      pushAcross += shift.across;
    }
  let written: Movement | null = null;
  return {
    get movement() {
      written ??= movementOf(instance.signs, shift);
      return written;
    },
    shift,
    ...directionOf(instance, pattern, pushAlong, pushAcross, shift.normal),
  };
};

/** (1/√m) Σ_s a_s σ(base_s + t · slope_s). */
const valueOnRay = (signs: Int8Array, base: Float64Array, slope: Float64Array, t: number): Rounded => {
  const m = signs.length;
  let total = 0;
  let magnitude = 0;
  for (let start = 0; start < m; start += SUM_BLOCK) {
    const end = Math.min(m, start + SUM_BLOCK);
    let block = 0;
    for (let s = start; s < end; s++) {
      const active = positivePart(base[s]! + t * slope[s]!);
      block += signs[s]! * active;
      magnitude += active;
    }
    total += block;
  }
  const scale = Math.sqrt(m);
  return { value: total / scale, error: blockedSumError(m, magnitude) / scale };
};

/** Writes what a movement adds to ⟨w_s, z⟩ for the neurons from, from + 1, … into `sums`. */
type MovementPart = (sums: Float64Array, from: number, count: number) => void;

const acrossPart = (normal: Float64Array | null, z: Float64Array): number =>
  normal === null ? 0 : dot(normal, z, Math.min(normal.length, z.length));

const partOfMovement = ({ along, across, normal }: Movement, z: Float64Array): MovementPart => {
  const acrossFactor = acrossPart(normal, z);
  const alongFactor = z[0]!;
  if (across === null)
    return (sums, from, count) => {
      for (let i = 0; i < count; i++) sums[i] = along[from + i]! * alongFactor;
    };
  return (sums, from, count) => {
    for (let i = 0; i < count; i++)
      sums[i] = along[from + i]! * alongFactor + across[from + i]! * acrossFactor;
  };
};

/** What a shift adds to ⟨w_s, z⟩, times a_s. */
const shiftPart = ({ along, across, normal }: SignedShift, z: Float64Array): number =>
  along * z[0]! + (normal === null ? 0 : across * acrossPart(normal, z));

const partOfShift = (signs: Int8Array, shift: SignedShift, z: Float64Array): MovementPart => {
  const part = shiftPart(shift, z);
  return (sums, from, count) => {
    for (let i = 0; i < count; i++) sums[i] = signs[from + i]! * part;
  };
};

/**
 * sums_i += Σ_k factors_k · rows_k[from + i], row after row.
 *
 * Two rows a pass halve the traffic, and leave the order in which each sum is added as it was.
 */
const addRows = (
  sums: Float64Array,
  factors: Float64Array,
  rows: readonly Numbers[],
  from: number,
  count: number,
): void => {
  let k = 0;
  for (; k + 1 < factors.length; k += 2) {
    const [f0, f1] = [factors[k]!, factors[k + 1]!];
    const [r0, r1] = [rows[k]!, rows[k + 1]!];
    for (let i = 0; i < count; i++) sums[i] = sums[i]! + f0 * r0[from + i]! + f1 * r1[from + i]!;
  }
  if (k < factors.length) addScaled(sums, factors[k]!, rows[k]!, count, from);
};

const partOfStep = (signs: Int8Array, step: MovedStep, z: Float64Array): MovementPart =>
  step.shift === null ? partOfMovement(step.movement, z) : partOfShift(signs, step.shift, z);

/** ⟨w_s, z⟩ for every neuron, for a point or direction z in revealed coordinates. */
const projections = (instance: StepInstance, step: MovedStep, z: Float64Array): Float64Array => {
  const sums = new Float64Array(instance.m);
  partOfStep(instance.signs, step, z)(sums, 0, instance.m);
  addRows(sums, z, instance.revealed.rows, 0, instance.m);
  return sums;
};

/** Taken block by block, so that no array of m numbers is written: at m = 10⁷ that is what takes the time. */
const valueWith = (instance: StepInstance, movementPart: MovementPart, z: Float64Array): Rounded => {
  const { m, signs, revealed } = instance;
  const sums = new Float64Array(SUM_BLOCK);
  let total = 0;
  let magnitude = 0;
  for (let start = 0; start < m; start += SUM_BLOCK) {
    const count = Math.min(SUM_BLOCK, m - start);
    movementPart(sums, start, count);
    addRows(sums, z, revealed.rows, start, count);
    let block = 0;
    for (let i = 0; i < count; i++) {
      const active = positivePart(sums[i]!);
      block += signs[start + i]! * active;
      magnitude += active;
    }
    total += block;
  }
  const scale = Math.sqrt(m);
  return { value: total / scale, error: blockedSumError(m, magnitude) / scale };
};

/** f(z; a, W) for a point z in revealed coordinates. */
export const valueAtPoint = (instance: StepInstance, movement: Movement, z: Float64Array): Rounded =>
  valueWith(instance, partOfMovement(movement, z), z);

/**
 * sign(f(x; W)) · f(x + δ; W) as a function of C2, for one W: O(m) a call, however much has been revealed.
 */
export const signedMarginAlongRay = (instance: StepInstance, step: MovedStep): ((C2: number) => Rounded) => {
  const base = projections(instance, step, Float64Array.of(1));
  const slope = projections(instance, step, step.gradient);
  const sign = step.value < 0 ? -1 : 1;
  return (C2) => {
    const eta = (-sign * C2) / (step.gradientNorm * step.gradientNorm);
    const { value, error } = valueOnRay(instance.signs, base, slope, eta);
    return { value: sign * value, error };
  };
};

/** f(z; a, W) at the W of a step, for a point z in revealed coordinates. */
export const valueAtStep = (instance: StepInstance, step: MovedStep, z: Float64Array): Rounded => {
  const { m, signs, revealed } = instance;
  if (step.shift === null) return valueAtPoint(instance, step.movement, z);
  const probe = { part: shiftPart(step.shift, z), factors: z };
  const [sums] = kernels().stepSums(revealed.rows, signs, [probe]);
  const scale = Math.sqrt(m);
  return { value: sums!.total / scale, error: blockedSumError(m, sums!.magnitude) / scale };
};

/**
 * x + δ with δ = −sign(f) · C2 · ∇f/‖∇f‖², in revealed coordinates; sign(0) is taken as +1. Source: Theorem
 * 3.1.
 */
export const steppedPoint = (step: StepDirection, C2: number): Float64Array => {
  const eta = ((step.value < 0 ? 1 : -1) * C2) / (step.gradientNorm * step.gradientNorm);
  const z = step.gradient.map((entry) => eta * entry);
  z[0]! += 1;
  return z;
};

/**
 * What is left of the sign after the step: sign(f(x; W)) · f(x + δ; W). Above zero the sign has not flipped.
 */
export const signedMargin = (instance: StepInstance, step: MovedStep, C2: number): Rounded => {
  const z = steppedPoint(step, C2);
  const after = valueAtStep(instance, step, z);
  return { value: (step.value < 0 ? -1 : 1) * after.value, error: after.error };
};
