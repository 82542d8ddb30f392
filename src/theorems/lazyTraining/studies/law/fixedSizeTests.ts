import type { Tally } from '../../../../core/judge/tally.ts';
import type { Verdict } from '../../../../core/judge/verdict.ts';
import { twelveDigits, twelveDigitsUp } from '../../../../core/report/decimals.ts';
import type { CurvePoint, CurvesFigure, TestFigure } from '../../../../core/report/figure.ts';

/** A test before the false-alarm rate is shared out. */
export type PlainTest = Omit<TestFigure, 'kind' | 'alpha'>;

/** What tests of fixed size say together. */
export interface TestsTogether {
  readonly verdict: Extract<Verdict, 'refuted' | 'consistent'>;
  readonly tally: Tally;
  /** The smallest p-value times the number of tests, at most 1. */
  readonly pValue: number;
  readonly figures: readonly TestFigure[];
}

/** What an underflow leaves of a p-value: it is never printed as less than it is. */
const LEAST = 2 ** -1022;

/**
 * Each test is held at an equal share of `alpha`, so that a true statement is refuted with probability at most `alpha` however the
 * tests depend on each other (Bonferroni). A test that passes excludes nothing.
 */
export const testsTogether = (tests: readonly PlainTest[], alpha: number): TestsTogether => {
  const figures = tests.map(
    (test): TestFigure => ({
      ...test,
      kind: 'test',
      statistic: twelveDigits(test.statistic),
      pValue: Math.min(1, twelveDigitsUp(Math.max(LEAST, test.pValue))),
      alpha: alpha / tests.length,
    }),
  );
  const violated = figures.filter((test) => test.pValue <= test.alpha).length;
  return {
    verdict: violated > 0 ? 'refuted' : 'consistent',
    tally: { violated, certified: 0, unresolved: tests.length - violated, skipped: 0 },
    pValue: Math.min(1, tests.length * Math.min(1, ...figures.map(({ pValue }) => pValue))),
    figures,
  };
};

/** A p-value in a sentence: two digits, rounded up. */
export const inWords = (pValue: number): string =>
  pValue <= LEAST * 8 ? 'p < 1e-300' : `p = ${Number((pValue * (1 + 1e-12)).toPrecision(2))}`;

const MOST_POINTS = 64;

/** The empirical distribution function of a sample, at up to 64 of its steps. */
const stepsOf = (sample: ArrayLike<number>): CurvePoint[] => {
  const sorted = Float64Array.from(sample).sort();
  const n = sorted.length;
  const ranks = new Set(
    Array.from({ length: Math.min(n, MOST_POINTS) }, (_, i) =>
      Math.ceil(((i + 1) * n) / Math.min(n, MOST_POINTS)),
    ),
  );
  return [...ranks].map((rank) => ({
    x: twelveDigits(sorted[rank - 1]!),
    y: twelveDigits(rank / n),
    lower: null,
    upper: null,
  }));
};

/** The empirical distribution functions of samples, side by side. */
export const empiricalCurves = (
  title: string,
  label: string,
  samples: readonly { readonly name: string; readonly values: ArrayLike<number> }[],
): CurvesFigure => ({
  kind: 'curves',
  title,
  x: { label, scale: 'linear' },
  y: { label: 'share at or below', scale: 'linear' },
  series: samples.map(({ name, values }) => ({ name, points: stepsOf(values) })),
  lines: [],
  bars: null,
});
