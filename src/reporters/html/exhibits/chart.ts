import * as Plot from '@observablehq/plot';
import type { CurvePoint, CurvesExhibit } from '../../../evidence/outcomes/exhibit.ts';
import { count, significant } from '../../numbers.ts';
import { type Html, html, raw } from '../escape.ts';
import { type Axis, axisOf, linearAxisOf } from '../figures/axis.ts';
import { type Drawing, roomy } from '../figures/drawing.ts';

/** Marks that tell series apart without their colors. */
const symbols = ['circle', 'square', 'triangle', 'diamond2', 'times', 'wye'] as const;
const signs = ['●', '■', '▲', '◆', '✕', 'ʏ'] as const;
const dashes = ['6 3', '2 3', '9 3 2 3', '12 4'] as const;

const seriesColor = (i: number): string => `var(--series-${(i % 6) + 1})`;

const frame = { width: 420, height: 280, marginTop: 10, marginRight: 16, marginBottom: 40, marginLeft: 54 };

const number = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e6 ? count(value) : significant(value);

/** What the marks and the lines of a chart stand for. */
export const seriesKey = ({ series, lines, bars, x, y }: CurvesExhibit): Html => html`
<p class="key">${y.label} against ${x.label}. ${series.map(
  ({ name }, i) =>
    html`<span class="swatch" style="color:${raw(seriesColor(i))}">${signs[i % signs.length]!}</span> ${name}${i === series.length - 1 ? '. ' : ', '}`,
)}${lines.map(
  ({ name }, i) => html`${i === 0 ? 'Dashed: ' : ''}${name}${i === lines.length - 1 ? '. ' : ', '}`,
)}${bars === null ? null : html`Bars: ${bars}.`}</p>`;

/** A point that has a place on an axis of this scale. */
const placed = (scale: 'linear' | 'log', value: number): boolean =>
  Number.isFinite(value) && (scale === 'linear' || value > 0);

/** The axis for those of the values that have a place on it. */
const axis = (scale: 'linear' | 'log', values: readonly number[]): Axis => {
  const kept = values.filter((value) => placed(scale, value));
  const shown = kept.length === 0 ? [1, 2] : kept;
  return scale === 'log' ? axisOf(shown) : linearAxisOf(shown);
};

/** Curves with bars over one pair of axes, beside the lines that a theory draws. */
export const chart = (exhibit: CurvesExhibit, id: string): Drawing => {
  const { series, lines, x, y } = exhibit;
  const kept = series.map(({ name, points }) => ({
    name,
    points: points.filter((point) => placed(x.scale, point.x) && placed(y.scale, point.y)),
  }));
  // A level that is named below the chart is to be seen in it; a slope may leave it.
  const levels = lines.flatMap(({ points }) => {
    const [first, ...others] = points.map((point) => point.y);
    return first !== undefined && placed(y.scale, first) && others.every((other) => other === first)
      ? [first]
      : [];
  });
  const xs = axis(
    x.scale,
    kept.flatMap(({ points }) => points.map((point) => point.x)),
  );
  const ys = axis(
    y.scale,
    kept
      .flatMap(({ points }) =>
        points.flatMap((point) => [point.y, point.lower ?? point.y, point.upper ?? point.y]),
      )
      .concat(levels),
  );
  const width = frame.width - frame.marginLeft - frame.marginRight;
  const place = (value: number): number =>
    xs.type === 'log'
      ? (Math.log(value / xs.domain[0]) / Math.log(xs.domain[1] / xs.domain[0])) * width
      : ((value - xs.domain[0]) / (xs.domain[1] - xs.domain[0])) * width;
  const distinctX = [...new Set(kept.flatMap(({ points }) => points.map((point) => point.x)))].sort(
    (a, b) => a - b,
  );
  const ticks = roomy(distinctX.length <= 12 ? distinctX : xs.ticks, place);
  const floor = (value: number): number => Math.max(ys.floor, value);
  const inside = ({ x: at, y: value }: { readonly x: number; readonly y: number }): boolean =>
    placed(x.scale, at) && placed(y.scale, value);
  return {
    id,
    title: exhibit.title,
    description: `${y.label} against ${x.label}: ${kept
      .map(({ name, points }) =>
        points.length === 0
          ? `${name}, no points`
          : `${name}, from ${significant(points[0]!.y)} at ${significant(points[0]!.x)} to ${significant(points.at(-1)!.y)} at ${significant(points.at(-1)!.x)}`,
      )
      .join('; ')}`,
    caption: '',
    plot: {
      ...frame,
      x: { type: xs.type, domain: [...xs.domain] },
      y: { type: ys.type, domain: [...ys.domain] },
      marks: [
        Plot.gridY([...ys.ticks], { stroke: 'var(--rule)', strokeOpacity: 1 }),
        Plot.axisY([...ys.ticks], { tickSize: 0, label: null, tickPadding: 6, text: number }),
        Plot.axisX([...ticks], { tickSize: 4, label: null, text: number }),
        Plot.text([x.label], {
          frameAnchor: 'bottom',
          dy: 34,
          fontStyle: 'italic',
          text: (word: string) => word,
        }),
        ...lines.map(({ points }, i) =>
          Plot.line(points.filter(inside), {
            x: 'x',
            y: 'y',
            stroke: 'currentColor',
            strokeWidth: 1.2,
            strokeDasharray: dashes[i % dashes.length]!,
            clip: true,
          }),
        ),
        ...kept.flatMap(({ points }, i) => [
          Plot.line(points, { x: 'x', y: 'y', stroke: seriesColor(i), strokeWidth: 1.4 }),
          Plot.ruleX(
            points.filter(({ lower, upper }) => lower !== null || upper !== null),
            {
              x: 'x',
              y1: ({ lower, y: middle }: CurvePoint) => floor(lower ?? middle),
              y2: ({ upper, y: middle }: CurvePoint) => floor(upper ?? middle),
              stroke: seriesColor(i),
              strokeWidth: 1.4,
            },
          ),
          Plot.dot(points, {
            x: 'x',
            y: 'y',
            symbol: symbols[i % symbols.length]!,
            r: 3.4,
            fill: seriesColor(i),
            stroke: seriesColor(i),
          }),
        ]),
      ],
    },
  };
};
