import type { Bracket } from './acrossRuns.ts';

/** Where a curve crosses a level: between two neighbours on the grid, or beyond one of its ends. */
export type Threshold =
  | { readonly kind: 'inside'; readonly bracket: Bracket }
  | { readonly kind: 'below' }
  | { readonly kind: 'above' };

/**
 * Where values on an ascending grid first pass a level for good, downwards or upwards, and an estimate between the two neighbours.
 *
 * The bracket is what the grid shows and takes no model; the estimate is the crossing of the line through both points, the grid on a
 * logarithmic scale. "For good": values that come back count for the last passage, so a curve that wavers is not called steep.
 *
 * Throws: `RangeError` unless grid and values have the same length, at least 2, and the grid ascends above 0.
 */
export const thresholdOf = (
  grid: readonly number[],
  values: readonly number[],
  level: number,
  direction: 'falls' | 'rises',
): Threshold => {
  if (grid.length !== values.length || grid.length < 2 || grid.some((at, i) => !(at > (grid[i - 1] ?? 0))))
    throw new RangeError('thresholdOf: expected an ascending grid above 0 with a value at each point');
  const passed = values.map((value) => (direction === 'falls' ? value < level : value >= level));
  const last = passed.lastIndexOf(false);
  if (last === -1) return { kind: 'below' };
  if (last === grid.length - 1) return { kind: 'above' };
  const [left, right] = [grid[last]!, grid[last + 1]!];
  const share = (values[last]! - level) / (values[last]! - values[last + 1]!);
  return {
    kind: 'inside',
    bracket: { lower: left, estimate: left * (right / left) ** share, upper: right },
  };
};
