import { norm } from '../../../numerics/linalg/vectors.ts';
import { type MovedStep, moved, signedMargin } from '../network/gradientStep.ts';
import type { StepInstance } from '../network/instance.ts';
import { insideRadius, type LazyBall } from '../network/lazyBall.ts';
import type { Movement } from '../network/movement.ts';
import { isBetter, type SignedStep } from './structuredStep.ts';

/** Steps of the iteration on z, at most, for each sign. */
const STEPS = 4;

/** A step that gains less than this share of C2 ends the iteration. */
const STALLED = 1e-4;

/** A sign that is behind by this share of C2 is not pursued further. */
const HOPELESS = 0.1;

/**
 * How far beyond ⟨w_s, x⟩ = 0 a switched neuron is put: more than the rounding of ⟨w_s, x⟩, and nothing
 * against the radius.
 */
const OVERSHOOT = 2 ** -20;

/** ⟨w⁰_s, v⟩ for every neuron, for a direction in revealed coordinates. */
const projections = (instance: StepInstance, v: Float64Array): Float64Array => {
  const sums = new Float64Array(instance.m);
  for (let k = 0; k < v.length; k++) {
    const factor = v[k]!;
    if (factor === 0) continue;
    const row = instance.revealed.rows[k]!;
    for (let s = 0; s < sums.length; s++) sums[s]! += factor * row[s]!;
  }
  return sums;
};

/** The part of a direction along x, and what is left of it as a length and a unit vector. */
interface Plane {
  readonly along: number;
  readonly across: number;
  readonly normal: Float64Array | null;
}

const planeOf = (direction: Float64Array): Plane => {
  const rest = Float64Array.from(direction);
  rest[0] = 0;
  const across = norm(rest);
  return {
    along: direction[0]!,
    across,
    normal: across > 0 ? rest.map((entry) => entry / across) : null,
  };
};

/**
 * The movement that is best to first order against the step from ∇f, seen with this sign.
 *
 * f(z; W) = −C2 + (1/√m) Σ a_s h_s with h = p where the neuron is on before and after the step, p − q where
 * it is switched off by it, q where it is switched on, 0 where it stays off: so a_s w_s is moved along x,
 * along −δ, along z. In the may-flip set the activation is chosen that lengthens the gradient, and so
 * shortens the step; that takes precedence over the best shift there.
 */
const switched = (
  instance: StepInstance,
  radius: number,
  side: 1 | -1,
  gradient: Float64Array,
  C2: number,
): Movement => {
  const { m, u, signs } = instance;
  const { along: gAlong, across: gAcross, normal } = planeOf(gradient);
  const square = gAlong * gAlong + gAcross * gAcross;
  const rate = (side * C2) / square;
  const towards = projections(instance, gradient);
  // z = x − rate · g, −δ = rate · g, as unit vectors of the plane.
  const zAlong = 1 - rate * gAlong;
  const zAcross = -rate * gAcross;
  const zLength = Math.sqrt(zAlong * zAlong + zAcross * zAcross) || 1;
  const gLength = Math.sqrt(square) || 1;
  const [zx, zn] = [zAlong / zLength, zAcross / zLength];
  const [gx, gn] = [(side * gAlong) / gLength, (side * gAcross) / gLength];
  const along = new Float64Array(m);
  const across = new Float64Array(m);
  const beyond = OVERSHOOT * radius;
  for (let s = 0; s < m; s++) {
    const us = u[s]!;
    const shift = side * signs[s]! * radius;
    const flippable = Math.abs(us) <= radius - beyond;
    const on = flippable ? signs[s]! * towards[s]! > 0 : us > 0;
    const after = us - rate * towards[s]! > 0;
    let x = 0;
    let n = 0;
    if (on) {
      x = after ? shift : shift * gx;
      n = after ? 0 : shift * gn;
    } else if (after) {
      x = shift * zx;
      n = shift * zn;
    }
    if (flippable && us + x > 0 !== on) {
      x = on ? beyond - us : -us - beyond;
      n = 0;
    }
    along[s] = x;
    across[s] = n;
  }
  return { along, across: normal === null ? null : across, normal };
};

/**
 * Searches the ball for weights whose sign the gradient step does not flip, yielding after each try the best
 * so far, sign changes of the may-flip set included.
 *
 * Each step builds the movement that is best to first order against the gradient of the last W, and asks for
 * the gradient at it: one query. Every shift lies in the plane of x and that gradient. Both signs are tried,
 * the one f has at W0 first; a sign that the movement does not reach is passed over.
 *
 * Cost: O(m) a step, whatever d is. Source: attack (i) on Theorem 3.1, with the gradient's own sign changes
 * turned to use.
 */
export function* switchedStep(
  instance: StepInstance,
  ball: LazyBall,
  initial: MovedStep,
  C2: number,
): Generator<SignedStep, void> {
  const signedAt = (step: MovedStep): SignedStep => {
    const { value, error } = signedMargin(instance, step, C2);
    return { step, signedMargin: value, error };
  };
  let best = signedAt(initial);
  yield best;
  const radius = insideRadius(ball);
  if (radius === 0) return;
  const firstSide = initial.value < 0 ? -1 : 1;
  for (const side of [firstSide, -firstSide] as (1 | -1)[]) {
    let gradient = initial.gradient;
    let last = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < STEPS; i++) {
      const step = moved(instance, switched(instance, radius, side, gradient, C2));
      if (side * step.value <= 0) break;
      const tried = signedAt(step);
      if (isBetter(tried, best)) best = tried;
      yield best;
      if (tried.signedMargin < best.signedMargin - HOPELESS * C2 || tried.signedMargin < last + STALLED * C2)
        break;
      last = tried.signedMargin;
      gradient = step.gradient;
    }
  }
}
