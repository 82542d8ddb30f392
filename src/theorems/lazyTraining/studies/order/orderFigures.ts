import { twelveDigits, twelveDigitsDown, twelveDigitsUp } from '../../../../core/report/decimals.ts';
import type { Figure } from '../../../../core/report/figure.ts';
import { judging } from '../../../../numerics/statistics/growth.ts';
import type { OrderStudy, Stop, Trace } from './orderStudy.ts';

const down = (x: number | null): number | null => (x === null ? null : twelveDigitsDown(x));
const up = (x: number | null): number | null => (x === null ? null : twelveDigitsUp(x));

const sizeOf = (study: OrderStudy, stop: Stop): number => (study.against === 'd' ? stop.d : stop.m);

const growthFigure = (study: OrderStudy, { traced, growth }: Trace): Figure => ({
  kind: 'growth',
  of: `${study.symbol} / ${study.order.text}, ${traced.name}`,
  against: study.against,
  exponent: {
    estimate: twelveDigits(growth.exponent.estimate),
    lower: twelveDigitsDown(growth.exponent.lower),
    upper: twelveDigitsUp(growth.exponent.upper),
  },
  confidence: judging.confidence,
  predicted: study.little ? null : 0,
  drift: growth.drift,
  range: { from: growth.cells[0]!.size, to: growth.cells.at(-1)!.size },
});

/** The quantities themselves, with the claimed order drawn through the first point of each. */
const curvesFigure = (study: OrderStudy, traces: readonly Trace[]): Figure => ({
  kind: 'curves',
  title: `${study.of} along ${study.path.text}`,
  x: { label: study.against, scale: 'log' },
  y: { label: study.symbol, scale: 'log' },
  series: traces.map(({ traced, stops, growth }) => ({
    name: traced.name,
    points: growth.cells.map(({ size, estimate, lower, upper }, i) => {
      const order = study.order.at(stops[i]!);
      return {
        x: size,
        y: twelveDigits(estimate * order),
        lower: down(lower === null ? null : lower * order),
        upper: up(upper === null ? null : upper * order),
      };
    }),
  })),
  lines: traces.map(({ traced, stops, growth }) => ({
    name: `${study.order.text}, through the first point ${traced.name}`,
    points: stops.map((stop) => ({
      x: sizeOf(study, stop),
      y: twelveDigits(growth.cells[0]!.estimate * study.order.at(stop)),
    })),
  })),
  bars: 'confidence bounds of the median (Wilks)',
});

const knownAt = (study: OrderStudy, stop: Stop): readonly (number | null)[] =>
  study.known.map(({ at }) => {
    const value = at(stop);
    return value === null ? null : twelveDigits(value);
  });

const tableFigure = (study: OrderStudy, traces: readonly Trace[]): Figure => ({
  kind: 'table',
  title: `${study.symbol} / ${study.order.text}: medians over the draws, with their confidence bounds`,
  columns: [
    'd',
    'm',
    ...traces.flatMap(({ traced }) => [`${traced.name}: draws`, 'lower', 'median', 'upper']),
    ...study.known.map(({ name }) => name),
  ],
  rows: study.path.stops.map((stop) => [
    stop.d,
    stop.m,
    ...traces.flatMap(({ traced, stops, growth }) => {
      const cell = growth.cells[stops.indexOf(stop)];
      if (cell === undefined) return [null, null, null, null];
      const { lower, estimate, upper } = cell;
      return [traced.trials, down(lower), twelveDigits(estimate), up(upper)];
    }),
    ...knownAt(study, stop),
  ]),
});

/** What the law alone says, where no draw reaches. */
const beyondFigure = (study: OrderStudy): readonly Figure[] =>
  study.beyond.length === 0
    ? []
    : [
        {
          kind: 'table',
          title: `${study.symbol}: what its law says beyond the path, without a draw`,
          columns: ['d', 'm', ...study.known.map(({ name }) => name)],
          rows: study.beyond.map((stop) => [stop.d, stop.m, ...knownAt(study, stop)]),
        },
      ];

/** The exponents, the curves and the tables of a study. */
export const figuresOf = (study: OrderStudy, traces: readonly Trace[]): readonly Figure[] => [
  ...traces.map((trace) => growthFigure(study, trace)),
  curvesFigure(study, traces),
  tableFigure(study, traces),
  ...beyondFigure(study),
];
