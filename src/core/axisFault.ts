import type { Axis, Point } from './theorem.ts';

/** Whether an axis can have this value. */
export const isPossible = (axis: Axis, value: number): boolean => {
  const { kind, values, most = values?.length ?? Number.POSITIVE_INFINITY } = axis;
  if (kind === 'rate') return value > 0 && value < 1;
  if (kind === 'real') return Number.isFinite(value) && value >= 0;
  return Number.isInteger(value) && value >= 1 && value <= most;
};

/** What values an axis can have, in words. */
export const possibleValues = ({ kind, most, values }: Axis): string => {
  if (values !== undefined) return `one of ${values.join(', ')}`;
  if (kind === 'rate') return 'numbers strictly between 0 and 1';
  if (kind === 'real') return 'finite numbers of at least 0';
  return most === undefined ? 'whole numbers of at least 1' : `whole numbers from 1 to ${most}`;
};

/** The value that a name stands for, on an axis whose values have names; undefined where it is none of them. */
export const valueNamed = ({ values = [] }: Axis, name: string): number | undefined => {
  const found = values.findIndex((one) => one.toLowerCase() === name.trim().toLowerCase());
  return found < 0 ? undefined : found + 1;
};

/** What the values of a point are called, on the axes whose values have names: `{ named: … }`, or nothing where there is no such axis. */
export const namedValues = (
  axes: readonly Axis[],
  at: Point,
): { readonly named?: Readonly<Record<string, string>> } => {
  const named = axes.flatMap(({ symbol, values }) => {
    const name = values?.[at[symbol]! - 1];
    return name === undefined ? [] : [[symbol, name] as const];
  });
  return named.length === 0 ? {} : { named: Object.fromEntries(named) };
};

/** What is wrong with a number as a value of this axis, and what to give; null where nothing is. */
export const faultOf = (axis: Axis, value: number): string | null =>
  isPossible(axis, value) ? null : `${value} is not a ${axis.says}; give ${possibleValues(axis)}`;
