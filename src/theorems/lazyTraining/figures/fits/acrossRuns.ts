import { mean } from '../../../../numerics/statistics/mean.ts';
import { exponentWeights } from '../../../../numerics/statistics/powerLaw.ts';
import { LEAST_ALPHA, studentQuantile } from './studentT.ts';

/** A number with its interval; the ends are infinite where nothing is known of the spread. */
export interface Estimate {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  /** Degrees of freedom of the spread. */
  readonly degrees: number;
}

/** The same number, measured by several runs at each of several sizes; runs are independent trainings. */
export type Runs = readonly (readonly number[])[];

/**
 * Σ c_i E(value at size i), with Student's interval at error α.
 *
 * The spread over runs is pooled: it is taken to be the same at every size, and values to be normal around their mean. One run a size
 * has no spread, and below the least α of Student's law nothing is known: the ends are then infinite.
 *
 * Throws: `RangeError` when a size has no run.
 */
export const combination = (weights: ArrayLike<number>, runs: Runs, alpha: number): Estimate => {
  if (runs.length !== weights.length || runs.some(({ length }) => length === 0))
    throw new RangeError(`combination: expected runs at each of ${weights.length} sizes`);
  let estimate = 0;
  let [squares, degrees, inflation] = [0, 0, 0];
  runs.forEach((values, i) => {
    const middle = mean(values);
    estimate += weights[i]! * middle;
    squares += values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
    degrees += values.length - 1;
    inflation += weights[i]! ** 2 / values.length;
  });
  if (degrees === 0 || alpha < LEAST_ALPHA)
    return { estimate, lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY, degrees };
  const half = studentQuantile(alpha, degrees) * Math.sqrt((squares / degrees) * inflation);
  return { estimate, lower: estimate - half, upper: estimate + half, degrees };
};

const logs = (runs: Runs): Runs => runs.map((values) => values.map(Math.log));

/**
 * The least-squares exponent of a positive quantity against size, with Student's interval over runs.
 *
 * It is the slope of the best line on log-log paper, whether or not the points lie on one; the interval speaks of its expectation over runs.
 */
export const exponentAcrossRuns = (sizes: readonly number[], runs: Runs, alpha: number): Estimate =>
  combination(exponentWeights(sizes), logs(runs), alpha);

/** What is known of a number: it lies between two others. */
export interface Bracket {
  readonly lower: number;
  readonly estimate: number;
  readonly upper: number;
}

/** The same for a quantity that each run brackets: each end of the interval takes the end of the bracket that moves it outward. */
export const bracketedCombination = (
  weights: ArrayLike<number>,
  runs: readonly (readonly Bracket[])[],
  alpha: number,
): Estimate => {
  const pick = (side: 'down' | 'up' | 'middle'): Runs =>
    runs.map((values, i) =>
      values.map(({ lower, estimate, upper }) => {
        if (side === 'middle') return Math.log(estimate);
        return Math.log(weights[i]! > 0 === (side === 'up') ? upper : lower);
      }),
    );
  const middle = combination(weights, pick('middle'), alpha);
  return {
    ...middle,
    lower: Math.min(middle.lower, combination(weights, pick('down'), alpha).lower),
    upper: Math.max(middle.upper, combination(weights, pick('up'), alpha).upper),
  };
};

/** The weights of a mean. */
export const equalWeights = (n: number): Float64Array => new Float64Array(n).fill(1 / n);
