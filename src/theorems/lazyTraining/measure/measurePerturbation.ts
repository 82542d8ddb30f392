import type { Stream } from '../../../numerics/random/stream.ts';
import { radiusThatFlips, turningPoints } from '../network/perturbation/flippedBall.ts';
import { resists } from '../network/perturbation/resistance.ts';
import { drawComparison } from '../samplers/comparisonDraw.ts';
import { reducedStep } from '../samplers/reducedStep.ts';
import type { LazyMeasurement } from './measure.ts';

/** Sizes at which resistance is looked at: 2 % apart, down from just below the length of x. Six digits of each, the same on every engine. */
const SIZES: readonly number[] = Array.from({ length: 220 }, (_, i) =>
  Number((0.98 / 1.02 ** (219 - i)).toPrecision(6)),
);

/** Radius factors at which resistance is looked at: 4 % apart, from half of what a linear network has to 2.4 times it. */
const radiiAround = (factor: number): readonly number[] =>
  Array.from({ length: 41 }, (_, i) => Number((0.5 * factor * 1.04 ** i).toPrecision(6)));

/** The radius factor at which a linear network of this d resists: (C0/2)‖z‖ = ‖η‖ √(d/2). */
const linearRadius = (d: number, size: number): number => 2 * size * Math.sqrt(d / 2);

/** The slope at which a linear network of this radius factor is turned; where the ball is too large for any, that of 45°. */
export const linearSlope = (d: number, C0: number): number => {
  const rest = d / 2 - (C0 * C0) / 4;
  return rest > 0 ? Math.min(1, C0 / 2 / Math.sqrt(rest)) : 1;
};

/** The largest candidate at which a question that halving may answer is answered by yes; null where none is. */
const largestHolding = (candidates: readonly number[], holds: (one: number) => boolean): number | null => {
  let [inside, outside] = [-1, candidates.length];
  while (outside - inside > 1) {
    const middle = Math.floor((inside + outside) / 2);
    if (holds(candidates[middle]!)) inside = middle;
    else outside = middle;
  }
  return candidates[inside] ?? null;
};

/**
 * On one draw, the size within which every W of the ball changes its sign, and on a comparison the size up to which some W resists; or the
 * same of the radius at one size. The comparison has draws of its own: only how often it succeeds says something of W0.
 */
export const measurePerturbation = (
  stream: Stream,
  d: number,
  m: number,
  { of, C0, size }: Extract<LazyMeasurement, { kind: 'perturbation' }>,
): { readonly flips: number | null; readonly resists: number | null } => {
  const instance = reducedStep(stream, d, m);
  const comparison = drawComparison(stream, d, m);
  const scale = Math.sqrt(m);
  if (of === 'size') {
    const slope = linearSlope(d, C0);
    return {
      flips: turningPoints(instance, C0 / scale).size,
      // Below zero at one size, below zero at every smaller one: halving is sound.
      resists: largestHolding(SIZES, (one) => resists(comparison, C0 / scale, one, slope)),
    };
  }
  const radii = radiiAround(linearRadius(d, size));
  const slope = size / Math.sqrt((1 - size) * (1 + size));
  // Another radius is another W, so that one success says nothing of the next: from the largest down to the first that fails.
  const failing = radii.findLastIndex((factor) => !resists(comparison, factor / scale, size, slope));
  const turned = radiusThatFlips(instance, size, radii.at(-1)! / scale);
  return {
    flips: turned === null ? null : turned * scale,
    resists: radii[failing + 1] ?? null,
  };
};
