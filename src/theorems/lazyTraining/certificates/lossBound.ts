import { kernels } from '../kernels/inUse.ts';
import { type GradientBall, gradientBall, type Tracked } from './gradientBall.ts';
import { kinkBound } from './kinkBound.ts';
import type { KnownWeights } from './knownWeights.ts';
import { linearBound } from './linearBound.ts';
import { type NeuronBounds, neuronBounds, type Workspace } from './neuronBounds.ts';
import { type SteppedBall, steppedBall } from './steppedBall.ts';

/** One side of a certificate: what is asked of which network. */
export interface Side {
  readonly known: KnownWeights;
  /** The sign that f(x; W) has, and that the step is to take away: −1 is +1 for the network with −a. */
  readonly sign: 1 | -1;
  readonly C2: number;
  readonly tracked: Tracked;
  /** How many neurons add to the gradient of some W and are not tracked. */
  readonly others: number;
}

/**
 * CLEARANCE radii above 0 a neuron must stay after the step to be tracked where a_s = +1: V(D + 2), and a
 * little more.
 */
const CLEARANCE = 3;

/**
 * A side with the neurons tracked that are on for every W and stay on after the step from the centre
 * gradient.
 */
export const sideOf = (known: KnownWeights, sign: 1 | -1, C2: number): Side => {
  const { m, centerNorm, radius: V } = known;
  const rate = (sign * C2) / (centerNorm * centerNorm);
  // CLEARANCE·V where sign · a_s = +1, and 0 where it is −1.
  const { flags, count, on } = kernels().trackedFlags(known, V, sign, rate, 0.5 * CLEARANCE * V);
  const tracked = { flags, count, reach: (V * count) / Math.sqrt(m) };
  return { known, sign, C2, tracked, others: on - count + known.mayFlip.length };
};

/** A bound on f after the step, with all that it is made of. */
export interface LossBound {
  readonly gradients: GradientBall;
  readonly ball: SteppedBall;
  readonly bounds: NeuronBounds;
  /** ≥ (1/√m) Σ slopes_s ⟨w⁰_s, z − z₀⟩. */
  readonly linear: number;
  /** ≥ (1/√m) Σ jumps_s (|⟨w⁰_s, z − z₀⟩| − margin_s)₊. */
  readonly kink: number;
  /** ≥ sign · f(z; W) + ρ₀ · loss(W), z = x − sign · C2 ∇f/‖∇f‖². */
  readonly upper: number;
}

/**
 * Bounds sign · f(z; W) + ρ₀ · loss(W) over every W of the ball whose loss is at most L; null where their
 * gradients may be 0.
 *
 * Exactly, f(z; W) = −C2 + (1/√m) Σ a_s h_s, since ⟨∇f, δ⟩ = −C2 and √m ⟨∇f, δ⟩ = Σ a_s σ_s (q_s − p_s):
 * moving z changes h_s only where the step takes the neuron across its kink. That is why a ball around z₀
 * costs so little.
 *
 * Shapes: the arrays of `bounds` belong to `workspace` and are good until its next use.
 */
export const lossBound = (side: Side, L: number, workspace: Workspace): LossBound | null => {
  const { known, sign, C2, tracked, others } = side;
  const { m } = known;
  const gradients = gradientBall(known, sign, tracked, others, L);
  const ball = steppedBall(gradients, sign * known.centerAlong + gradients.shift, C2);
  if (ball === null) return null;
  const bounds = neuronBounds(known, sign, tracked.flags, gradients.shift, ball, workspace);
  const linear = linearBound(known.linearPart(bounds.slopes), m, sign, gradients, ball);
  const kink = kinkBound(known, bounds, ball.radius);
  const rounding =
    2 * known.rounding * Math.sqrt(m) * (known.longestRow + known.radius) * (1 + ball.longestPoint);
  return { gradients, ball, bounds, linear, kink, upper: -C2 + bounds.value + linear + kink + rounding };
};
