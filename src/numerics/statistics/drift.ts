import type { Interval } from './confidenceSequence.ts';
import type { Bounds } from './wilks.ts';

/** What happens to a calibrated constant along a path. */
export type Drift = 'constant' | 'grows' | 'shrinks' | 'undecided';

/** An exponent with its interval. */
export interface Exponent extends Interval {
  readonly estimate: number;
}

/** What a path says of a constant, sizes ascending. */
export interface Path {
  /** Confidence bounds of the constant at each size. */
  readonly bounds: readonly Bounds[];
  /** The exponent of the log-log fit over all sizes. */
  readonly exponent: Exponent;
  /** The same over the larger half of them. */
  readonly late: Exponent;
}

/** Exponents below this count as none, where a caller says nothing else: 26 % over two decades. */
export const NO_EXPONENT = 0.05;

/** A path along which the local exponent falls to less than this share of the whole one is levelling off. */
const KEEPS = 0.5;

const keepsGrowing = (first: Bounds, last: Bounds, exponent: Exponent, late: Exponent): boolean =>
  last.lower !== null &&
  first.upper !== null &&
  last.lower > first.upper &&
  exponent.lower > 0 &&
  late.lower > 0 &&
  late.estimate >= KEEPS * exponent.estimate;

const upsideDown = ({ lower, upper }: Bounds): Bounds => ({
  lower: upper === null ? null : -upper,
  upper: lower === null ? null : -lower,
});

const downwards = ({ estimate, lower, upper }: Exponent): Exponent => ({
  estimate: -estimate,
  lower: -upper,
  upper: -lower,
});

/**
 * Whether a constant is one.
 *
 * It *grows* where its lower bound at the largest size exceeds its upper bound at the smallest, the interval
 * of its exponent lies above 0, and it keeps growing: so does the exponent over the larger half, at not less
 * than half the rate, since what approaches a limit loses its local exponent as it goes. *Shrinks* is the
 * same downwards. *Constant* says that it is bounded on this path within its bars: both bounds known
 * everywhere, and an exponent whose interval lies within ±`negligible`. All else is *undecided*.
 *
 * Precision: with bounds at error α each, a true constant is said to grow, or to shrink, with probability at
 * most 2α; the other conditions only take away from that.
 * Throws: `RangeError` for a path of fewer than two sizes.
 */
export const driftOf = ({ bounds, exponent, late }: Path, negligible = NO_EXPONENT): Drift => {
  const [first, last] = [bounds[0], bounds.at(-1)];
  if (first === undefined || last === undefined || bounds.length < 2) {
    throw new RangeError(`driftOf: expected at least two sizes, got ${bounds.length}; take a longer path.`);
  }
  if (keepsGrowing(first, last, exponent, late)) return 'grows';
  if (keepsGrowing(upsideDown(first), upsideDown(last), downwards(exponent), downwards(late)))
    return 'shrinks';
  const known = bounds.every(({ lower, upper }) => lower !== null && upper !== null);
  return known && exponent.lower >= -negligible && exponent.upper <= negligible ? 'constant' : 'undecided';
};
