import { kernels } from '../kernels/inUse.ts';
import { type KnownWeights, WIDER } from './knownWeights.ts';
import type { NeuronBounds } from './neuronBounds.ts';

/** The widths tried, in units of the radius of the ball that z lies in. */
const WIDTHS = [0.35, 0.5, 0.7, 1, 1.4, 2, 2.8, 4, 8] as const;

/**
 * A bound on (1/√m) Σ_s jump_s · max(0, |⟨w⁰_s, ζ⟩| − margin_s) over ‖ζ‖ ≤ reach.
 *
 * t²/(4A) + A ≥ |t| for A > 0. With A_s = max(margin_s, width) each term is at most jump_s t_s²/(4A_s) +
 * jump_s (width − margin_s)₊, and the squares sum to a quadratic form of ζ: reach² times its largest
 * eigenvalue. The least over some widths counts, and the plain bound jump_s (reach ‖w⁰_s‖ − margin_s)₊ for
 * every neuron on its own.
 */
export const kinkBound = (
  known: KnownWeights,
  { kinks, margins, jumps }: NeuronBounds,
  reach: number,
  widths: readonly number[] = WIDTHS,
): number => {
  if (kinks.length === 0) return 0;
  let best = 0;
  for (let i = 0; i < kinks.length; i++)
    best += jumps[i]! * Math.max(0, reach * known.rowNorms[kinks[i]!]! - margins[i]!);
  const weights = kernels().arena.float64(kinks.length);
  for (const factor of widths) {
    const width = factor * reach;
    if (!(width > 0)) continue;
    const extra = kernels().kinkWeights(margins, jumps, width, weights);
    if (extra >= best) break;
    best = Math.min(best, reach * reach * known.largestEigenvalue(kinks, weights) + extra);
  }
  return (best / Math.sqrt(known.m)) * WIDER;
};
