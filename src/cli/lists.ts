import { InvalidArgumentError } from 'commander';
import type { Reading } from '../core/claim.ts';
import { didYouMean } from '../core/formula/nearest.ts';
import type { Alpha } from '../core/report/report.ts';
import { UsageError } from '../core/run/usageError.ts';

/** Splits at commas outside parentheses, so that `max(d, 3),d^2.4` is two entries. Throws: on an empty entry. */
export const topLevelList = (text: string): readonly string[] => {
  const entries: string[] = [];
  let depth = 0;
  let entry = '';
  for (const char of text) {
    if (char === '(') depth++;
    if (char === ')') depth--;
    if (char === ',' && depth === 0) {
      entries.push(entry.trim());
      entry = '';
    } else entry += char;
  }
  entries.push(entry.trim());
  if (entries.some((one) => one === ''))
    throw new InvalidArgumentError(`"${text}" has an empty entry; give a comma list such as 100,784`);
  return entries;
};

const asNumber = (text: string, whole: string): number => {
  const value = Number(text);
  if (Number.isNaN(value))
    throw new InvalidArgumentError(
      `"${text}"${text === whole ? '' : ` in "${whole}"`} is not a number; give a comma list such as 1,2.5,1e4`,
    );
  return value;
};

/** A comma list of numbers, for commander. */
export const numbers = (text: string): readonly number[] =>
  topLevelList(text).map((entry) => asNumber(entry, text));

/** A comma list of values of an axis, for commander: numbers, or formulas in the axes before it. */
export const axisEntries = (text: string): readonly (number | string)[] =>
  topLevelList(text).map((entry) => (Number.isNaN(Number(entry)) ? entry : Number(entry)));

/** One number, for commander. */
export const oneNumber = (text: string): number => {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isNaN(value))
    throw new InvalidArgumentError(`"${text}" is not a number; give one without a unit, such as 2`);
  return value;
};

/** `--let NAME=LIST`, repeatable. */
export const constantValues = (
  text: string,
  before: Readonly<Record<string, readonly number[]>> = {},
): Readonly<Record<string, readonly number[]>> => {
  const at = text.indexOf('=');
  const name = text.slice(0, at).trim();
  if (at < 1 || name === '')
    throw new InvalidArgumentError(`"${text}" is not a setting; write NAME=LIST such as C2=2,3`);
  return { ...before, [name]: numbers(text.slice(at + 1)) };
};

/** `--alpha refute=1e-6,support=1e-3`, either part alone too. */
export const alpha = (text: string): Partial<Alpha> => {
  let found: Partial<Alpha> = {};
  for (const part of topLevelList(text)) {
    const [name, value] = part.split('=').map((word) => word.trim());
    if ((name !== 'refute' && name !== 'support') || value === undefined)
      throw new InvalidArgumentError(
        `"${text}" is not a pair of error probabilities; write refute=1e-6,support=1e-3`,
      );
    found = { ...found, [name]: asNumber(value, text) };
  }
  return found;
};

/** One of a few words, with the nearest one suggested. */
export const oneOf =
  <T extends string>(words: readonly T[]) =>
  (text: string): T => {
    const found = words.find((word) => word === text);
    if (found !== undefined) return found;
    throw new InvalidArgumentError(`"${text}" is not one of ${words.join(', ')}${didYouMean(text, words)}`);
  };

export const readings: readonly Reading[] = ['printed', 'intended'];

/** The entry of a list that stands for a single value. Throws: `UsageError` when there is not exactly one. */
export const single = <T>(values: readonly T[] | undefined, flag: string, command: string): T => {
  if (values?.length === 1) return values[0]!;
  throw new UsageError(
    `${command} examines one cell: give exactly one value for ${flag}${values === undefined ? '' : `, not ${values.length}`}`,
  );
};
