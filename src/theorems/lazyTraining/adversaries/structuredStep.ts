import { dot } from '../../../numerics/linalg/vectors.ts';
import {
  type MovedStep,
  movedAlike,
  type StepDirection,
  signedMargin,
  steppedPoint,
} from '../network/gradientStep.ts';
import type { StepInstance } from '../network/instance.ts';
import { insideRadius, type LazyBall } from '../network/lazyBall.ts';

/** The weights that keep their sign best so far, and by how much: sign(f(x; W)) · f(x + δ; W). */
export interface SignedStep {
  readonly step: MovedStep;
  readonly signedMargin: number;
  /** A bound on the rounding error of `kept`. */
  readonly error: number;
  /** True where a budget ended the search that had more to try. */
  readonly cutShort?: true;
}

/** Between moving along x (0) and along x + δ (1): the blends tried, the strongest first. */
const BLENDS = [1, 0.5, 0] as const;

/** Blends change little; a sign whose first try is behind by this share of C2 is not blended further. */
const HOPELESS = 0.1;

/**
 * W = W0 + side · V · a_s qᵀ with q the unit vector whose part along x is `cosine` and the rest along
 * `normal`.
 */
const structured = (
  instance: StepInstance,
  radius: number,
  side: 1 | -1,
  cosine: number,
  normal: Float64Array | null,
): MovedStep =>
  movedAlike(instance, {
    along: side * radius * cosine,
    across: side * radius * Math.sqrt(Math.max(0, 1 - cosine * cosine)),
    normal,
  });

/**
 * Whether a try keeps its sign better. Weights with ∇f = 0 make no step and keep nothing, so any that make
 * one are better.
 */
export const isBetter = (tried: SignedStep, best: SignedStep): boolean =>
  tried.signedMargin > best.signedMargin ||
  (Number.isNaN(best.signedMargin) && !Number.isNaN(tried.signedMargin));

/** x in revealed coordinates. */
const axis = (length: number): Float64Array => {
  const x = new Float64Array(length);
  x[0] = 1;
  return x;
};

/**
 * The part of a vector in revealed coordinates orthogonal to x, as a unit vector; null where there is none.
 */
const orthogonalUnit = (vector: Float64Array): Float64Array | null => {
  const rest = Float64Array.from(vector);
  rest[0] = 0;
  const length = Math.sqrt(dot(rest, rest));
  return length === 0 ? null : rest.map((entry) => entry / length);
};

/**
 * Searches the ball for weights whose sign the gradient step does not flip, yielding after each try the best
 * so far.
 *
 * To keep f(x + δ; W) on its side, w_s is moved by V a_s along q = z/‖z‖, z = x + δ. As δ ∥ ∇f(x; W), q lies
 * in the plane of x and the gradient's part orthogonal to x: a choice of ⟨q, x⟩ fixes which neurons are
 * active, the gradient direction follows by one query, and is asked once more at the W it leads to. Both
 * signs are tried, the one f has at W0 first, and blends of x and z; a sign that no W in the ball takes is
 * passed over.
 *
 * Cost: O(m) a try, whatever d is. Source: attack (i) on Theorem 3.1. Against projected gradient over all W
 * it loses 0.4–7.4 % of the critical C2 at (d, m, C0) = (20, 200, 1), on eight draws; `stepSearch` adds what
 * it lacks.
 */
export function* structuredStep(
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
    // The step is against the sign that W is meant to have, which need not be the sign at W0.
    let guide: StepDirection = {
      value: side,
      gradient: initial.gradient,
      gradientNorm: initial.gradientNorm,
    };
    for (const blend of BLENDS) {
      // Where ∇f = 0 there is no step to go by, and x itself is the point.
      const z = guide.gradientNorm > 0 ? steppedPoint(guide, C2) : axis(guide.gradient.length);
      const across = orthogonalUnit(z);
      const q = Float64Array.from(z, (entry, i) => (i === 0 ? 1 : 0) * (1 - blend) + entry * blend);
      const cosine = q[0]! / Math.sqrt(dot(q, q));
      const step = structured(instance, radius, side, cosine, across);
      if (side * step.value <= 0) continue;
      const tried = signedAt(step);
      if (isBetter(tried, best)) best = tried;
      yield best;
      guide = step;
      if (tried.signedMargin < best.signedMargin - HOPELESS * C2) break;
    }
  }
}
