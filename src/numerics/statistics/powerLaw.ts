import { requireFinite } from './internal/require.ts';

/** value = factor · size^exponent. */
export interface PowerLaw {
  readonly exponent: number;
  readonly factor: number;
  /** log(value) − log(fitted value), point by point. */
  readonly residuals: readonly number[];
}

const requirePositive = (where: string, name: string, values: ArrayLike<number>): void => {
  requireFinite(where, name, values);
  for (let i = 0; i < values.length; i++) {
    if (!(values[i]! > 0)) {
      throw new RangeError(
        `${where}: expected ${name} above 0, got ${values[i]} at index ${i}; a power law speaks of positive numbers.`,
      );
    }
  }
};

/**
 * The weights c_i for which Σ c_i log(value_i) is the least-squares exponent over these sizes; they add up to
 * 0.
 *
 * Throws: `RangeError` unless the sizes are positive and at least two of them differ.
 */
export const exponentWeights = (sizes: ArrayLike<number>): Float64Array => {
  requirePositive('exponentWeights', 'sizes', sizes);
  const logs = Float64Array.from(sizes, Math.log);
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const offsets = logs.map((log) => log - mean);
  const square = offsets.reduce((sum, offset) => sum + offset * offset, 0);
  if (!(square > 0)) {
    throw new RangeError(
      `exponentWeights: expected at least two different sizes, got ${Array.from(sizes).join(', ')}; take a longer path.`,
    );
  }
  return offsets.map((offset) => offset / square);
};

/**
 * The power law nearest to the points on log-log paper, in the sense of least squares.
 *
 * Throws: `RangeError` unless there are as many sizes as values, all positive, and at least two sizes that
 * differ.
 *
 * @example
 * fitPowerLaw([1, 10, 100], [3, 30, 300]); // exponent 1, factor 3
 */
export const fitPowerLaw = (sizes: ArrayLike<number>, values: ArrayLike<number>): PowerLaw => {
  if (sizes.length !== values.length) {
    throw new RangeError(
      `fitPowerLaw: expected as many values as sizes, got ${values.length} and ${sizes.length}; pair them.`,
    );
  }
  const weights = exponentWeights(sizes);
  requirePositive('fitPowerLaw', 'values', values);
  let exponent = 0;
  let level = 0;
  for (let i = 0; i < weights.length; i++) exponent += weights[i]! * Math.log(values[i]!);
  for (let i = 0; i < weights.length; i++)
    level += (Math.log(values[i]!) - exponent * Math.log(sizes[i]!)) / weights.length;
  const residuals = Array.from(
    values,
    (value, i) => Math.log(value) - level - exponent * Math.log(sizes[i]!),
  );
  return { exponent, factor: Math.exp(level), residuals };
};
