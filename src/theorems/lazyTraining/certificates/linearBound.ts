import type { GradientBall } from './gradientBall.ts';
import { type LinearPart, WIDER } from './knownWeights.ts';
import type { SteppedBall } from './steppedBall.ts';

/**
 * A bound on ⟨ℓ, z − z₀⟩ over the points z that a step can lead to.
 *
 * ‖ℓ‖ times the radius; or, since z − z₀ = (κ − r) g_c − r e for the rate r = C2/‖g‖² and g = g_c + e: what
 * the length of the gradient does,
 * |κ − r| |⟨ℓ, g_c⟩|, plus what its direction does, r |⟨ℓ, e⟩|, where the sign changes add at most ½ m^{−1/2} Σ_S |⟨w⁰_s, ℓ⟩| to ⟨ℓ, e⟩. The
 * second is far smaller: the gradient moves mostly along directions that ℓ does not know.
 */
export const linearBound = (
  part: LinearPart,
  m: number,
  sign: 1 | -1,
  gradients: GradientBall,
  ball: SteppedBall,
): number => {
  const alongCenter = Math.abs(sign * part.alongCenter + gradients.shift * part.alongX);
  const ofRate = Math.max(ball.largestRate - ball.kappa, ball.kappa - ball.leastRate) * alongCenter;
  const ofDirection =
    ball.largestRate * (part.length * gradients.withoutFlips + part.overMayFlip / (2 * Math.sqrt(m)));
  return Math.min(ball.radius * part.length, ofRate + ofDirection) * WIDER;
};
