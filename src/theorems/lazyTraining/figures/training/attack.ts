import { gaussian } from '../../../../numerics/random/gaussian.ts';
import type { Stream } from '../../../../numerics/random/stream.ts';
import type { LiveNetwork, Points } from './liveNetwork.ts';

/** Projected gradient on the input: a search for a δ with ‖δ‖₂ ≤ radius that makes f(x + δ) take the other sign. */
export interface AttackOptions {
  readonly radius: number;
  /** Gradient steps. */
  readonly steps: number;
  /** The length of a step as a share of the radius. */
  readonly stepSize: number;
  /** Where it starts: at x, or at a random point of the sphere of half the radius around it. */
  readonly start: 'at x' | 'at random';
  /** `pixels`: every point looked at has entries from 0 to 1, as an image has. */
  readonly clip?: 'none' | 'pixels';
  /** Which of its points it answers with: the one of least margin, or the last. */
  readonly keeps?: 'least' | 'last';
}

/** The points found, and the margins y·f there: below zero the label is missed. */
export interface Attacked {
  readonly points: Points;
  readonly margins: Float64Array;
  /** For each point the greatest length of a δ that was looked at, over the radius: below 1 where the border was never reached. */
  readonly reached: Float64Array;
}

const START = 0.5;

const startingAt = (
  shifts: Float64Array,
  { d, inputs }: Pick<LiveNetwork, 'd' | 'inputs'>,
  { radius, start }: AttackOptions,
  stream: Stream,
): void => {
  if (start === 'at x') return;
  const directions = gaussian(stream, shifts.length);
  for (let from = 0; from < shifts.length; from += d) {
    let square = 0;
    for (let k = from; k < from + inputs; k++) square += directions[k]! * directions[k]!;
    for (let k = from; k < from + inputs; k++)
      shifts[k] = (START * radius * directions[k]!) / Math.sqrt(square);
  }
};

/**
 * Each point moved within its ball to where y·f is least, of the points that the search came by; x itself is the first of them, so more
 * steps never find less.
 *
 * A step goes `stepSize` · radius along −y ∇f, which for one output is the direction of steepest ascent of the logistic loss and of
 * every other decreasing function of the margin; then into [0, 1] where images are clipped; then back onto the ball, which leads no
 * entry out of [0, 1] again. A bias is not a coordinate that an attack moves.
 *
 * Shapes: `points` n × d, `labels` n entries ±1. Cost: 2(steps + 1) products of n × d with d × m.
 * Source: Madry et al. 2018, with the ℓ2 ball of Section 5.2.
 */
export const attack = (
  network: LiveNetwork,
  points: Points,
  labels: ArrayLike<number>,
  options: AttackOptions,
  stream: Stream,
): Attacked => {
  const { d, inputs } = network;
  const n = labels.length;
  const { radius, steps, stepSize, clip, keeps } = options;
  const best = points.slice();
  const margins = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  const reached = new Float64Array(n);
  const tried = points.slice();
  const shifts = new Float64Array(points.length);
  // The rounding of x + δ to f32 must not lead out of the ball.
  const inside = radius * (1 - 2 ** -20);
  for (let step = 0; ; step++) {
    const { values, gradients } = network.valuesAndGradients(tried);
    for (let i = 0; i < n; i++) {
      const margin = labels[i]! * values[i]!;
      const from = i * d;
      const improves = margin < margins[i]! || (keeps === 'last' && step === steps);
      if (improves) {
        margins[i] = margin;
        best.set(tried.subarray(from, from + d), from);
      }
    }
    if (step === steps || radius === 0) return { points: best, margins, reached };
    if (step === 0) startingAt(shifts, network, options, stream);
    for (let i = 0; i < n; i++) {
      const from = i * d;
      let square = 0;
      for (let k = from; k < from + inputs; k++) square += gradients[k]! * gradients[k]!;
      const along = square === 0 ? 0 : (-labels[i]! * stepSize * radius) / Math.sqrt(square);
      let length = 0;
      for (let k = from; k < from + inputs; k++) {
        const there = shifts[k]! + along * gradients[k]!;
        const entry = clip === 'pixels' ? Math.min(1, Math.max(0, points[k]! + there)) - points[k]! : there;
        shifts[k] = entry;
        length += entry * entry;
      }
      const factor = Math.sqrt(length) > inside ? inside / Math.sqrt(length) : 1;
      reached[i] = Math.max(reached[i]!, Math.min(1, Math.sqrt(length) / inside));
      for (let k = from; k < from + inputs; k++) {
        shifts[k]! *= factor;
        tried[k] = points[k]! + shifts[k]!;
      }
    }
  }
};
