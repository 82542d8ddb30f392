import type { CellReport, Spread } from '../../../evidence/outcomes/report.ts';
import type { Grid } from '../../grids.ts';
import { lowerBound, significant, upperBound } from '../../numbers.ts';
import { cellPlace } from '../../words.ts';
import type { Against } from './axes.ts';

/** What of a quantity was seen in a cell. */
export interface Seen {
  readonly cell: CellReport;
  readonly lower: Spread | null;
  readonly upper: Spread | null;
  /** Where it stands on the axis: cells of one d (or m) stand side by side. */
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

/** The frame in which a quantity is drawn, in pixels; `inner` is the length of its axis of d or m. */
export const size = {
  width: 350,
  height: 236,
  marginTop: 10,
  marginRight: 14,
  marginBottom: 36,
  marginLeft: 46,
};
export const inner = size.width - size.marginLeft - size.marginRight;

/** The cells of a grid on the axis; those of one value are set 7 pixels apart, smallest of the other letter first. */
export const seenIn = (
  grid: Grid,
  quantity: string,
  against: Against,
  domain: readonly [number, number],
): readonly Seen[] => {
  const other = against === 'd' ? 'm' : 'd';
  const values = against === 'd' ? grid.ds : grid.ms;
  const step = (domain[1] / domain[0]) ** (7 / inner);
  return values.flatMap((value) => {
    const here = (
      against === 'd' ? grid.ms.map((m) => grid.at(value, m)) : grid.ds.map((d) => grid.at(d, value))
    )
      .filter((cell) => cell !== null)
      .filter((cell) => cell.observed[quantity]?.lower || cell.observed[quantity]?.upper)
      .sort((a, b) => a[other] - b[other]);
    return here.map((cell, i) => {
      const { lower, upper } = cell.observed[quantity]!;
      return {
        cell,
        lower,
        upper,
        x: value * step ** (i - (here.length - 1) / 2),
        low: (lower ?? upper)!.min,
        high: (upper ?? lower)!.max,
      };
    });
  });
};

const medians = ({ lower, upper }: Seen): string => {
  if (lower !== null && upper !== null) {
    // Ends this near to each other differ by the room for rounding alone.
    const met = Math.abs(upper.median - lower.median) <= 1e-6 * Math.abs(upper.median);
    return met
      ? `median ${significant(upper.median)}`
      : `median between ${lowerBound(lower.median)} and ${upperBound(upper.median)}`;
  }
  return lower === null
    ? `median at most ${upperBound(upper!.median)}`
    : `median at least ${lowerBound(lower.median)}`;
};

/** What is known of the quantity in one cell, and what it is held against. */
export const inWords = (seen: Seen): string => {
  const { bound, regime } = seen.cell;
  return [
    `${cellPlace(seen.cell)}: ${medians(seen)}, over all draws ${lowerBound(seen.low)} to ${upperBound(seen.high)}`,
    ...(bound === null ? [] : [`held against ${significant(bound)}`]),
    ...(regime === 'outside' ? ['outside the premise'] : []),
  ].join(', ');
};
