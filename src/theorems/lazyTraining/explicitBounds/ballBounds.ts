import { binomialUpper } from '../../../numerics/statistics/chernoff.ts';
import { centralMass } from '../../../numerics/statistics/normal.ts';
import { signedSums, type Widths } from './gradientGapBound.ts';

/** Inward for the rounding of a few dozen operations. */
const LESS = 1 - 1e-6;

/** Bounds over the ball that hold together but with chance β. */
export interface BallBounds {
  /** ≤ inf_B ‖∇f(x; W)‖/√d. */
  readonly gradient: number;
  /** ≥ sup_B |f(x; W) − f(x; W0)|. */
  readonly move: number;
}

/**
 * The least gradient of the ball, over √d, and how far the value moves in it, at each width of the range.
 *
 * Five events, each of chance β/5: the number of active neurons from below (Hoeffding) and from above, the length
 * of a Gaussian vector of R^{d−1} (Laurent and Massart), the may-flip set, and its signed sums.
 * Source: docs/mathematics.md, "Theorem 3.1 at sizes that no draw reaches".
 */
export const ballBounds = ({ d, least, most }: Widths, C0: number, beta: number): BallBounds => {
  const L = Math.log(5 / beta);
  const n = d - 1;
  const activeLow = 0.5 - Math.sqrt(L / (2 * least));
  const activeHigh = Math.min(1, binomialUpper(least / 2, L) / least);
  const share = Math.min(1, binomialUpper(least * centralMass(C0 / Math.sqrt(least)), L) / least);
  const largest = Math.min(most, binomialUpper(most * centralMass(C0 / Math.sqrt(most)), L));
  const square = n - 2 * Math.sqrt(n * L);
  const moved = C0 * (activeHigh + share);
  if (!(activeLow > 0 && square > 0)) return { gradient: 0, move: moved / LESS };
  // Σ over the strip over √m: the count at the least width under the root, at the largest within.
  const flips = (Math.sqrt(share) * signedSums(d, largest, L)) / Math.sqrt(largest || 1);
  const gradient = (Math.sqrt(activeLow * square) - moved - flips) / Math.sqrt(d);
  return { gradient: Math.max(0, gradient * LESS), move: moved / LESS };
};
