import type { RowMatrix } from '../../../numerics/kernels/kernels.ts';
import { SUM_BLOCK } from '../../../numerics/linalg/blockedSum.ts';
import { addScaled, norm } from '../../../numerics/linalg/vectors.ts';
import { kernels } from '../kernels/inUse.ts';
import type { AlwaysActiveSums } from '../kernels/kernels.ts';
import { directionOf, lengthOf, probe, type Split } from './gradientProbe.ts';
import type { GradientInstance } from './instance.ts';
import { type Movement, noMovement } from './movement.ts';
import { movementOf, reachedNorm, type Switched, shortened, switchedOf } from './switchedGradient.ts';

/**
 * The least gradient norm over the ball, from both sides.
 *
 * `lower` is certified, `upper` attained at `movement`: lower ≤ inf_W ‖∇f(x; a, W)‖ ≤ upper, rounding
 * included in `lower`.
 */
export interface GradientBracket {
  readonly lower: number;
  readonly upper: number;
  readonly movement: Movement;
  /** ‖∇f(x; a, W0)‖. */
  readonly initialNorm: number;
  /** Directions tried. */
  readonly iterations: number;
}

/** When a search may end: the gap is closed, the question is answered, or the budget is spent. */
export interface GradientSearch {
  /** The share of the hull's distance by which `lower` may stay below it when the search ends. */
  readonly tolerance: number;
  readonly iterations: number;
  /** Whether the claim is decided by what is known so far; a search carried to its end answers `false`. */
  readonly decided: (lower: number, upper: number) => boolean;
}

/** A draw with its sums at W0, from which every search begins. */
export interface GradientStart {
  readonly matrix: RowMatrix;
  readonly alwaysActive: AlwaysActiveSums;
  /** √m ∇f(x; a, W0). */
  readonly sum: Split;
  /** ‖∇f‖ and ‖P∇f‖ at W0: the numbers that `gradientAfter` finds where nothing moves, bit for bit. */
  readonly norm: number;
  readonly acrossNorm: number;
}

export const gradientStart = (instance: GradientInstance): GradientStart => {
  const { u, signs, mayFlip, m, radius, rows, width } = instance;
  const matrix = kernels().rowMatrix(rows, width);
  const alwaysActive = kernels().alwaysActiveSums(u, signs, radius, 0, 0);
  const across = Float64Array.from(instance.alwaysActiveSum);
  let inside = 0;
  const on: number[] = [];
  for (let i = 0; i < mayFlip.length; i++) {
    const s = mayFlip[i]!;
    if (u[s]! <= 0) continue;
    inside += signs[s]! * u[s]!;
    on.push(i);
  }
  matrix.addRows(
    across,
    on,
    on.map((i) => signs[mayFlip[i]!]!),
  );
  const along = alwaysActive.along + inside;
  const scale = Math.sqrt(m);
  const acrossNorm = norm(across);
  return {
    matrix,
    alwaysActive,
    sum: { along, across },
    norm: Math.hypot(along, acrossNorm) / scale,
    acrossNorm: acrossNorm / scale,
  };
};

/**
 * ∇f(x; a, W) at W = W0 + movement, from the revealed numbers in plain f64, nothing taken over from a search.
 *
 * Throws nothing; a neuron of R is active whatever the movement, as long as it stays inside the ball.
 */
export const gradientAfter = (
  instance: GradientInstance,
  movement: Movement,
): {
  readonly norm: number;
  /** ‖P∇f‖, of the part orthogonal to x. */
  readonly acrossNorm: number;
  readonly value: number;
  readonly flips: number;
  readonly largestShift: number;
} => {
  const { u, signs, mayFlip, rows, width, m, alwaysActiveSum } = instance;
  const { along: shifts, across: acrossShifts, normal } = movement;
  const total = Float64Array.from(alwaysActiveSum);
  // The neurons outside the may-flip set in four lanes and in blocks, as the kernels add; those of the
  // may-flip set one by one.
  const outside = { along: 0, across: 0 };
  const inside = { along: 0, across: 0 };
  let flips = 0;
  let largestSquare = 0;
  let largestShift = 0;
  let next = 0;
  const alongLanes = new Float64Array(4);
  const acrossLanes = new Float64Array(4);
  for (let start = 0; start < m; start += SUM_BLOCK) {
    const end = Math.min(m, start + SUM_BLOCK);
    const whole = start + ((end - start) & ~3);
    alongLanes.fill(0);
    acrossLanes.fill(0);
    for (let s = start; s < end; s++) {
      const flippable = mayFlip[next] === s;
      const along = shifts[s]!;
      const across = acrossShifts?.[s] ?? 0;
      const square = along * along + across * across;
      if (square > largestSquare || !(square > 0)) {
        // A square of 0 may be one that is too small for a f64; a NaN must not be lost.
        if (square > 0) largestSquare = square;
        if (along !== 0 || across !== 0) largestShift = Math.max(largestShift, Math.hypot(along, across));
      }
      const p = u[s]! + along;
      if (p > 0 !== u[s]! > 0) flips++;
      if (p > 0) {
        if (flippable) {
          inside.along += signs[s]! * p;
          inside.across += signs[s]! * across;
          addScaled(total, signs[s]!, rows, width, next * width);
        } else {
          const lane = s < whole ? (s - start) & 3 : 0;
          alongLanes[lane]! += signs[s]! * p;
          acrossLanes[lane]! += signs[s]! * across;
        }
      }
      if (flippable) next++;
    }
    outside.along += alongLanes[0]! + alongLanes[1]! + (alongLanes[2]! + alongLanes[3]!);
    outside.across += acrossLanes[0]! + acrossLanes[1]! + (acrossLanes[2]! + acrossLanes[3]!);
  }
  const along = outside.along + inside.along;
  if (normal !== null) addScaled(total, outside.across + inside.across, normal);
  const scale = Math.sqrt(m);
  const acrossNorm = norm(total);
  return {
    norm: Math.hypot(along, acrossNorm) / scale,
    acrossNorm: acrossNorm / scale,
    value: along / scale,
    flips,
    largestShift,
  };
};

