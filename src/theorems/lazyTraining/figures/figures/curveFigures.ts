import type { CurvePoint, CurvesFigure, GrowthFigure } from '../../../../core/report/figure.ts';
import { mean } from '../../../../numerics/statistics/mean.ts';
import { type Estimate, exponentAcrossRuns, type Runs } from '../fits/acrossRuns.ts';
import { type LazyRun, type Measured, type Quantity, quantities } from './lazyRuns.ts';

/** The shown intervals' chance of error; verdicts are decided at α. */
export const SHOWN = 0.01;

/** The exponent that the paper speaks of. */
export const predicted: Readonly<Record<keyof Measured, number>> = {
  gradientNorm: 0.5,
  eta: -1,
  relative: -0.5,
  length: -0.5,
};

const powerInWords: Readonly<Record<keyof Measured, string>> = {
  gradientNorm: '√d',
  eta: '1/d',
  relative: '1/√d',
  length: '1/√d',
};

/** One quantity, by d and then by run. */
export const valuesOf = (
  runs: readonly LazyRun[],
  dimensions: readonly number[],
  key: keyof Measured,
): Runs => dimensions.map((d) => runs.filter((run) => run.d === d).map((run) => run[key]));

/** Whether a measured value can be fitted on log-log paper: a mean over no image cannot, and neither can the gradient of a network that is off. */
export const hasLogarithm = (value: number): boolean => value > 0 && Number.isFinite(value);

/** Why some of these values have no logarithm, as a clause. */
export const whyUnknown = (values: readonly number[], key: keyof Measured): string =>
  values.some(Number.isNaN)
    ? 'no step flips any image'
    : `${quantities.find((one) => one.key === key)?.name ?? '‖δ‖'} is 0`;

/** Why these runs have no exponent: one clause that names the dimensions; null where they have one. */
export const whyNoExponent = (
  dimensions: readonly number[],
  runs: Runs,
  key: keyof Measured,
): string | null => {
  const unknown = runs.flat().filter((value) => !hasLogarithm(value));
  if (unknown.length === 0) return null;
  const at = dimensions.filter((_, i) => !runs[i]!.every(hasLogarithm));
  return `at d = ${at.join(', ')} ${whyUnknown(unknown, key)} in some run`;
};

type Line = CurvesFigure['lines'][number];

/** The paper's order, scaled to the middle of a curve on log-log paper. */
const orderThrough = (
  { name, points }: CurvesFigure['series'][number],
  dimensions: readonly number[],
  key: keyof Measured,
): Line => {
  const factor = Math.exp(mean(points.map(({ x, y }) => Math.log(y / x ** predicted[key]))));
  return {
    name: `${powerInWords[key]}, scaled to ${name}`,
    points: dimensions.map((x) => ({ x, y: factor * x ** predicted[key] })),
  };
};

/**
 * Curves against d, one for each name, with bars from the least to the greatest run, and the paper's order through the first curve that has
 * two points.
 *
 * Left out are points at which a run has no logarithm, series without a point, and charts without a series.
 */
export const curvesAgainstD = (
  named: readonly { readonly name: string; readonly runs: readonly LazyRun[] }[],
  dimensions: readonly number[],
  what: string,
  shown: 'all networks' | 'networks that left their ball',
  of: readonly Quantity[] = quantities,
): readonly CurvesFigure[] =>
  of.flatMap(({ key, name }): readonly CurvesFigure[] => {
    const pointsOf = (runs: readonly LazyRun[]): readonly CurvePoint[] =>
      valuesOf(runs, dimensions, key).flatMap((values, i) => {
        if (values.length === 0 || !values.every(hasLogarithm)) return [];
        const [lower, upper] =
          values.length === 1 ? [null, null] : [Math.min(...values), Math.max(...values)];
        return [{ x: dimensions[i]!, y: mean(values), lower, upper }];
      });
    const series = named
      .map(({ name: curve, runs }) => ({ name: curve, points: pointsOf(runs) }))
      .filter(({ points }) => points.length > 0);
    if (series.length === 0) return [];
    const first = series.find(({ points }) => points.length > 1);
    return [
      {
        kind: 'curves',
        title: `${name} against d, ${what}`,
        x: { label: 'd', scale: 'log' },
        y: { label: name, scale: 'log' },
        series,
        lines: first === undefined ? [] : [orderThrough(first, dimensions, key)],
        bars: `from the least to the greatest run; points are means over runs of means over test images${shown === 'all networks' ? '' : `; shown are ${shown}`}`,
      },
    ];
  });

/** The exponents against d, where there are runs enough for an interval and each of them has a logarithm; `at`: at which C0, where there are several. */
export const exponentFigures = (
  runs: readonly LazyRun[],
  dimensions: readonly number[],
  at: string | null,
  shown: readonly Quantity[] = quantities,
): readonly GrowthFigure[] =>
  shown.flatMap(({ key, name }): readonly GrowthFigure[] => {
    const values = valuesOf(runs, dimensions, key);
    if (whyNoExponent(dimensions, values, key) !== null) return [];
    const fit: Estimate = exponentAcrossRuns(dimensions, values, SHOWN);
    if (fit.degrees === 0) return [];
    const { estimate, lower, upper } = fit;
    return [
      {
        kind: 'growth',
        of: at === null ? name : `${name} at ${at}`,
        against: 'd',
        exponent: { estimate, lower, upper },
        confidence: 1 - SHOWN,
        predicted: predicted[key],
        drift: lower > 0 ? 'grows' : upper < 0 ? 'shrinks' : 'undecided',
        range: { from: dimensions[0]!, to: dimensions.at(-1)! },
      },
    ];
  });
