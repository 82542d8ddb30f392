import type { Reading } from '../claim.ts';
import type { CalibratedConstant, ConstantChapter, ConstantDrift } from '../report/constants.ts';
import { twelveDigits, twelveDigitsDown, twelveDigitsUp } from '../report/decimals.ts';
import type { CurvesFigure, Figure } from '../report/figure.ts';
import type { Axis } from '../theorem.ts';
import { conclusionOf } from './conclusion.ts';
import { type Calibrated, driftsOf, labelOf } from './drifts.ts';
import { lawOf, type Term } from './laws.ts';
import { boundsOf, type Safe, type Sample } from './sample.ts';

/** A constant and the draws that calibrate it. */
export interface Measured {
  readonly name: string;
  readonly claim: string;
  readonly reading: Reading;
  /** What the constant is, in a clause. */
  readonly says: string;
  readonly safe: Safe;
  /** The value that the source prints or the harness assumes, where it is a number. */
  readonly printed: number | null;
  /** The terms of the simple law that is tried. */
  readonly terms: readonly Term[];
  readonly samples: readonly Sample[];
  /** The axes of its theorem, in their order. */
  readonly axes: readonly Axis[];
  /** The axis that is a failure rate, and its values: every sample serves all of them. Null where each sample has a rate of its own. */
  readonly rates: { readonly axis: string; readonly values: readonly number[] } | null;
  readonly alpha: number;
  readonly seed: string;
  readonly replay: string;
  /** Axes that mean nothing here, such as the size of a ball for a constant that *is* its radius. */
  readonly without?: readonly string[];
  /** What is known besides, without a draw. */
  readonly figures?: readonly Figure[];
  /** What a comparison with the source means, in a clause. */
  readonly remark?: string;
}

const calibratedAt = (measured: Measured, sample: Sample, rate: number): Calibrated => {
  const { lower, upper } = boundsOf(sample, measured.safe, rate, measured.alpha);
  const exact = sample.exact?.(rate) ?? null;
  const point = measured.rates === null ? sample.at : { ...sample.at, [measured.rates.axis]: rate };
  const notes = [
    ...(['lower', 'upper'] as const).flatMap((side) =>
      (side === 'lower' ? lower : upper) === null ? [`no ${side} bound: ${sample.whyMissing(side)}`] : [],
    ),
    ...(sample.cutShort === undefined || sample.cutShort === 0
      ? []
      : [
          `on ${sample.cutShort} of ${sample.trials} draws a budget ended the search for an attack: a stronger one may exist`,
        ]),
  ];
  const without = measured.without ?? [];
  const constant: CalibratedConstant = {
    name: measured.name,
    claim: measured.claim,
    at: Object.fromEntries(
      measured.axes.flatMap(({ symbol }) =>
        without.includes(symbol) || point[symbol] === undefined ? [] : [[symbol, point[symbol]]],
      ),
    ),
    trials: sample.trialsAt?.(rate) ?? sample.trials,
    lower: lower === null ? null : twelveDigitsDown(lower),
    upper: upper === null ? null : twelveDigitsUp(upper),
    alpha: measured.alpha,
    exact: exact === null ? null : twelveDigits(exact),
    note: notes.length === 0 ? null : notes.join('; '),
  };
  return { constant, sample, rate, point };
};

/** The middle of the bounds on log paper, or the one that is known. */
const middleOf = ({ lower, upper }: CalibratedConstant): number | null =>
  lower !== null && upper !== null && lower > 0 ? Math.sqrt(lower * upper) : (lower ?? upper);

