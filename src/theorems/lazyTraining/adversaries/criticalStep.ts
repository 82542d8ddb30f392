import { type MovedStep, signedMarginAlongRay } from '../network/gradientStep.ts';
import type { StepInstance } from '../network/instance.ts';
import type { LazyBall } from '../network/lazyBall.ts';
import { bestStep, mayAskOn } from './stepSearch.ts';

/** Rounds of "find the best W at this C2, then the C2 up to which that W keeps its sign". */
const ROUNDS = 3;
/** Halvings of the interval in which a fixed W loses its sign: a relative width of 2⁻³². */
const HALVINGS = 32;

/**
 * The largest C2 that is looked at: where a sign is kept there, it is kept at every step anyone would take.
 */
export const LARGEST_STEP = 2 ** 20;

/**
 * A C2 at which this W still keeps its sign, just below one at which it does not; 0 if it keeps it at none.
 *
 * Far out, f(x + δ) grows like C2 · f(−∇f)/‖∇f‖², whose sign may be that of f: then no step is long enough,
 * and the answer is `LARGEST_STEP`.
 */
const lastKept = (instance: StepInstance, step: MovedStep, from: number): number => {
  const signedMargin = signedMarginAlongRay(instance, step);
  const keeps = (C2: number): boolean => {
    const { value, error } = signedMargin(C2);
    return value > error;
  };
  let inside = 0;
  let outside = from;
  while (keeps(outside)) {
    inside = outside;
    if (outside >= LARGEST_STEP) return LARGEST_STEP;
    outside = Math.min(LARGEST_STEP, 2 * outside);
  }
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (inside + outside) / 2;
    if (keeps(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
};

/** A C2 up to which a sign is kept, and whether a budget ended the search for a larger one. */
export interface CriticalStep {
  readonly C2: number;
  readonly cutShort: boolean;
}

/**
 * The largest C2 at which the searches still find a W in the ball that the step does not flip.
 *
 * Violated at the returned C2: some W keeps its sign there. Nothing is said of larger ones.
 *
 * `known`: weights that another search has found against this step. They are tried first, since they cost no question to W0: where the
 * budget of revealed numbers is spent before a round begins, they are all there is.
 */
export const criticalStepFrom = (
  instance: StepInstance,
  ball: LazyBall,
  initial: MovedStep,
  known: MovedStep | null,
): CriticalStep => {
  const atStart = lastKept(instance, initial, Math.abs(initial.value) || 1);
  let best = Math.max(atStart, known === null ? 0 : lastKept(instance, known, atStart || 1));
  let C2 = Math.max(best, atStart + ball.radius * Math.sqrt(instance.m));
  for (let round = 0; round < ROUNDS && C2 > 0; round++) {
    if (!mayAskOn(instance)) return { C2: best, cutShort: ball.radius > 0 };
    const { step, cutShort } = bestStep(instance, ball, initial, C2);
    const reached = lastKept(instance, step, C2);
    if (reached <= best) return { C2: best, cutShort: cutShort === true };
    best = reached;
    C2 = reached;
  }
  return { C2: best, cutShort: false };
};

/** `criticalStepFrom` with nothing known. */
export const criticalStep = (instance: StepInstance, ball: LazyBall, initial: MovedStep): number =>
  criticalStepFrom(instance, ball, initial, null).C2;
