import type { CurvesExhibit, GrowthExhibit } from '../../evidence/outcomes/exhibit.ts';
import { fitPowerLaw } from '../../numerics/statistics/powerLaw.ts';
import { type Estimate, exponentAcrossRuns, type Runs } from '../fits/acrossRuns.ts';
import { type LazyRun, type Measured, quantities } from './lazyRuns.ts';

/** The shown intervals' chance of error; verdicts are decided at α. */
export const SHOWN = 0.01;

/** The exponent that the paper speaks of. */
export const predicted: Readonly<Record<keyof Measured, number>> = {
  gradientNorm: 0.5,
  eta: -1,
  relative: -0.5,
};

const powerInWords: Readonly<Record<keyof Measured, string>> = {
  gradientNorm: '√d',
  eta: '1/d',
  relative: '1/√d',
};

/** One quantity, by d and then by run. */
export const valuesOf = (
  runs: readonly LazyRun[],
  dimensions: readonly number[],
  key: keyof Measured,
): Runs => dimensions.map((d) => runs.filter((run) => run.d === d).map((run) => run[key]));

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Curves against d, one for each name, with bars from the least to the greatest run, and the paper's order through the first curve. */
export const curvesAgainstD = (
  named: readonly { readonly name: string; readonly runs: readonly LazyRun[] }[],
  dimensions: readonly number[],
  what: string,
): readonly CurvesExhibit[] =>
  quantities.map(({ key, name }) => {
    const seriesOf = (runs: readonly LazyRun[]) =>
      valuesOf(runs, dimensions, key).map((values, i) => ({
        x: dimensions[i]!,
        y: mean(values),
        lower: values.length < 2 ? null : Math.min(...values),
        upper: values.length < 2 ? null : Math.max(...values),
      }));
    const first = seriesOf(named[0]!.runs);
    const scale = fitPowerLaw(
      dimensions,
      first.map(({ x, y }) => y / x ** predicted[key]),
    );
    const through = scale.factor * Math.exp(scale.exponent * mean(dimensions.map(Math.log)));
    return {
      kind: 'curves',
      title: `${name} against d, ${what}`,
      x: { label: 'd', scale: 'log' },
      y: { label: name, scale: 'log' },
      series: named.map(({ name: series, runs }) => ({ name: series, points: seriesOf(runs) })),
      lines: [
        {
          name: `${powerInWords[key]}, scaled to the first curve`,
          points: dimensions.map((x) => ({ x, y: through * x ** predicted[key] })),
        },
      ],
      bars: 'from the least to the greatest run; points are means over runs of means over test images',
    };
  });

/** The exponents against d, where there are runs enough for an interval. */
export const exponentExhibits = (
  runs: readonly LazyRun[],
  dimensions: readonly number[],
): readonly GrowthExhibit[] =>
  quantities.flatMap(({ key, name }): readonly GrowthExhibit[] => {
    const fit: Estimate = exponentAcrossRuns(dimensions, valuesOf(runs, dimensions, key), SHOWN);
    if (fit.degrees === 0) return [];
    const { estimate, lower, upper } = fit;
    return [
      {
        kind: 'growth',
        of: name,
        against: 'd',
        exponent: { estimate, lower, upper },
        confidence: 1 - SHOWN,
        predicted: predicted[key],
        drift: lower > 0 ? 'grows' : upper < 0 ? 'shrinks' : 'undecided',
        range: { from: dimensions[0]!, to: dimensions.at(-1)! },
      },
    ];
  });
