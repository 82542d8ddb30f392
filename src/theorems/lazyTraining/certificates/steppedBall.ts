import type { GradientBall } from './gradientBall.ts';
import { WIDER } from './knownWeights.ts';

/** Where the step −C2 g/‖g‖² can lead from x, for all gradients g of a ball. */
export interface SteppedBall {
  /** The centre is z₀ = x − kappa · (the gradient ball's centre). */
  readonly kappa: number;
  /** ‖z − z₀‖ ≤ radius. */
  readonly radius: number;
  /** ≥ ‖z − x‖. */
  readonly longestStep: number;
  /** ≥ ‖z‖. */
  readonly longestPoint: number;
  /** C2/‖g‖² lies between these. */
  readonly leastRate: number;
  readonly largestRate: number;
}

/**
 * The points x − C2 g/‖g‖² for g in the ball of centre c and radius ρ < ‖c‖.
 *
 * Inversion takes spheres to spheres: g ↦ g/‖g‖² maps the ball onto the one with centre c/(‖c‖² − ρ²) and
 * radius ρ/(‖c‖² − ρ²). Null where the ball may hold 0, from which a step can lead anywhere.
 */
export const steppedBall = (gradients: GradientBall, centerAlong: number, C2: number): SteppedBall | null => {
  const { norm, radius, radial } = gradients;
  if (!(norm > radius * WIDER)) return null;
  const kappa = C2 / (norm * norm - radius * radius);
  const reach = kappa * radius * WIDER;
  const center = Math.sqrt(Math.max(0, 1 - 2 * kappa * centerAlong + kappa * kappa * norm * norm));
  const nearest = norm - radial;
  return {
    kappa,
    radius: reach,
    longestStep: (C2 / nearest) * WIDER,
    longestPoint: (center + reach) * WIDER,
    leastRate: C2 / (norm * norm + 2 * norm * radial + radius * radius) / WIDER,
    largestRate: (C2 / (nearest * nearest)) * WIDER,
  };
};
