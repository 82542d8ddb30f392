import { ClaimError } from './claimError.ts';
import { functionNames, reservedNames } from './formula/parseExpression.ts';
import type { Axis, Quantity, Setting } from './theorem.ts';

const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

type Fields = Readonly<Record<string, unknown>>;

const shown = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (typeof value === 'function') return 'a function';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a field must be, in words, and how to write it. */
interface Rule {
  readonly fits: (value: unknown) => boolean;
  readonly what: string;
  readonly cure: string;
}

const isFunction = (value: unknown): boolean => typeof value === 'function';
const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

const absentOr =
  (fits: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === undefined || fits(value);
const isTextList = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

const settingRules: Readonly<Record<string, Rule>> = {
  name: { fits: isText, what: 'the name of the setting', cure: 'write one such as "chi-squared"' },
  reads: {
    fits: isTextList,
    what: 'a list of the symbols it reads',
    cure: 'write the axes that sample and refine use, such as ["n"]',
  },
  quantities: {
    fits: (value) => Array.isArray(value) && value.length > 0,
    what: 'a list of quantities',
    cure: 'write [{ symbol, says, tex, value }]',
  },
  modes: {
    fits: absentOr(
      (value) =>
        Array.isArray(value) &&
        value.length > 0 &&
        value.every((one) => one === 'reduced' || one === 'ambient'),
    ),
    what: 'a list of "reduced" and "ambient"',
    cure: 'leave it out where there is one way to draw',
  },
  sample: {
    fits: isFunction,
    what: 'a function (stream, at, mode) => draw',
    cure: 'let it draw from named children of the stream',
  },
  refine: {
    fits: isFunction,
    what: 'a generator function *(draw, wanted, at, effort)',
    cure: 'let it yield { [symbol]: { lower, upper } }, ever tighter',
  },
  admits: {
    fits: absentOr(isFunction),
    what: 'a function (draw, choice, at, by) => { admitted, shown }',
    cure: 'leave it out where there is nothing to choose',
  },
  cost: {
    fits: isFunction,
    what: 'a function (at, mode) => { seconds, bytes }',
    cure: 'return the time and the peak memory of one trial, roughly',
  },
};

const quantityRules: Readonly<Record<string, Rule>> = {
  symbol: {
    fits: (value) => typeof value === 'string' && NAME.test(value),
    what: 'a name of letters, digits and _ that begins with a letter',
    cure: 'write one such as "Z"',
  },
  tex: { fits: isText, what: 'its TeX', cure: 'write one such as "\\\\max_s |u_s|"' },
  says: { fits: isText, what: 'a phrase', cure: 'say what the quantity is' },
  over: {
    fits: absentOr((value) => value === 'sup' || value === 'inf'),
    what: '"sup" or "inf"',
    cure: 'leave it out where no adversary enters',
  },
  reads: {
    fits: absentOr(isTextList),
    what: 'a list of the constants it depends on',
    cure: 'leave it out for none',
  },
  value: {
    fits: isFunction,
    what: 'a function (draw, choice, at) => number',
    cure: 'compute the quantity from all that was drawn',
  },
  upperTail: {
    fits: absentOr(isFunction),
    what: 'a function (threshold, at) => probability',
    cure: 'leave it out where the law is not known',
  },
};

const requireFields = (
  where: string,
  prefix: string,
  value: Fields,
  rules: Readonly<Record<string, Rule>>,
): void => {
  for (const [field, { fits, what, cure }] of Object.entries(rules)) {
    const found = value[field];
    if (!fits(found))
      throw new ClaimError(`${where}: ${prefix}${field}: expected ${what}, got ${shown(found)}; ${cure}`);
  }
};

const requireFreeName = (where: string, field: string, name: string, axes: readonly Axis[]): void => {
  const taken = axes.some(({ symbol }) => symbol === name)
    ? 'an axis'
    : (functionNames as readonly string[]).includes(name)
      ? 'a function'
      : reservedNames.has(name)
        ? 'a word of the formula language'
        : null;
  if (taken !== null)
    throw new ClaimError(`${where}: ${field}: "${name}" is ${taken} already; give the quantity another name`);
};

/**
 * Checks that `value` is a setting for a theorem with these axes, as far as that can be seen without a draw.
 *
 * Throws: `ClaimError`, one sentence with `where` (the file and the field), the field and what to write, for the first fault.
 */
export const parseSetting = (value: unknown, where: string, axes: readonly Axis[]): Setting => {
  if (!isObject(value))
    throw new ClaimError(
      `${where}: expected a setting, got ${shown(value)}; write { name, reads, quantities, sample, refine, cost }`,
    );
  requireFields(where, '', value, settingRules);
  (value.quantities as readonly unknown[]).forEach((quantity, i) => {
    const field = `quantities[${i}]`;
    if (!isObject(quantity))
      throw new ClaimError(
        `${where}: ${field}: expected a quantity, got ${shown(quantity)}; write { symbol, says, tex, value }`,
      );
    requireFields(where, `${field}.`, quantity, quantityRules);
    const { symbol } = quantity as unknown as Quantity;
    requireFreeName(where, `${field}.symbol`, symbol, axes);
    if ((value.quantities as readonly Quantity[]).findIndex((one) => one.symbol === symbol) !== i)
      throw new ClaimError(
        `${where}: ${field}.symbol: there is a quantity "${symbol}" already; give it another symbol`,
      );
  });
  return value as unknown as Setting;
};
