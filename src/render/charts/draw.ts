import { createHash } from 'node:crypto';
import { element, type Html, html, raw } from '../html/escape.ts';
import type { Chart, Mark } from './chart.ts';
import { type Pixels, pixelsOf } from './scale.ts';

/** A tenth of a pixel is enough, and hides the last bits in which engines differ. */
const short = (pixels: number): string => String(Math.round(pixels * 10) / 10 + 0);

interface Frame {
  readonly chart: Chart;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: Pixels;
  readonly y: Pixels;
}

const frameOf = (chart: Chart): Frame => {
  const { width, height, margins } = chart;
  const [top, right, bottom, left] = [margins[0], width - margins[1], height - margins[2], margins[3]];
  const [x, y] = [pixelsOf(chart.x, left, right), pixelsOf(chart.y, bottom, top)];
  return { chart, left, right, top, bottom, x, y };
};

type Attributes = Readonly<Record<string, string | number | undefined>>;
type Place = readonly [number, number];

/** A shape, its places in tenths of a pixel. */
const shape = (name: string, attributes: Attributes, inside: Html | string | null = null): Html => {
  const given = Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [key, typeof value === 'number' ? short(value) : value]),
  );
  const { markup } = element(name, given, inside);
  return inside === null ? raw(markup.replace(`></${name}>`, '/>')) : { markup };
};

/** Numbers of a path, as short as SVG allows: no zero before a point, no space before a sign. */
const packed = (numbers: readonly number[]): string =>
  numbers
    .map((n) => short(n).replace(/^(-?)0\./, '$1.'))
    .reduce((all, n) => (all === '' || n.startsWith('-') ? `${all}${n}` : `${all} ${n}`), '');

/** The path through these points, in steps from one to the next. */
const path = (points: readonly Place[], end = ''): string => {
  let d = '';
  let last: Place = [0, 0];
  let command = '';
  points.forEach(([px, py], i) => {
    const here = [Math.round(px * 10), Math.round(py * 10)] as const;
    const [dx, dy] = [(here[0] - last[0]) / 10, (here[1] - last[1]) / 10];
    const next = i === 0 ? 'M' : dy === 0 ? 'h' : dx === 0 ? 'v' : 'l';
    const step = packed(next === 'h' ? [dx] : next === 'v' ? [dy] : [dx, dy]);
    // A command need not be said again.
    const between = next !== command ? next : step.startsWith('-') ? '' : ' ';
    d += `${between}${step}`;
    last = here;
    command = next;
  });
  return `${d}${d === '' ? '' : end}`;
};

type SymbolName = Extract<Mark, { kind: 'dot' }>['symbol'];

/** The outlines of symbols of size 1, as steps from their place; the tip of an arrow touches it. */
const symbols: Readonly<Record<SymbolName, readonly (string | number)[]>> = {
  circle: ['m', -1, 0, 'a', 1, 1, '!', 2, 0, 'a', 1, 1, '!', -2, 0],
  square: ['m', -0.9, -0.9, 'h', 1.8, 'v', 1.8, 'h', -1.8, 'z'],
  triangle: ['m', 0, -1.2, 'l', 1.1, 2, 'h', -2.2, 'z'],
  diamond: ['m', 0, -1.2, 'l', 1.2, 1.2, -1.2, 1.2, -1.2, -1.2, 'z'],
  cross: ['m', -1, -1, 'l', 2, 2, 'm', -2, 0, 'l', 2, -2],
  fork: ['m', -1, -1, 'l', 1, 1, 1, -1, 'm', -1, 1, 'v', 1.2],
  dash: ['m', -1, 0, 'h', 2],
  up: ['l', -1, 1.5, 'h', 2, 'z'],
  down: ['l', -1, -1.5, 'h', 2, 'z'],
};

