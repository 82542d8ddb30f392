import * as Plot from '@observablehq/plot';
import type { HeatmapExhibit } from '../../../evidence/outcomes/exhibit.ts';
import { count, significant } from '../../numbers.ts';
import type { Drawing } from '../figures/drawing.ts';

const number = (value: number): string => (Number.isInteger(value) ? count(value) : significant(value));

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
  { word: 'dashed', dashes: '6 3' },
  { word: 'dotted', dashes: '2 3' },
] as const;

const strokeOf = (i: number): (typeof strokes)[number] => strokes[Math.min(i, 1)]!;

/** Values over a grid, darker where larger, each with its number; the lines of a theory run between the places. */
export const heat = (exhibit: HeatmapExhibit, id: string): Drawing => {
  const { cells, x, y, lines } = exhibit;
  const xs = [...new Set(cells.map((cell) => cell.x))].sort((a, b) => a - b);
  const ys = [...new Set(cells.map((cell) => cell.y))].sort((a, b) => a - b);
  const values = cells.flatMap(({ value }) => (value === null ? [] : [value]));
  const [low, high] = [Math.min(0, ...values), Math.max(1e-300, ...values)];
  const shade = (value: number): number => 0.06 + (0.8 * (value - low)) / (high - low || 1);
  const frame = {
    width: 70 + Math.max(4, xs.length) * 46,
    height: 60 + Math.max(3, ys.length) * 30,
    marginTop: 8,
    marginRight: 14,
    marginBottom: 42,
    marginLeft: 56,
  };
  const range = (n: number): [number, number] => [-0.5, n - 0.5];
  return {
    id,
    title: exhibit.title,
    description: `${exhibit.value} over ${x.label} and ${y.label}, from ${significant(Math.min(...values))} to ${significant(Math.max(...values))}`,
    caption: `${exhibit.value}: ${y.label} upwards, ${x.label} to the right${lines.map(({ name }, i) => `; ${strokeOf(i).word}: ${name}`).join('')}`,
    plot: {
      ...frame,
      x: { type: 'linear', domain: range(xs.length) },
      y: { type: 'linear', domain: range(ys.length) },
      marks: [
        Plot.rect(
          cells.filter(({ value }) => value !== null),
          {
            x1: (cell) => xs.indexOf(cell.x) - 0.48,
            x2: (cell) => xs.indexOf(cell.x) + 0.48,
            y1: (cell) => ys.indexOf(cell.y) - 0.48,
            y2: (cell) => ys.indexOf(cell.y) + 0.48,
            fill: 'var(--for)',
            fillOpacity: (cell) => shade(cell.value ?? low),
          },
        ),
        Plot.text(
          cells.filter(({ value }) => value !== null),
          {
            x: (cell) => xs.indexOf(cell.x),
            y: (cell) => ys.indexOf(cell.y),
            text: (cell) => significant(cell.value ?? 0, 2),
            fill: (cell) => (shade(cell.value ?? low) > 0.5 ? 'var(--paper)' : 'var(--ink)'),
            fontSize: 10,
          },
        ),
        ...lines.map(({ points }, i) =>
          Plot.line(points, {
            x: (point) => placeAmong(xs, x.scale, point.x),
            y: (point) => placeAmong(ys, y.scale, point.y),
            stroke: 'var(--against)',
            strokeWidth: 2,
            strokeDasharray: strokeOf(i).dashes,
            clip: true,
          }),
        ),
        Plot.axisX(
          xs.map((_, i) => i),
          { tickSize: 0, label: null, text: (i: number) => number(xs[i]!) },
        ),
        Plot.axisY(
          ys.map((_, i) => i),
          { tickSize: 0, label: null, text: (i: number) => number(ys[i]!) },
        ),
        Plot.text([x.label], {
          frameAnchor: 'bottom',
          dy: 36,
          fontStyle: 'italic',
          text: (word: string) => word,
        }),
      ],
    },
  };
};
