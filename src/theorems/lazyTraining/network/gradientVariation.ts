import { scaledNorm } from '../../../numerics/linalg/scaledNorm.ts';
import { dot } from '../../../numerics/linalg/vectors.ts';
import { dotRoom, UNIT } from './rounding.ts';
import type { WrittenNetwork } from './writtenNetwork.ts';

/** How much ∇f can vary around x: sup ‖∇f(x + δ) − ∇f(x)‖ over ‖δ‖ ≤ reach is at most `bound`. */
export interface GradientVariation {
  readonly bound: number;
  /**
   * The neurons whose hyperplane ⟨w_s, z⟩ = 0 meets the ball around x. Where there are none, ∇f is constant
   * there and `bound` exact.
   */
  readonly cut: number;
}

/**
 * Where no hyperplane cuts the ball, f is linear in it and the supremum is 0; otherwise only neurons that are
 * cut can change their part of ∇f, by ‖w_s‖/√m each.
 *
 * Precision: outward. A hyperplane counts as cutting when rounding cannot exclude it; the bound is raised by
 * its own rounding.
 */
export const gradientVariation = (
  { x, rows }: Pick<WrittenNetwork, 'x' | 'rows'>,
  reach: number,
): GradientVariation => {
  const outward = 1 + 2 * (rows.length + x.length + 8) * UNIT;
  let cut = 0;
  let sum = 0;
  for (const w of rows) {
    const length = scaledNorm(w);
    if (length === 0) continue;
    // ⟨w, x + δ⟩ ranges over ⟨w, x⟩ ± reach ‖w‖.
    if (Math.abs(dot(w, x)) - dotRoom(w, x) > reach * length * outward) continue;
    cut++;
    sum += length;
  }
  return { bound: (sum / Math.sqrt(rows.length)) * outward, cut };
};
