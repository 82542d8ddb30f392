import { FormulaError, parseFormula } from '../../claims/formula.ts';
import { UsageError } from './usageError.ts';

/** The axes of a grid, crossed; `m` entries are numbers or formulas in d, such as `d^2.4`. */
export interface Axes {
  readonly d: readonly number[];
  readonly m: readonly string[];
  readonly C0: readonly number[];
  readonly gamma: readonly number[];
}

/** Formulas in m are rounded up, with this relative room: 32^2.4 is 4095.9999999999986 in f64 and means 4096. */
const WIDTH_SLACK = 1e-9;

/** Beyond these no draw has been thought through; memory ends far earlier on most machines. */
export const LARGEST_DIMENSION = 1e8;

/** The width that `text`, a number or a formula in d, gives at this d. Throws: `UsageError`. */
export const widthAt = (text: string, d: number): number => {
  let value: number;
  try {
    value = parseFormula(text).evaluate({ d });
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    throw new UsageError(`--m ${text}: ${error.message} (the only name a width may use is d)`);
  }
  if (!Number.isFinite(value) || value < 1 - WIDTH_SLACK)
    throw new UsageError(
      `--m ${text} is ${value} at d = ${d}; a width must be a finite number of at least 1`,
    );
  const near = Math.round(value);
  return Math.max(1, Math.abs(value - near) <= WIDTH_SLACK * value ? near : Math.ceil(value));
};

/** Throws: `UsageError` unless every entry of the axes is a value a cell can have. */
export const requireAxes = (axes: Partial<Axes>): void => {
  for (const d of axes.d ?? [])
    if (!Number.isInteger(d) || d < 1 || d > LARGEST_DIMENSION)
      throw new UsageError(`--d ${d} is no dimension; give whole numbers from 1 to ${LARGEST_DIMENSION}`);
  for (const C0 of axes.C0 ?? [])
    if (!(Number.isFinite(C0) && C0 >= 0))
      throw new UsageError(`--C0 ${C0} is no radius factor; give finite numbers of at least 0`);
  for (const gamma of axes.gamma ?? [])
    if (!(gamma > 0 && gamma < 1))
      throw new UsageError(`--gamma ${gamma} is no failure rate; give numbers strictly between 0 and 1`);
};