/** The axis along which most is known, and a curve over it for everything else that differs. */
const curvesOf = (measured: Measured, all: readonly Calibrated[]): readonly CurvesFigure[] => {
  const places = ({ symbol }: Axis): number => new Set(all.map(({ point }) => point[symbol])).size;
  // Of axes with as many values, one that is not addressed comes first: its draws are shared.
  const inOrder = [
    ...measured.axes.filter(({ kind, addressed }) => addressed !== true && kind !== 'rate'),
    ...measured.axes.filter(({ addressed }) => addressed === true),
    ...measured.axes.filter(({ kind, addressed }) => addressed !== true && kind === 'rate'),
  ];
  const axes = inOrder.filter((axis) => !(measured.without ?? []).includes(axis.symbol) && places(axis) > 1);
  const x = axes.reduce<Axis | null>(
    (best, axis) => (best === null || places(axis) > places(best) ? axis : best),
    null,
  );
  if (x === null) return [];
  const others = axes.filter((axis) => axis !== x);
  const series = new Map<string, Calibrated[]>();
  for (const one of all) {
    const name =
      others.map((axis) => `${labelOf(axis)} = ${one.point[axis.symbol]}`).join(', ') || measured.name;
    series.set(name, [...(series.get(name) ?? []), one]);
  }
  return [
    {
      kind: 'curves',
      title: `${measured.name} of ${measured.claim} against ${labelOf(x)}`,
      x: { label: labelOf(x), scale: 'log' },
      y: { label: measured.name, scale: 'log' },
      series: [...series].map(([name, ones]) => ({
        name,
        points: ones
          .flatMap((one) => {
            const y = middleOf(one.constant);
            const { lower, upper } = one.constant;
            return y === null ? [] : [{ x: one.point[x.symbol]!, y: twelveDigits(y), lower, upper }];
          })
          .sort((a, b) => a.x - b.x),
      })),
      lines:
        measured.printed === null
          ? []
          : [
              {
                name: `${measured.printed}, as printed or assumed`,
                points: [...new Set(all.map((one) => one.point[x.symbol]!))]
                  .sort((a, b) => a - b)
                  .map((at) => ({ x: at, y: measured.printed! })),
              },
            ],
      bars: `confidence bounds, each wrong with chance at most ${measured.alpha}; an end without a bar is not known`,
    },
  ];
};

const driftFigure = (drift: ConstantDrift): readonly Figure[] =>
  drift.exponent === null
    ? []
    : [
        {
          kind: 'growth',
          of: `${drift.name} at ${drift.at}`,
          against: drift.against,
          exponent: { estimate: drift.exponent, lower: drift.lower!, upper: drift.upper! },
          confidence: drift.confidence,
          predicted: null,
          drift: drift.verdict,
          range: drift.range,
        },
      ];

/** `m = 4000, γ = 0.2` without the axes that mean nothing here. */
const withoutAxes = (at: string, without: readonly string[], axes: readonly Axis[]): string =>
  at
    .split(', ')
    .filter(
      (part) => !axes.some((axis) => without.includes(axis.symbol) && part.startsWith(`${labelOf(axis)} = `)),
    )
    .join(', ');

/** Everything that is to be said of one constant, from its draws. */
export const chapterOf = (measured: Measured): ConstantChapter => {
  const { name, claim, reading, says, safe, samples, rates, axes, seed, replay, terms } = measured;
  const all = samples.flatMap((sample) =>
    (rates?.values ?? [sample.rate!]).map((rate) => calibratedAt(measured, sample, rate)),
  );
  const without = measured.without ?? [];
  const drift = driftsOf(all, axes, safe, seed)
    .filter(({ against }) => !without.some((axis) => axis === against))
    .map((one) => ({ ...one, at: withoutAxes(one.at, without, axes) }));
  const law = lawOf(name, all, terms, axes);
  const constants = all.map(({ constant }) => constant);
  return {
    name,
    claim,
    reading,
    says,
    conclusion: conclusionOf({
      name,
      safe,
      printed: measured.printed,
      constants,
      drift,
      law,
      remark: measured.remark ?? null,
    }),
    constants,
    drift,
    law,
    figures: [...curvesOf(measured, all), ...drift.flatMap(driftFigure), ...(measured.figures ?? [])],
    replay,
  };
};
