import { twelveDigits, twelveDigitsDown, twelveDigitsUp } from '../../../../core/report/decimals.ts';
import type { CurvesFigure, TableFigure } from '../../../../core/report/figure.ts';
import { asWritten, rational, times, toNumber } from '../../../../numerics/exact/rational.ts';
import { widthWindow } from '../../claims/widthWindow.ts';
import {
  emptyDimensions,
  leastC4,
  leastWidth,
  MOST_DEMANDING,
  windowIsEmpty,
} from '../../network/widthWindow.ts';
import type { LazyStudy, Place } from '../lazyStudy.ts';

/** Dimensions a reader may ask for: squares down-sampled images have, and powers of ten on either side of the worst. */
const SHOWN = [
  1,
  2,
  3,
  5,
  10,
  25,
  49,
  100,
  196,
  400,
  784,
  3072,
  MOST_DEMANDING,
  100_000,
  150_528,
  1e6,
  3e6,
  1e7,
];

/** An integer as a number where that is exact, else as its digits. */
const counted = (n: bigint): number | string => (n <= 2n ** 53n ? Number(n) : n.toString());

const needs = (d: number): number => twelveDigitsUp(toNumber(leastC4(d).high));

/** ⌊C4 exp(d^0.24)⌋, the largest width, as a fraction rounded down: both ends agree unless the value is a whole number. */
const mostWidth = (d: number, C4: number): bigint => {
  const { high } = leastC4(d, 192);
  const most = times(
    asWritten(C4),
    times(rational(leastWidth(d)), rational(high.denominator, high.numerator)),
  );
  return most.numerator / most.denominator;
};

const gapTable = (C4: number, empty: ReturnType<typeof emptyDimensions>): TableFigure => ({
  kind: 'table',
  title: `dimensions whose window is empty at C4 = ${C4}`,
  columns: ['first empty d', 'last empty d', 'least width there', 'largest width there'],
  rows:
    empty === null
      ? [['none', 'none', null, null]]
      : [[empty.first, empty.last, counted(leastWidth(empty.first)), counted(mostWidth(empty.first, C4))]],
});

const needsTable = (dimensions: readonly number[], C4: number): TableFigure => ({
  kind: 'table',
  title: 'the least C4 that leaves the window of a dimension a width',
  columns: ['d', 'least width ⌈d^2.4⌉', 'least C4', `window at C4 = ${C4}`],
  rows: dimensions.map((d) => [
    d,
    counted(leastWidth(d)),
    needs(d),
    windowIsEmpty(d, asWritten(C4)) ? 'empty' : 'not empty',
  ]),
});

const needsCurve = (end: number, C4: number): CurvesFigure => {
  const dimensions: number[] = [];
  for (let step = 0; step <= 28; step++) {
    const d = Math.round(10 ** (step / 4));
    if (d <= end && !dimensions.includes(d)) dimensions.push(d);
  }
  return {
    kind: 'curves',
    title: 'the least C4 that leaves the window of a dimension a width',
    x: { label: 'd', scale: 'log' },
    y: { label: 'least C4', scale: 'log' },
    series: [
      {
        name: '⌈d^2.4⌉ / exp(d^0.24)',
        points: dimensions.map((d) => ({ x: d, y: twelveDigits(needs(d)), lower: null, upper: null })),
      },
    ],
    lines: [
      {
        name: `C4 = ${C4}`,
        points: [
          { x: 1, y: C4 },
          { x: end, y: C4 },
        ],
      },
    ],
    bars: null,
  };
};

const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

const place = (d: number, C4: number): Place => ({ d, m: 1, C0: 1, gamma: null, constants: { C4 } });

/** All dimensions up to the place's d, by exact arithmetic: the gap is one interval, and bisection finds its ends. */
export const widthWindowStudy: LazyStudy = {
  statement: widthWindow,
  axes: ['d'],
  places: {
    quick: [1, 1e3, 1e6].map((C4) => place(1e7, C4)),
    standard: [1, 10, 100, 1e3, 1e4, 1e5, 453_999, 454_000, 1e6].map((C4) => place(1e7, C4)),
    full: [1, 2, 5, 10, 100, 1e3, 1e4, 1e5, 453_999, 454_000, 1e6].flatMap((C4) =>
      [784, 1e7].map((d) => place(d, C4)),
    ),
  },
  regime: () => 'inside',
  seconds: () => 1,
  judge: async ({ d, constants }) => {
    const C4 = constants.C4 ?? 1;
    const empty = emptyDimensions(asWritten(C4));
    const last = empty === null ? 0 : Math.min(d, empty.last);
    const violated = empty === null ? 0 : Math.max(0, last - empty.first + 1);
    const shown = SHOWN.filter((shownD) => shownD <= d);
    const upTo = `d ≤ ${grouped(d)}`;
    const peak = needs(Math.min(d, MOST_DEMANDING));
    return {
      verdict: violated > 0 ? 'refuted' : 'supported',
      tally: { violated, certified: d - violated, unresolved: 0, skipped: 0 },
      error: 0,
      because:
        violated > 0
          ? `at C4 = ${C4} no width lies in the window for any d from ${grouped(empty!.first)} to ${grouped(last)}${
              d > last ? ', and some width does for every other d' : ''
            }; C4 = ${grouped(Math.ceil(peak))} would do for all ${upTo}`
          : `at C4 = ${C4} the window holds a width for every ${upTo}, since none needs more than C4 = ${grouped(Math.ceil(peak))}`,
      margin: null,
      // The least C4 rounded down: every value up to it leaves a dimension without a width.
      ...(violated > 0 && {
        excludes: {
          C4: { atLeast: null, atMost: twelveDigitsDown(toNumber(leastC4(Math.min(d, MOST_DEMANDING)).low)) },
        },
      }),
      figures: [gapTable(C4, empty), needsTable(shown, C4), needsCurve(d, C4)],
    };
  },
};
