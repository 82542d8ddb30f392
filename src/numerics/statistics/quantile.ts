import { requireFinite, requireInteger, requireProbability } from './internal/require.ts';

/** Throws one sentence unless `values` ascend, hold something, and are finite. */
const requireSorted = (where: string, values: ArrayLike<number>): void => {
  requireFinite(where, 'values', values);
  for (let i = 1; i < values.length; i++) {
    if (values[i]! < values[i - 1]!) {
      throw new RangeError(
        `${where}: expected ascending values, got a descent at index ${i}; sort them first.`,
      );
    }
  }
};

/**
 * The least entry with at least a share `q` of the entries at or below it, an entry itself and never a mean
 * of two.
 *
 * Throws: `RangeError` unless `sorted` ascends, is finite and not empty, and 0 <= q <= 1.
 */
export const quantile = (sorted: ArrayLike<number>, q: number): number => {
  requireSorted('quantile', sorted);
  requireProbability('quantile', 'q', q);
  // A product an ulp above an integer is that integer: 0.07 · 100 is rank 7.
  const rank = Math.ceil(sorted.length * q * (1 - 1e-12));
  return sorted[Math.max(1, rank) - 1]!;
};

/**
 * The `rank`-th largest entry, 1 being the largest, as Wilks' bounds ask for.
 *
 * Throws: `RangeError` unless `sorted` ascends, is finite and not empty, and 1 <= rank <= length.
 */
export const largest = (sorted: ArrayLike<number>, rank: number): number => {
  requireSorted('largest', sorted);
  requireInteger('largest', 'rank', rank, 1, sorted.length);
  return sorted[sorted.length - rank]!;
};

const middle = (sorted: ArrayLike<number>): number => {
  const half = sorted.length >> 1;
  // Halves are added, since a sum of two large entries may overflow.
  return sorted.length % 2 === 1 ? sorted[half]! : sorted[half - 1]! / 2 + sorted[half]! / 2;
};

/**
 * The middle entry, or the mean of the two middle ones.
 *
 * Throws: `RangeError` unless `sorted` ascends, is finite and not empty.
 */
export const median = (sorted: ArrayLike<number>): number => {
  requireSorted('median', sorted);
  return middle(sorted);
};

/** Where a list of margins lies. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/**
 * Smallest, middle and largest of `values`, in any order; the list itself is left alone.
 *
 * Throws: `RangeError` when the list is empty or holds NaN or an infinity: what has no margin must be set
 * aside, not averaged in.
 */
export const spread = (values: ArrayLike<number>): Spread => {
  requireFinite('spread', 'values', values);
  const sorted = new Float64Array(values).sort();
  return { min: sorted[0]!, median: middle(sorted), max: sorted[sorted.length - 1]! };
};
