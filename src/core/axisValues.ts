import { faultOf, isPossible, possibleValues, valueNamed } from './axisFault.ts';
import { FormulaError, parseFormula } from './formula/formula.ts';
import { UsageError } from './run/usageError.ts';
import type { Axis } from './theorem.ts';

/** The values that were asked of some axes, by symbol: numbers, or formulas in the axes before, such as `d^2.4`. */
export type AskedAxes = Readonly<Record<string, readonly (number | string)[] | undefined>>;

/** Formulas for a count are rounded up, with this relative room: 32^2.4 is 4095.9999999999986 and means 4096. */
const COUNT_SLACK = 1e-9;

const wholeFrom = (value: number): number => {
  const near = Math.round(value);
  return Math.max(1, Math.abs(value - near) <= COUNT_SLACK * value ? near : Math.ceil(value));
};

/**
 * The value that an entry gives an axis, where the axes before it have the values of `before`.
 *
 * Throws: `UsageError` for a value that the axis cannot have, and for a formula that cannot be read or refers to another name.
 */
export const valueAt = (
  axis: Axis,
  entry: number | string,
  before: Readonly<Record<string, number>>,
): number => {
  const { symbol, says, kind } = axis;
  if (typeof entry === 'number') {
    const wrong = faultOf(axis, entry);
    if (wrong === null) return entry;
    throw new UsageError(`--${symbol} ${wrong}`);
  }
  const named = valueNamed(axis, entry);
  if (named !== undefined) return named;
  let value: number;
  try {
    value = parseFormula(entry).evaluate(before);
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    if (axis.values !== undefined)
      throw new UsageError(
        `--${symbol} ${entry} is not ${/^[aeiou]/i.test(says) ? 'an' : 'a'} ${says}; give ${possibleValues(axis)}`,
      );
    const names = Object.keys(before).join(', ') || 'none';
    throw new UsageError(
      `--${symbol} ${entry}: ${error.message} (the names that a ${says} may use: ${names})`,
    );
  }
  const atLeastOne = Number.isFinite(value) && value >= 1 - COUNT_SLACK;
  const found = kind === 'count' && atLeastOne ? wholeFrom(value) : value;
  if (isPossible(axis, found)) return found;
  const at = Object.entries(before).map(([name, one]) => `${name} = ${one}`);
  const where = at.length === 0 ? '' : ` at ${at.join(', ')}`;
  throw new UsageError(`--${symbol} ${entry} is ${value}${where}; a ${says} takes ${possibleValues(axis)}`);
};
