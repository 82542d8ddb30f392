import type { HeatmapFigure } from '../../core/report/figure.ts';
import { significant } from '../numbers.ts';
import { axisValue } from '../words.ts';
import type { Chart, Mark } from './chart.ts';

const number = (value: number): string => (Number.isInteger(value) ? axisValue(value) : significant(value));

/** Where a value lies among the places of an axis, which stand one step apart; between two of them by their own scale. */
const placeAmong = (places: readonly number[], scale: 'linear' | 'log', value: number): number => {
  const at = scale === 'log' ? Math.log : (v: number) => v;
  const last = places.length - 1;
  if (last < 1) return 0;
  let i = places.findIndex((place) => place > value);
  i = Math.min(Math.max(i === -1 ? last : i, 1), last);
  const [low, high] = [at(places[i - 1]!), at(places[i]!)];
  return i - 1 + (at(value) - low) / (high - low);
};

/** How lines are told apart: the first dashed, the others dotted. */
const strokes = [
  { word: 'dashed', dash: '6 3' },
  { word: 'dotted', dash: '2 3' },
] as const;

const strokeOf = (i: number): (typeof strokes)[number] => strokes[Math.min(i, 1)]!;

const sorted = (values: readonly number[]): readonly number[] => [...new Set(values)].sort((a, b) => a - b);

/** Values over a grid, darker where larger, each with its number; the lines of a theory run between the places. */
export const heatChart = (figure: HeatmapFigure): Chart => {
  const { cells, x, y, lines } = figure;
  const [xs, ys] = [sorted(cells.map((cell) => cell.x)), sorted(cells.map((cell) => cell.y))];
  const known = cells.flatMap(({ value, ...place }) => (value === null ? [] : [{ ...place, value }]));
  const values = known.map(({ value }) => value);
  const [low, high] = [Math.min(0, ...values), Math.max(1e-300, ...values)];
  const shade = (value: number): number => 0.06 + (0.8 * (value - low)) / (high - low || 1);
  return {
    title: figure.title,
    description:
      values.length === 0
        ? `${figure.value} over ${x.label} and ${y.label}: no value`
        : `${figure.value} over ${x.label} and ${y.label}, from ${significant(Math.min(...values))} to ${significant(Math.max(...values))}`,
    caption: `${figure.value}: ${y.label} upwards, ${x.label} to the right${lines.map(({ name }, i) => `; ${strokeOf(i).word}: ${name}`).join('')}`,
    width: 70 + Math.max(4, xs.length) * 46,
    height: 60 + Math.max(3, ys.length) * 30,
    margins: [8, 14, 42, 56],
    x: {
      type: 'linear',
      domain: [-0.5, Math.max(1, xs.length) - 0.5],
      ticks: xs.map((value, at) => ({ at, text: number(value) })),
      label: x.label,
    },
    y: {
      type: 'linear',
      domain: [-0.5, Math.max(1, ys.length) - 0.5],
      ticks: ys.map((value, at) => ({ at, text: number(value) })),
    },
    marks: [
      ...known.flatMap(({ value, ...place }): readonly Mark[] => {
        const [at, up] = [xs.indexOf(place.x), ys.indexOf(place.y)];
        const ink = shade(value) > 0.5 ? 'var(--paper)' : 'var(--ink)';
        return [
          { kind: 'square', x: at, y: up, color: 'var(--for)', opacity: shade(value) },
          { kind: 'text', x: at, y: up, text: significant(value, 2), color: ink, size: 10 },
        ];
      }),
      ...lines.map(
        ({ points }, i): Mark => ({
          ...{ kind: 'line', color: 'var(--against)', width: 2, dash: strokeOf(i).dash },
          points: points.map((point) => ({
            x: placeAmong(xs, x.scale, point.x),
            y: placeAmong(ys, y.scale, point.y),
          })),
        }),
      ),
    ],
  };
};
