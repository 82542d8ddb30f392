import type { Reading } from '../../claims/claim.ts';
import type {
  CalibratedConstant,
  ConstantChapter,
  ConstantDrift,
  ConstantLaw,
} from '../outcomes/constants.ts';
import { twelveDigits, twelveDigitsDown, twelveDigitsUp } from '../outcomes/decimals.ts';
import type { CurvesExhibit, Exhibit, TableExhibit } from '../outcomes/exhibit.ts';
import { conclusionOf } from './conclusion.ts';
import { type Calibrated, type DriftAxis, driftsOf, placeOn } from './drifts.ts';
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
  readonly gamma: readonly number[];
  readonly alpha: number;
  readonly seed: string;
  readonly replay: string;
  /** Axes that mean nothing here, such as C0 for a constant that *is* a radius. */
  readonly without?: readonly DriftAxis[];
  /** What is known besides, without a draw. */
  readonly exhibits?: readonly Exhibit[];
  /** What a comparison with the source means, in a clause. */
  readonly remark?: string;
}

const calibratedAt = (measured: Measured, sample: Sample, gamma: number): Calibrated => {
  const { lower, upper } = boundsOf(sample, measured.safe, gamma, measured.alpha);
  const exact = sample.exact?.(gamma) ?? null;
  const notes = (['lower', 'upper'] as const).flatMap((side) =>
    (side === 'lower' ? lower : upper) === null ? [`no ${side} bound: ${sample.whyMissing(side)}`] : [],
  );
  const without = measured.without ?? [];
  const constant: CalibratedConstant = {
    name: measured.name,
    claim: measured.claim,
    d: without.includes('d') ? null : sample.d,
    m: without.includes('m') ? null : sample.m,
    C0: without.includes('C0') ? null : sample.C0,
    gamma,
    trials: sample.trialsAt?.(gamma) ?? sample.trials,
    lower: lower === null ? null : twelveDigitsDown(lower),
    upper: upper === null ? null : twelveDigitsUp(upper),
    alpha: measured.alpha,
    exact: exact === null ? null : twelveDigits(exact),
    note: notes.length === 0 ? null : notes.join('; '),
  };
  return { constant, sample, gamma };
};

const axisWord: Readonly<Record<DriftAxis, string>> = { d: 'd', m: 'm', C0: 'C0', gamma: 'γ' };

const tableOf = (title: string, constants: readonly CalibratedConstant[]): TableExhibit => {
  const exact = constants.some((one) => one.exact !== null);
  const notes = constants.some((one) => one.note !== null);
  return {
    kind: 'table',
    title,
    columns: [
      'd',
      'm',
      'C0',
      'γ',
      'trials',
      'at least',
      'at most',
      ...(exact ? ['exact'] : []),
      ...(notes ? ['note'] : []),
    ],
    rows: constants.map(({ d, m, C0, gamma, trials, lower, upper, exact: law, note }) => [
      d,
      m,
      C0,
      gamma,
      trials,
      lower,
      upper,
      ...(exact ? [law] : []),
      ...(notes ? [note] : []),
    ]),
  };
};

/** The middle of the bounds on log paper, or the one that is known. */
const middleOf = ({ lower, upper }: CalibratedConstant): number | null =>
  lower !== null && upper !== null && lower > 0 ? Math.sqrt(lower * upper) : (lower ?? upper);

/** The axis along which most is known, and a curve over it for everything else that differs. */
const curvesOf = (measured: Measured, all: readonly Calibrated[]): readonly CurvesExhibit[] => {
  const places = (axis: DriftAxis): number => new Set(all.map((one) => placeOn(one, axis))).size;
  const axes = (['C0', 'd', 'm', 'gamma'] as const).filter(
    (axis) => !(measured.without ?? []).includes(axis) && places(axis) > 1,
  );
  const x = axes.reduce<DriftAxis | null>(
    (best, axis) => (best === null || places(axis) > places(best) ? axis : best),
    null,
  );
  if (x === null) return [];
  const others = axes.filter((axis) => axis !== x);
  const series = new Map<string, Calibrated[]>();
  for (const one of all) {
    const name =
      others.map((axis) => `${axisWord[axis]} = ${placeOn(one, axis)}`).join(', ') || measured.name;
    series.set(name, [...(series.get(name) ?? []), one]);
  }
  return [
    {
      kind: 'curves',
      title: `${measured.name} of ${measured.claim} against ${axisWord[x]}`,
      x: { label: axisWord[x], scale: 'log' },
      y: { label: measured.name, scale: 'log' },
      series: [...series].map(([name, ones]) => ({
        name,
        points: ones
          .flatMap((one) => {
            const y = middleOf(one.constant);
            const { lower, upper } = one.constant;
            return y === null ? [] : [{ x: placeOn(one, x), y: twelveDigits(y), lower, upper }];
          })
          .sort((a, b) => a.x - b.x),
      })),
      lines:
        measured.printed === null
          ? []
          : [
              {
                name: `${measured.printed}, as printed or assumed`,
                points: [...new Set(all.map((one) => placeOn(one, x)))]
                  .sort((a, b) => a - b)
                  .map((at) => ({ x: at, y: measured.printed! })),
              },
            ],
      bars: `confidence bounds, each wrong with chance at most ${measured.alpha}; an end without a bar is not known`,
    },
  ];
};

const driftExhibit = (drift: ConstantDrift): readonly Exhibit[] =>
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

const lawExhibit = ({ formula, fits, points }: ConstantLaw): TableExhibit => ({
  kind: 'table',
  title: `${formula}, fitted to the middles of the bounds: ${fits ? 'it lies within all of them' : 'it does not lie within all of them'}`,
  columns: ['at', 'at least', 'at most', 'fitted', 'off the middle, %'],
  rows: points.map(({ at, lower, upper, fitted }) => [
    at,
    lower,
    upper,
    fitted,
    lower === null || upper === null ? null : twelveDigits(100 * ((2 * fitted) / (lower + upper) - 1)),
  ]),
});

/** `m = 4000, γ = 0.2` without the axes that mean nothing here. */
const withoutAxes = (at: string, without: readonly DriftAxis[]): string =>
  at
    .split(', ')
    .filter((part) => !without.some((axis) => part.startsWith(`${axisWord[axis]} = `)))
    .join(', ');

/** Everything that is to be said of one constant, from its draws. */
export const chapterOf = (measured: Measured): ConstantChapter => {
  const { name, claim, reading, says, safe, samples, gamma, seed, replay, terms } = measured;
  const all = samples.flatMap((sample) => gamma.map((rate) => calibratedAt(measured, sample, rate)));
  const without = measured.without ?? [];
  const drift = driftsOf(all, safe, seed)
    .filter(({ against }) => !without.includes(against))
    .map((one) => ({ ...one, at: withoutAxes(one.at, without) }));
  const law = lawOf(name, all, terms);
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
    exhibits: [
      tableOf(`${name} of ${claim}`, constants),
      ...curvesOf(measured, all),
      ...drift.flatMap(driftExhibit),
      ...(law === null ? [] : [lawExhibit(law)]),
      ...(measured.exhibits ?? []),
    ],
    replay,
  };
};
