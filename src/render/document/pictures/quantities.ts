import type { CellReport, ClaimReport, Spread } from '../../../core/report/report.ts';
import type { Axis, Chart, Mark, Point } from '../../charts/chart.ts';
import { tick } from '../../charts/curves.ts';
import { pixelsOf, type Scale, scaleOf, spaced } from '../../charts/scale.ts';
import { significant } from '../../numbers.ts';
import { axisValue, cellPlace, symbolWord, tone } from '../../words.ts';
import { endsInWords } from '../cellDetails.ts';
import { ownFacts, type Panel, valuesOn } from '../layout.ts';

/** What of a quantity was seen in a cell; cells of one value stand side by side, so many pixels to the right of it. */
interface Seen {
  readonly cell: CellReport;
  readonly lower: Spread | null;
  readonly upper: Spread | null;
  readonly x: number;
  readonly right: number;
}

const frame = { width: 350, height: 236, margins: [10, 14, 36, 46] } as const;

/** The quantities of which something is known in some cell. */
export const quantitiesOf = ({ cells }: ClaimReport): readonly string[] => {
  const known = cells.flatMap(({ observed }) => Object.entries(observed));
  return [...new Set(known.flatMap(([name, { lower, upper }]) => (lower || upper ? [name] : [])))];
};

/** The other side of the conclusion, and on which side of it the claim fails; null where the quantity does not stand alone. */
export const otherSide = (
  { conclusion }: Pick<ClaimReport, 'conclusion'>,
  quantity: string,
): { readonly text: string; readonly fails: 'above' | 'below' } | null => {
  const [left = '', right = ''] = conclusion.text.split('<=').map((side) => side.trim());
  if (left === quantity) return { text: right, fails: 'above' };
  return right === quantity ? { text: left, fails: 'below' } : null;
};

/** The axis for these values, logarithmic where all are positive, with a little room at both ends. */
const axisFor = (values: readonly number[], symbol: string): Axis => {
  const [low, high] = [values[0]!, values.at(-1)!];
  const pad = 0.08 * (high - low);
  const factor = low > 0 ? (high / low) ** 0.08 : 1;
  return {
    type: low > 0 ? 'log' : 'linear',
    domain: low > 0 ? [low / factor, high * factor] : [low - pad, high + pad],
    ...{ ticks: [], label: symbolWord(symbol), marks: 'dashes' },
  };
};

const seenIn = (panel: Panel, quantity: string, axis: string): readonly Seen[] => {
  const known = panel.cells.filter(({ observed }) => observed[quantity]?.lower || observed[quantity]?.upper);
  return valuesOn(known, axis).flatMap((x) => {
    const here = known.filter(({ at }) => at[axis] === x);
    return here.map((cell, i) => ({
      cell,
      ...cell.observed[quantity]!,
      x,
      right: 7 * (i - (here.length - 1) / 2),
    }));
  });
};

/** The theory's line, where what the quantity is held against depends on the axis alone; else null. */
const theory = (seen: readonly Seen[]): readonly Point[] | null => {
  const points = seen.flatMap(({ x, cell: { bound } }) => (bound === null ? [] : [{ x, y: bound }]));
  const line = new Map(points.map(({ x, y }) => [x, y]));
  return points.every(({ x, y }) => line.get(x) === y) ? [...line].map(([x, y]) => ({ x, y })) : null;
};

const boundMarks = (seen: readonly Seen[], fails: 'above' | 'below' | undefined): readonly Mark[] => {
  const points = theory(seen);
  const color = 'currentColor';
  if (points === null)
    return seen.flatMap(({ x, right, cell: { bound } }): readonly Mark[] =>
      bound === null ? [] : [{ kind: 'dot', x, y: bound, right, color, symbol: 'dash', size: 4 }],
    );
  return [
    ...(fails === undefined ? [] : [{ kind: 'shade', points, side: fails } as const]),
    { kind: 'line', points, color, width: 1.5, dash: '6 3' },
  ];
};

/** What is known of the quantity in one cell, and what it is held against. */
const inWords = (seen: Seen): string => {
  const { bound, regime } = seen.cell;
  const against = bound === null ? '' : `, held against ${significant(bound)}`;
  return `${cellPlace(seen.cell)}: ${endsInWords(seen)}${against}${regime === 'outside' ? ', outside the premise' : ''}`;
};

/** A cell: a thin bar over all draws, a thick one between the medians of its ends, and an arrow at each. */
const seenMarks = (seen: Seen, { floor }: Scale): readonly Mark[] => {
  const { cell, x, right, lower, upper } = seen;
  const color = `var(--${tone[cell.verdict]})`;
  const bar = (from: number, to: number) =>
    ({ kind: 'segment', x: [x, x], right, y: [Math.max(floor, from), Math.max(floor, to)] }) as const;
  const all = bar((lower ?? upper)!.min, (upper ?? lower)!.max);
  const arrow = (end: Spread | null, symbol: 'up' | 'down'): readonly Mark[] =>
    end === null || end.median < floor
      ? []
      : [
          {
            kind: 'dot',
            x,
            right,
            y: end.median,
            symbol,
            color,
            size: 4.5,
            hollow: cell.regime === 'outside',
          },
        ];
  return [
    { ...all, color, width: 1.2, opacity: 0.8 },
    ...(lower && upper ? [{ ...bar(lower.median, upper.median), color, width: 5, opacity: 0.32 }] : []),
    ...arrow(lower, 'up'),
    ...arrow(upper, 'down'),
  ];
};

/** A quantity along an axis of the table, beside what it is held against; a chart for each panel in which the axis has so many values. */
export const quantityCharts = (
  claim: ClaimReport,
  panels: readonly Panel[],
  quantity: string,
  axis: string,
  fewest = 2,
): readonly Chart[] => {
  const shown = panels
    .map((panel) => ({ panel, seen: seenIn(panel, quantity, axis) }))
    .filter(({ seen }) => new Set(seen.map(({ x }) => x)).size >= fewest);
  if (shown.length === 0) return [];
  const x = axisFor(valuesOn(claim.cells, axis), axis);
  const all = shown.flatMap(({ seen }) => seen);
  const ends = all.flatMap(({ lower, upper, cell: { bound } }) => [
    ...[lower, upper].flatMap((end) => (end ? [end.min, end.median, end.max] : [])),
    ...(bound === null ? [] : [bound]),
  ]);
  const scale = scaleOf(ends);
  return shown.map(({ panel, seen }) => {
    const places = [...new Set(seen.map((one) => one.x))].map((at) => ({ at, text: axisValue(at) }));
    const at = panel.facts.join(', ');
    return {
      title: `${quantity} of ${claim.id} (${claim.reading}) against ${symbolWord(axis)}, ${at}`,
      description: `${seen.map(inWords).join('. ')}.`,
      caption: ownFacts(panel, panels),
      ...frame,
      x: { ...x, ticks: spaced(places, pixelsOf(x, frame.margins[3], frame.width - frame.margins[1])) },
      y: { type: scale.type, domain: scale.domain, ticks: scale.ticks.map(tick), marks: 'grid' },
      marks: [
        ...boundMarks(seen, otherSide(claim, quantity)?.fails),
        ...seen.flatMap((one) => seenMarks(one, scale)),
      ],
    };
  });
};
