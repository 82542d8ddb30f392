import type { Stream } from '../random/stream.ts';
import { bootstrap, type Resampling } from './bootstrap.ts';
import { type Drift, driftOf, type Exponent, NO_EXPONENT } from './drift.ts';
import { fitPowerLaw, type PowerLaw } from './powerLaw.ts';
import { quantile } from './quantile.ts';
import { type Bounds, type Ends, wilksBounds } from './wilks.ts';

/** The trials at one size. */
export interface SizedTrials extends Ends {
  readonly size: number;
}

/** How growth is judged. */
export interface Judging extends Resampling {
  /** The share of draws that may lie above the constant: 1/2 follows the median. */
  readonly gamma: number;
  /** The chance that a true constant is said to grow, and as much that it is said to shrink. */
  readonly alpha: number;
  /** Exponents within ± this count as none. */
  readonly negligible: number;
}

export const judging: Judging = {
  gamma: 0.5,
  alpha: 1e-6,
  negligible: NO_EXPONENT,
  resamples: 1999,
  confidence: 0.99,
};

/** The (1 − γ)-quantile of a quantity at one size, with its confidence bounds. */
export interface SizedQuantile extends Bounds {
  readonly size: number;
  /** From the lower ends. */
  readonly estimate: number;
}

/** How a quantity grows along a path. */
export interface Growth {
  readonly cells: readonly SizedQuantile[];
  readonly fit: PowerLaw;
  readonly exponent: Exponent;
  /** The exponent over the larger half of the sizes. */
  readonly late: Exponent;
  readonly drift: Drift;
}

/** The exponent of the quantiles, its interval the hull of those of the lower and of the upper ends. */
const exponentOf = (stream: Stream, cells: readonly SizedTrials[], judge: Judging): Exponent => {
  const sizes = cells.map(({ size }) => size);
  const share = 1 - judge.gamma;
  const slope = (samples: readonly Float64Array[]): number =>
    fitPowerLaw(
      sizes,
      samples.map((sample) => quantile(sample, share)),
    ).exponent;
  const intervalOf = (side: 'lower' | 'upper') => {
    const samples = cells.map((cell) => Float64Array.from(cell[side]).sort());
    return { estimate: slope(samples), ...bootstrap(stream.child(side), samples, slope, judge) };
  };
  const low = intervalOf('lower');
  if (cells.every(({ lower, upper }) => lower === upper)) return low;
  const high = intervalOf('upper');
  return {
    estimate: low.estimate,
    lower: Math.min(low.lower, high.lower),
    upper: Math.max(low.upper, high.upper),
  };
};

/** The larger half of the sizes, the middle one included: at least two. */
const largerHalf = <T>(cells: readonly T[]): readonly T[] => cells.slice(Math.floor((cells.length - 1) / 2));

/**
 * How the (1 − γ)-quantile of a positive quantity grows with size: Wilks' bounds at each size, the log-log
 * fit with bootstrap intervals over trials, and the drift that follows.
 *
 * A trial brackets the quantity; where it is exact, pass one list as `lower` and `upper`. A claimed order is
 * divided out before: what is "O(√m)" is judged as value/√m. Disjoint draws at different sizes are assumed.
 *
 * Throws: `RangeError` for fewer than two sizes, sizes that do not ascend, or ends that are not positive and
 * finite.
 */
export const growthAlong = (
  stream: Stream,
  cells: readonly SizedTrials[],
  judge: Judging = judging,
): Growth => {
  cells.forEach(({ size }, i) => {
    if (i > 0 && !(size > cells[i - 1]!.size)) {
      throw new RangeError(
        `growthAlong: expected ascending sizes, got ${size} after ${cells[i - 1]!.size}; sort the path.`,
      );
    }
  });
  const sized = cells.map((cell) => ({
    size: cell.size,
    estimate: quantile(Float64Array.from(cell.lower).sort(), 1 - judge.gamma),
    // Growth, or shrinking, is said of two bounds at once.
    ...wilksBounds(cell, judge.gamma, judge.alpha / 2),
  }));
  const exponent = exponentOf(stream.child('exponent'), cells, judge);
  const half = largerHalf(cells);
  const late = half.length === cells.length ? exponent : exponentOf(stream.child('late'), half, judge);
  return {
    cells: sized,
    fit: fitPowerLaw(
      sized.map(({ size }) => size),
      sized.map(({ estimate }) => estimate),
    ),
    exponent,
    late,
    drift: driftOf({ bounds: sized, exponent, late }, judge.negligible),
  };
};
