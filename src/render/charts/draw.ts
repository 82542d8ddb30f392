import { anchor } from '../document/document.ts';
import { element, type Html, html } from '../html/escape.ts';
import type { Chart, Mark } from './chart.ts';
import { type Pixels, pixelsOf } from './scale.ts';

/** A hundredth of a pixel is enough, and hides the last bits in which engines differ. */
const short = (pixels: number): string => String(Math.round(pixels * 100) / 100 + 0);

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

/** A shape, its places in hundredths of a pixel. */
const shape = (name: string, attributes: Attributes, inside: Html | string | null = null): Html =>
  element(
    name,
    Object.fromEntries(
      Object.entries(attributes).map(([key, value]) => [
        key,
        typeof value === 'number' ? short(value) : value,
      ]),
    ),
    inside,
  );

const path = (points: readonly (readonly [number, number])[], end = ''): string =>
  `M${points.map(([x, y]) => `${short(x)},${short(y)}`).join('L')}${end}`;

const circle = 'M-1,0A1,1 0 1 1 1,0A1,1 0 1 1 -1,0Z';

/** The outlines of symbols of size 1; the tip of an arrow touches its place. */
const symbols: Readonly<Record<Extract<Mark, { kind: 'dot' }>['symbol'], string>> = {
  circle,
  square: 'M-.9,-.9H.9V.9H-.9Z',
  triangle: 'M0,-1.2L1.1,.8H-1.1Z',
  diamond: 'M0,-1.2L1.2,0L0,1.2L-1.2,0Z',
  cross: 'M-1,-1L1,1M-1,1L1,-1',
  fork: 'M-1,-1L0,0L1,-1M0,0V1.2',
  dash: 'M-1,0H1',
  up: 'M0,0L-1,1.5H1Z',
  down: 'M0,0L-1,-1.5H1Z',
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

const drawnMark = (mark: Mark, { chart, left, right, top, bottom, x, y }: Frame): Html => {
  switch (mark.kind) {
    case 'segment': {
      const beside = mark.right ?? 0;
      const ends = [0, 1].map((i) => [x(mark.x[i]!) + beside, y(mark.y[i]!)] as const);
      const title = mark.title === undefined ? null : element('title', {}, mark.title);
      return shape('path', { d: path(ends), ...strokeOf(mark) }, title);
    }
    case 'dot': {
      const place = `translate(${short(x(mark.x) + (mark.right ?? 0))},${short(y(mark.y))}) scale(${mark.size})`;
      const fill = isOpen(mark.symbol) ? 'none' : mark.hollow === true ? 'var(--paper)' : mark.color;
      const stroke = { stroke: mark.color, 'stroke-width': 1.5 / mark.size };
      return shape('path', { transform: place, d: symbols[mark.symbol], fill, ...stroke });
    }
    case 'text': {
      const weight = mark.bold === true ? 600 : undefined;
      const place = { x: x(mark.x) + (mark.right ?? 0), y: y(mark.y), dy: '0.32em' };
      return shape(
        'text',
        { ...place, fill: mark.color, 'font-size': mark.size, 'font-weight': weight },
        mark.text,
      );
    }
    case 'line': {
      const [width, height] = [right - left, bottom - top];
      const along = mark.points.map((point) => [x(point.x), y(point.y)] as const);
      // A picture of its own, which cuts the line off where it leaves the axes.
      const frame = {
        x: left,
        y: top,
        width,
        height,
        viewBox: [left, top, width, height].map(short).join(' '),
      };
      return shape('svg', frame, shape('path', { d: path(along), fill: 'none', ...strokeOf(mark) }));
    }
    case 'shade': {
      const edge = y(chart.y.domain[mark.side === 'above' ? 1 : 0]);
      const along = mark.points.map((point) => [x(point.x), y(point.y)] as const);
      const back = [...along].reverse().map(([at]) => [at, edge] as const);
      return shape('path', {
        d: path([...along, ...back], 'Z'),
        fill: 'var(--against)',
        'fill-opacity': 0.08,
      });
    }
    case 'square': {
      const [from, to] = [x(mark.x - 0.5), x(mark.x + 0.5)];
      const [high, low] = [y(mark.y + 0.5), y(mark.y - 0.5)];
      const box = { x: from + 1, y: high + 1, width: to - from - 2, height: low - high - 2 };
      return shape('rect', { ...box, rx: 3, fill: mark.color, 'fill-opacity': mark.opacity });
    }
    default:
      return mark satisfies never;
  }
};

const axes = ({ chart, left, right, top, bottom, x, y }: Frame): Html => {
  const rule = (from: readonly [number, number], to: readonly [number, number]): Html =>
    shape('path', { d: path([from, to]), stroke: 'var(--rule)' });
  const across = chart.x.ticks.map((tick) => {
    const at = x(tick.at);
    const foot = chart.x.marks === 'grid' ? top : bottom + 4;
    return html`${chart.x.marks === undefined ? null : rule([at, bottom], [at, foot])}${shape('text', { x: at, y: bottom + 15 }, tick.text)}`;
  });
  const up = chart.y.ticks.map((tick) => {
    const place = { x: left - 9, y: y(tick.at), dy: '0.32em', 'text-anchor': 'end' };
    const line = chart.y.marks === 'grid' ? rule([left, y(tick.at)], [right, y(tick.at)]) : null;
    return html`${line}${shape('text', place, tick.text)}`;
  });
  const label = { x: (left + right) / 2, y: chart.height - 5, 'font-style': 'italic' };
  return html`${across}${up}${chart.x.label === undefined ? null : shape('text', label, chart.x.label)}`;
};

/** Narrower than this a drawing shrinks with the page; a wider one scrolls, or its words could not be read. */
const SHRINKS_UP_TO = 360;

/** The chart as a figure: SVG with a title and a description, in the colors of the page, light or dark. */
export const drawn = (chart: Chart): Html => {
  const { id, title, description, caption, width, height, marks } = chart;
  const frame = frameOf(chart);
  const names = [anchor(id, 'title'), anchor(id, 'description')];
  const wide = width > SHRINKS_UP_TO;
  const picture = shape(
    'svg',
    {
      ...{
        viewBox: `0 0 ${width} ${height}`,
        width,
        height,
        role: 'img',
        'aria-labelledby': names.join(' '),
      },
      ...{ 'text-anchor': 'middle', fill: 'currentColor' },
      ...(wide && { class: 'wide', style: `min-width:${Math.round(width * 0.9)}px` }),
    },
    html`<title id="${names[0]!}">${title}</title><desc id="${names[1]!}">${description}</desc>${axes(frame)}${marks.map((mark) => drawnMark(mark, frame))}`,
  );
  const scrolling = { class: 'scroll', role: 'region', tabindex: '0', 'aria-label': title };
  return html`
<figure class="panel">${caption === '' ? null : html`<figcaption>${caption}</figcaption>`}${wide ? element('div', scrolling, picture) : picture}</figure>`;
};