/** A symbol at a place; an arc's `!` stands for its three flags, which do not grow with it. */
const outline = (symbol: SymbolName, [x, y]: Place, size: number): string => {
  const steps = symbols[symbol].map((step) =>
    typeof step === 'number' ? `${packed([step * size])} ` : step === '!' ? '0 1 0 ' : step,
  );
  return `M${packed([x, y])}${steps.join('')}`.replace(/ (?=[a-zA-Z-]|$)/g, '');
};

const isOpen = (symbol: string): boolean => ['cross', 'fork', 'dash'].includes(symbol);

const strokeOf = ({
  color,
  width,
  dash,
  opacity,
}: Extract<Mark, { kind: 'line' | 'segment' }>): Attributes => ({
  ...{ stroke: color, 'stroke-width': width, 'stroke-dasharray': dash, 'stroke-opacity': opacity },
});

/** A part of a drawing: an outline with its look, or an element of its own. */
type Piece = { readonly d: string; readonly look: Attributes; readonly cut?: boolean } | Html;

/** Whether a place lies within the axes, or beside them by what a mark is moved for its neighbours. */
const inside = ({ left, right, top, bottom }: Frame, [x, y]: Place): boolean =>
  x > left - 30 && x < right + 30 && y > top - 1 && y < bottom + 1;

/** How a mark is drawn; null where nothing of it would be seen. */
const pieceOf = (mark: Mark, frame: Frame): Piece | null => {
  const { chart, x, y } = frame;
  switch (mark.kind) {
    case 'segment': {
      const beside = mark.right ?? 0;
      const ends = [0, 1].map((i) => [x(mark.x[i]!) + beside, y(mark.y[i]!)] as const);
      const d = path(ends);
      return d.endsWith('h0') ? null : { d, look: strokeOf(mark) };
    }
    case 'dot': {
      const place = [x(mark.x) + (mark.right ?? 0), y(mark.y)] as const;
      if (!inside(frame, place)) return null;
      // A stroke without length and with round ends is a full circle.
      if (mark.symbol === 'circle' && mark.hollow !== true) {
        const look = { stroke: mark.color, 'stroke-width': 2 * mark.size + 1.5, 'stroke-linecap': 'round' };
        return { d: `M${packed(place)}h0`, look };
      }
      const d = outline(mark.symbol, place, mark.size);
      const fill = isOpen(mark.symbol) ? 'none' : mark.hollow === true ? 'var(--paper)' : mark.color;
      return { d, look: { fill, stroke: mark.color, 'stroke-width': 1.5 } };
    }
    case 'text': {
      const weight = mark.bold === true ? 600 : undefined;
      // Raised letters are centred by a third of their size.
      const place = { x: x(mark.x) + (mark.right ?? 0), y: y(mark.y) + 0.32 * mark.size };
      return shape(
        'text',
        { ...place, fill: mark.color, 'font-size': mark.size, 'font-weight': weight },
        mark.text,
      );
    }
    case 'line': {
      const along = mark.points.map((point) => [x(point.x), y(point.y)] as const);
      return { d: path(along), look: { fill: 'none', ...strokeOf(mark) }, cut: true };
    }
    case 'shade': {
      const edge = y(chart.y.domain[mark.side === 'above' ? 1 : 0]);
      const along = mark.points.map((point) => [x(point.x), y(point.y)] as const);
      const back = [...along].reverse().map(([at]) => [at, edge] as const);
      return { d: path([...along, ...back], 'Z'), look: { fill: 'var(--against)', 'fill-opacity': '.08' } };
    }
    case 'square': {
      const [from, to] = [x(mark.x - 0.5), x(mark.x + 0.5)];
      const [high, low] = [y(mark.y + 0.5), y(mark.y - 0.5)];
      const box = { x: from + 1, y: high + 1, width: to - from - 2, height: low - high - 2 };
      const opacity = String(Math.round(mark.opacity * 100) / 100);
      return shape('rect', { ...box, rx: 3, fill: mark.color, 'fill-opacity': opacity });
    }
    default:
      return mark satisfies never;
  }
};

