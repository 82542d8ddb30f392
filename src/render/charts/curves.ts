import type { CurvesFigure, Axis as FigureAxis } from '../../core/report/figure.ts';
import type { Text } from '../document/document.ts';
import { significant } from '../numbers.ts';
import { axisValue } from '../words.ts';
import type { Axis, Chart, Mark } from './chart.ts';
import { linearScaleOf, pixelsOf, type Scale, scaleOf, spaced } from './scale.ts';

/** Marks that tell series apart without their colors. */
const symbols = ['circle', 'square', 'triangle', 'diamond', 'cross', 'fork'] as const;
const dashes = ['6 3', '2 3', '9 3 2 3', '12 4'] as const;

const color = (i: number): string => `var(--series-${(i % 6) + 1})`;

const frame = { width: 420, height: 280, margins: [10, 16, 40, 54] } as const;

/** A tick in words: whole numbers with their thousands set off. */
export const tick = (at: number): { readonly at: number; readonly text: string } => ({
  at,
  text: Math.abs(at) < 1e6 && Number.isInteger(at) ? axisValue(at) : significant(at),
});

/** Points of a series that carry its sign; where there are more, the line alone goes through those between. */
const MOST_SIGNS = 24;

/** The points that carry the sign of their series, evenly spread. */
const signed = <T>(points: readonly T[]): readonly T[] => {
  const stride = Math.ceil(points.length / MOST_SIGNS);
  return points.filter((_, i) => i % stride === 0);
};

/** What the marks and the lines of a chart stand for. */
export const seriesKey = ({ series, lines, bars, x, y }: CurvesFigure): Text => [
  `${y.label} against ${x.label}. `,
  ...series.flatMap(
    ({ name }, i): Text => [
      { kind: 'swatch', series: i },
      ` ${name}${i === series.length - 1 ? '. ' : ', '}`,
    ],
  ),
  lines.length === 0 ? '' : `Dashed: ${lines.map(({ name }) => name).join(', ')}. `,
  bars === null ? '' : `Bars: ${bars}.`,
];

/** Whether a point has a place on an axis of this scale. */
const placed = (scale: FigureAxis['scale'], value: number): boolean =>
  Number.isFinite(value) && (scale === 'linear' || value > 0);

/** The scale for those of the values that have a place on it. */
const fitted = (scale: FigureAxis['scale'], values: readonly number[]): Scale => {
  const kept = values.filter((value) => placed(scale, value));
  const shown = kept.length === 0 ? [1, 2] : kept;
  return scale === 'log' ? scaleOf(shown) : linearScaleOf(shown);
};

/** Curves with bars over one pair of axes, beside the lines that a theory draws. */
export const curvesChart = (figure: CurvesFigure): Chart => {
  const { lines, x, y } = figure;
  const inside = (point: { readonly x: number; readonly y: number }): boolean =>
    placed(x.scale, point.x) && placed(y.scale, point.y);
  const series = figure.series.map(({ name, points }) => ({ name, points: points.filter(inside) }));
  const all = series.flatMap(({ points }) => points);
  // A level that is named below the chart is to be seen in it; a slope may leave it.
  const levels = lines.flatMap(({ points: [first, ...others] }) =>
    first !== undefined && placed(y.scale, first.y) && others.every((one) => one.y === first.y)
      ? [first.y]
      : [],
  );
  const across = fitted(
    x.scale,
    all.map((point) => point.x),
  );
  const up = fitted(y.scale, [
    ...all.flatMap((point) => [point.y, point.lower ?? point.y, point.upper ?? point.y]),
    ...levels,
  ]);
  const places = [...new Set(all.map((point) => point.x))].sort((a, b) => a - b);
  const axis: Axis = { type: across.type, domain: across.domain, ticks: [], label: x.label, marks: 'dashes' };
  const ticks = spaced(
    (places.length <= 12 ? places : across.ticks).map(tick),
    pixelsOf(axis, frame.margins[3], frame.width - frame.margins[1]),
  );
  const described = series.map(({ name, points }) => {
    const [first, last] = [points[0], points.at(-1)];
    return first === undefined || last === undefined
      ? `${name}, no points`
      : `${name}, from ${significant(first.y)} at ${significant(first.x)} to ${significant(last.y)} at ${significant(last.x)}`;
  });
  return {
    title: figure.title,
    description: `${y.label} against ${x.label}: ${described.join('; ')}`,
    caption: '',
    ...frame,
    x: { ...axis, ticks },
    y: { type: up.type, domain: up.domain, ticks: up.ticks.map(tick), marks: 'grid' },
    marks: [
      ...lines.map(
        ({ points }, i): Mark => ({
          ...{ kind: 'line', points: points.filter(inside), color: 'currentColor', width: 1.2 },
          dash: dashes[i % dashes.length]!,
        }),
      ),
      ...series.flatMap(({ points }, i): readonly Mark[] => [
        { kind: 'line', points, color: color(i), width: 1.4 },
        ...points
          .filter(({ lower, upper }) => lower !== null || upper !== null)
          .map((point): Mark => {
            const ends = [point.lower ?? point.y, point.upper ?? point.y] as const;
            return {
              ...{ kind: 'segment', x: [point.x, point.x], color: color(i), width: 1.4 },
              y: [Math.max(up.floor, ends[0]), Math.max(up.floor, ends[1])],
            };
          }),
        ...signed(points).map(
          (point): Mark => ({
            ...{ kind: 'dot', x: point.x, y: point.y, color: color(i), size: 3.4 },
            symbol: symbols[i % symbols.length]!,
          }),
        ),
      ]),
    ],
  };
};
