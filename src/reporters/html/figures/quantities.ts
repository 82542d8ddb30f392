import * as Plot from '@observablehq/plot';
import type { CellReport, ClaimReport, Spread } from '../../../evidence/outcomes/report.ts';
import { type Grid, gridCaption, gridsOf, panelCaption } from '../../grids.ts';
import { count, lowerBound, significant, upperBound } from '../../numbers.ts';
import { cellPlace, tone } from '../../words.ts';
import { type Against, distinct } from './axes.ts';
import { type Axis, axisOf } from './axis.ts';
import { type Drawing, roomy } from './drawing.ts';

/** What of a quantity was seen in a cell. */
interface Seen {
  readonly cell: CellReport;
  readonly lower: Spread | null;
  readonly upper: Spread | null;
  /** Where it stands on the axis: cells of one d (or m) stand side by side. */
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

/** The other side of the conclusion, and on which side of it the claim fails; null where the quantity does not stand alone. */
export const otherSide = (
  claim: Pick<ClaimReport, 'conclusion'>,
  quantity: string,
): { readonly text: string; readonly fails: 'above' | 'below' } | null => {
  const [left = '', right = ''] = claim.conclusion.text.split('<=').map((side) => side.trim());
  if (left === quantity) return { text: right, fails: 'above' };
  if (right === quantity) return { text: left, fails: 'below' };
  return null;
};

/** The quantities of which something is known in some cell. */
export const quantitiesOf = (claim: ClaimReport): readonly string[] => [
  ...new Set(
    claim.cells.flatMap(({ observed }) =>
      Object.entries(observed)
        .filter(([, { lower, upper }]) => lower !== null || upper !== null)
        .map(([name]) => name),
    ),
  ),
];

const size = { width: 350, height: 236, marginTop: 10, marginRight: 14, marginBottom: 36, marginLeft: 46 };
const inner = size.width - size.marginLeft - size.marginRight;

/** The cells of a grid on the axis; those of one value are set 7 pixels apart, smallest of the other letter first. */
const seenIn = (
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

/** A tick in words: whole numbers with their thousands set off. */
const number = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e6 ? count(value) : significant(value);

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

const inWords = (seen: Seen): string => {
  const { bound, regime } = seen.cell;
  return [
    `${cellPlace(seen.cell)}: ${medians(seen)}, over all draws ${lowerBound(seen.low)} to ${upperBound(seen.high)}`,
    ...(bound === null ? [] : [`held against ${significant(bound)}`]),
    ...(regime === 'outside' ? ['outside the premise'] : []),
  ].join(', ');
};

interface LinePoint {
  readonly x: number;
  readonly y: number;
}

/** The theory's line, where what the quantity is held against depends on the axis alone; else null. */
const theory = (seen: readonly Seen[], against: Against): readonly LinePoint[] | null => {
  const line = new Map<number, number>();
  for (const { cell } of seen) {
    if (cell.bound === null) continue;
    const known = line.get(cell[against]);
    if (known !== undefined && known !== cell.bound) return null;
    line.set(cell[against], cell.bound);
  }
  return [...line].sort(([a], [b]) => a - b).map(([x, y]) => ({ x, y }));
};

/** Whether what a quantity is held against is drawn as a line, or as a dash for each cell, or not at all. */
export const boundDrawnAs = (
  claim: ClaimReport,
  quantity: string,
  against: Against,
): 'line' | 'dashes' | null => {
  const kinds = gridsOf(claim).map((grid) => theory(seenIn(grid, quantity, against, [1, 2]), against));
  if (kinds.some((line) => line === null)) return 'dashes';
  return kinds.some((line) => line !== null && line.length > 1) ? 'line' : null;
};

const panel = (
  claim: ClaimReport,
  quantity: string,
  against: Against,
  seen: readonly Seen[],
  axis: Axis,
  xDomain: readonly [number, number],
): Drawing['plot'] => {
  const color = ({ cell }: Seen): string => `var(--${tone[cell.verdict]})`;
  const line = theory(seen, against);
  const half = (xDomain[1] / xDomain[0]) ** (4 / inner);
  const edge = otherSide(claim, quantity)?.fails;
  const x = (value: number): number =>
    (Math.log(value / xDomain[0]) / Math.log(xDomain[1] / xDomain[0])) * inner;
  const ticks = roomy(
    [...new Set(seen.map(({ cell }) => cell[against]))].sort((a, b) => a - b),
    x,
  );
  const { floor, domain } = axis;
  const y = (value: number): number => Math.max(floor, value);
  const bracket = seen.filter(({ lower, upper }) => lower !== null && upper !== null);
  const marker = (data: readonly Seen[], end: 'lower' | 'upper') => {
    const shown = data.filter((one) => one[end] !== null && one[end].median >= floor);
    const shape = {
      x: 'x',
      y: (one: Seen) => one[end]!.median,
      symbol: { draw: end === 'lower' ? pointingUp : pointingDown },
      r: 4.5,
      stroke: color,
      strokeWidth: 1.5,
    };
    return [
      Plot.dot(
        shown.filter(({ cell }) => cell.regime === 'inside'),
        { ...shape, fill: color },
      ),
      Plot.dot(
        shown.filter(({ cell }) => cell.regime === 'outside'),
        { ...shape, fill: 'var(--paper)' },
      ),
    ];
  };
  return {
    ...size,
    x: { type: 'log', domain: [...xDomain] },
    y: { type: axis.type, domain: [...domain] },
    marks: [
      Plot.gridY([...axis.ticks], { stroke: 'var(--rule)', strokeOpacity: 1 }),
      Plot.axisY([...axis.ticks], {
        tickSize: 0,
        label: null,
        tickPadding: 6,
        text: (value: number) => number(value),
      }),
      Plot.axisX(ticks, { tickSize: 4, label: null, text: (value: number) => count(value) }),
      Plot.text([against], {
        frameAnchor: 'bottom',
        dy: 32,
        text: (word: string) => word,
        fontStyle: 'italic',
      }),
      ...(line === null || edge === undefined
        ? []
        : [
            Plot.areaY(line, {
              x: 'x',
              y1: () => (edge === 'above' ? domain[1] : domain[0]),
              y2: 'y',
              fill: 'var(--against)',
              fillOpacity: 0.08,
            }),
          ]),
      ...(line === null
        ? [
            Plot.ruleY(
              seen.filter(({ cell }) => cell.bound !== null),
              {
                y: ({ cell }: Seen) => cell.bound,
                x1: (one: Seen) => one.x / half,
                x2: (one: Seen) => one.x * half,
                stroke: 'currentColor',
                strokeWidth: 2,
              },
            ),
          ]
        : [
            Plot.line(line, {
              x: 'x',
              y: 'y',
              stroke: 'currentColor',
              strokeWidth: 1.5,
              strokeDasharray: '6 3',
            }),
          ]),
      Plot.ruleX(seen, {
        x: 'x',
        y1: (one: Seen) => y(one.low),
        y2: (one: Seen) => y(one.high),
        stroke: color,
        strokeWidth: 1.2,
        strokeOpacity: 0.8,
      }),
      Plot.ruleX(bracket, {
        x: 'x',
        y1: (one: Seen) => y(one.lower!.median),
        y2: (one: Seen) => y(one.upper!.median),
        stroke: color,
        strokeWidth: 5,
        strokeOpacity: 0.32,
      }),
      ...marker(seen, 'lower'),
      ...marker(seen, 'upper'),
      // What the pointer finds: one transparent bar a cell, wider than what is seen.
      Plot.ruleX(seen, { x: 'x', stroke: 'transparent', strokeWidth: 7, title: inWords }),
    ],
  };
};

interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  closePath(): void;
}

// Its tip touches the median: "at least this much", "at most this much".
const pointingUp = (pen: Pen, area: number): void => triangle(pen, Math.sqrt(area / 2.6), 1);
const pointingDown = (pen: Pen, area: number): void => triangle(pen, Math.sqrt(area / 2.6), -1);
const triangle = (pen: Pen, half: number, up: 1 | -1): void => {
  pen.moveTo(0, 0);
  pen.lineTo(-half, up * 1.5 * half);
  pen.lineTo(half, up * 1.5 * half);
  pen.closePath();
};

/** A quantity against d or m with the theory's line; one drawing for each (C0, γ). */
export const quantityDrawings = (
  claim: ClaimReport,
  quantity: string,
  against: Against,
  id: string,
): readonly Drawing[] => {
  const values = distinct(claim.cells, against);
  const pad = (values.at(-1)! / values[0]!) ** 0.08;
  const xDomain = [values[0]! / pad, values.at(-1)! * pad] as const;
  const grids = gridsOf(claim);
  const panels = grids
    .map((grid) => ({ grid, seen: seenIn(grid, quantity, against, xDomain) }))
    .filter(({ seen }) => new Set(seen.map(({ cell }) => cell[against])).size > 1);
  const shown = panels.flatMap(({ seen }) => seen);
  if (shown.length === 0) return [];
  const axis = axisOf(
    shown.flatMap(({ low, high, lower, upper, cell }) => [
      low,
      high,
      ...(lower === null ? [] : [lower.median]),
      ...(upper === null ? [] : [upper.median]),
      ...(cell.bound === null ? [] : [cell.bound]),
    ]),
  );
  return panels.map(({ grid, seen }, i) => ({
    id: `${id}-${quantitiesOf(claim).indexOf(quantity) + 1}-${against}-${i + 1}`,
    title: `${quantity} of ${claim.id} (${claim.reading}) against ${against} at ${gridCaption(grid)}`,
    description: `${seen.map(inWords).join('. ')}.`,
    caption: panelCaption(grid, grids),
    plot: panel(claim, quantity, against, seen, axis, xDomain),
  }));
};