/** The marks of a chart, those of one look as one outline where the first of them stands; lines are cut off where they leave the axes. */
const drawnMarks = (frame: Frame): Html => {
  const { left, right, top, bottom } = frame;
  const pieces = frame.chart.marks.map((mark) => pieceOf(mark, frame));
  const groups = new Map<string, { readonly look: Attributes; readonly cut: boolean; d: string }>();
  const inOrder: (Html | string)[] = [];
  for (const piece of pieces) {
    if (piece === null) continue;
    if ('markup' in piece) {
      inOrder.push(piece);
      continue;
    }
    const key = JSON.stringify(piece.look);
    const group = groups.get(key);
    if (group !== undefined) group.d += piece.d;
    else {
      groups.set(key, { look: piece.look, cut: piece.cut === true, d: piece.d });
      inOrder.push(key);
    }
  }
  return html`${inOrder.map((one) => {
    if (typeof one !== 'string') return one;
    const { look, cut, d } = groups.get(one)!;
    if (!cut) return shape('path', { d, ...look });
    const [width, height] = [right - left, bottom - top];
    const viewBox = [left, top, width, height].map(short).join(' ');
    return shape('svg', { x: left, y: top, width, height, viewBox }, shape('path', { d, ...look }));
  })}`;
};

/** The words at a tick are this much below their middle: a third of their size. */
const BELOW = 3.5;

const axesOf = ({ chart, left, right, top, bottom, x, y }: Frame): Html => {
  const foot = chart.x.marks === 'grid' ? top : bottom + 4;
  const rules = [
    ...chart.x.ticks.map(({ at }) =>
      chart.x.marks === undefined ? '' : `M${short(x(at))} ${short(bottom)}V${short(foot)}`,
    ),
    ...chart.y.ticks.map(({ at }) =>
      chart.y.marks === 'grid' ? `M${short(left)} ${short(y(at))}H${short(right)}` : '',
    ),
  ].join('');
  const across = chart.x.ticks.map(({ at, text }) => shape('text', { x: x(at), y: bottom + 15 }, text));
  const up = chart.y.ticks.map(({ at, text }) => shape('text', { x: left - 9, y: y(at) + BELOW }, text));
  const label = { x: (left + right) / 2, y: chart.height - 5, 'font-style': 'italic' };
  return html`${rules === '' ? null : shape('path', { d: rules, stroke: 'var(--rule)' })}${across}${chart.x.label === undefined ? null : shape('text', label, chart.x.label)}${element('g', { 'text-anchor': 'end' }, up)}`;
};

/** The chart as a figure: SVG with a name and a description, in the colors of the page, light or dark. It shrinks with its column. */
const drawn = (chart: Chart, axes: Html): Html => {
  const { title, description, caption, width, height } = chart;
  const frame = frameOf(chart);
  const picture = shape(
    'svg',
    {
      ...{ viewBox: `0 0 ${width} ${height}`, width, height, role: 'img' },
      'aria-label': description === '' ? title : `${title}: ${description}`,
    },
    html`${axes}${drawnMarks(frame)}`,
  );
  return html`
<figure class="panel">${caption === '' ? null : html`<figcaption>${caption}</figcaption>`}${picture}</figure>`;
};

/** Charts beside one another. Axes that several of them share are written once, and used by the others. */
export const drawnCharts = (charts: readonly Chart[]): Html => {
  const all = charts.map((chart) => axesOf(frameOf(chart)));
  const first = (markup: string): number => all.findIndex((one) => one.markup === markup);
  // A name that no other charts have, and that is the same whenever these are drawn.
  const name = createHash('sha256').update(JSON.stringify(charts)).digest('hex').slice(0, 8);
  return html`${charts.map((chart, i) => {
    const axes = all[i]!;
    const at = first(axes.markup);
    const shared = all.filter(({ markup }) => markup === axes.markup).length > 1;
    if (!shared) return drawn(chart, axes);
    const id = `axes-${name}-${at}`;
    return drawn(chart, at === i ? element('g', { id }, axes) : html`<use href="#${id}"/>`);
  })}`;
};
