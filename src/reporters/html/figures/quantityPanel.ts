import * as Plot from '@observablehq/plot';
import type { ClaimReport } from '../../../evidence/outcomes/report.ts';
import { count, significant } from '../../numbers.ts';
import { tone } from '../../words.ts';
import type { Against } from './axes.ts';
import type { Axis } from './axis.ts';
import { otherSide, theory } from './bound.ts';
import { type Drawing, roomy } from './drawing.ts';
import { inner, inWords, type Seen, size } from './seen.ts';

/** A tick in words: whole numbers with their thousands set off. */
const number = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e6 ? count(value) : significant(value);

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

/** One panel of a quantity against d or m: the theory's line, and for each cell its ends over the draws. */
export const quantityPanel = (
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