/**
 * A point of the hull this near to 0 leaves nothing to certify, since no bound exceeds its length. Squares of
 * still smaller numbers underflow: a direction taken from it would be longer than 1, and what it "certifies"
 * larger than the truth.
 */
const VANISHING = 2 ** -400;

/**
 * Ever tighter brackets of inf_W ‖∇f(x; a, W)‖ over the ball.
 *
 * The gradients attainable in the ball form a set G. Its convex hull has a point nearest to 0; the
 * Frank–Wolfe method (Gilbert 1966) with exact line search walks towards it. At the direction r of the
 * current point, min over G of ⟨r, ·⟩ bounds every norm in G from below. The neurons of the may-flip set that
 * are on at the minimizer, kept as they are while all others are moved against the gradient they leave, give
 * a member of G, whose norm bounds the infimum from above. The search keeps the best of each, so that each
 * bracket it yields lies within the one before.
 *
 * It ends when `lower` stays below the hull's distance by no more than the share `tolerance`, or after
 * `mostIterations` directions.
 *
 * Source: the proof of Lemma 4.2 with its two triangle inequalities replaced by the support function itself.
 */
export function* gradientBrackets(
  instance: GradientInstance,
  tolerance: number,
  mostIterations: number,
  start = gradientStart(instance),
): Generator<GradientBracket, void> {
  const { m, width, mayFlip } = instance;
  const { matrix, alwaysActive, sum } = start;
  const scale = Math.sqrt(m);
  const point = { along: sum.along / scale, across: sum.across.map((entry) => entry / scale) };
  const initialNorm = lengthOf(point);
  const active = new Uint8Array(mayFlip.length);
  const onSum = new Float64Array(width);
  let lower = 0;
  let upper = initialNorm;
  let best: Switched | null = null;
  let iterations = 0;
  const known = (): GradientBracket => {
    const reachedBy = best;
    let movement: Movement | null = null;
    return {
      lower,
      upper,
      initialNorm,
      iterations,
      // Written when it is asked for: at m = 10⁷ its 160 MB cost more than the search.
      get movement() {
        movement ??= reachedBy === null ? noMovement(m) : movementOf(instance, reachedBy);
        return movement;
      },
    };
  };
  while (iterations < mostIterations) {
    const length = lengthOf(point);
    if (length < VANISHING) break;
    const r = directionOf(point, length);
    const { least, gradient } = probe(instance, matrix, alwaysActive, r, active, onSum);
    iterations++;
    lower = Math.max(lower, least);
    const switched = switchedOf(instance, alwaysActive, active, onSum);
    // What `shortened` promises, constraints may take back: what counts is the norm at the movement itself.
    if (shortened(switched) < upper) {
      const reached = reachedNorm(instance, matrix, switched);
      if (reached < upper) {
        upper = reached;
        best = { ...switched, active: active.slice() };
      }
    }
    yield known();
    if (length - lower <= tolerance * length) return;
    const step = lineSearch(point, gradient);
    if (step === 0) return;
    point.along += step * (gradient.along - point.along);
    for (let j = 0; j < width; j++) point.across[j]! += step * (gradient.across[j]! - point.across[j]!);
  }
  if (iterations === 0) yield known();
}

/** The last of `gradientBrackets`, or the first that decides the question. */
export const gradientBracket = (
  instance: GradientInstance,
  { tolerance, iterations, decided }: GradientSearch,
  start = gradientStart(instance),
): GradientBracket => {
  let known: GradientBracket | undefined;
  for (known of gradientBrackets(instance, tolerance, iterations, start))
    if (decided(known.lower, known.upper)) break;
  return known!;
};

/** The t in [0, 1] at which (1 − t)·from + t·to is shortest. */
const lineSearch = (from: Split, to: Split): number => {
  const stepAlong = to.along - from.along;
  let towards = -from.along * stepAlong;
  let lengthSquared = stepAlong * stepAlong;
  for (let j = 0; j < from.across.length; j++) {
    const step = to.across[j]! - from.across[j]!;
    towards -= from.across[j]! * step;
    lengthSquared += step * step;
  }
  return lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, towards / lengthSquared));
};
