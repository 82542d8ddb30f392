import { axisNames } from '../../../claims/boundClaim.ts';
import { ClaimError } from '../../../claims/claimError.ts';
import { functionNames, reservedNames } from '../../../claims/parseExpression.ts';
import type { Family, Quantity } from './quantity.ts';

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

const familyRules: Readonly<Record<string, Rule>> = {
  name: { fits: isText, what: 'the name of the family', cure: 'write one such as "margin"' },
  quantities: {
    fits: (value) => Array.isArray(value) && value.length > 0,
    what: 'a list of quantities',
    cure: 'write [{ name, tex, says, extreme, parameters, at }]',
  },
  examine: {
    fits: isFunction,
    what: 'a function (draw, question) => answer',
    cure: 'let it sample, attack and certify, and return the brackets',
  },
  bytes: {
    fits: isFunction,
    what: 'a function (d, m, C0, mode) => bytes',
    cure: 'return the peak memory of one trial, roughly and from above',
  },
  seconds: {
    fits: isFunction,
    what: 'a function (d, m, C0, mode) => seconds',
    cure: 'return the time of one trial, roughly',
  },
};

const quantityRules: Readonly<Record<string, Rule>> = {
  name: {
    fits: (value) => typeof value === 'string' && NAME.test(value),
    what: 'a name of letters, digits and _ that begins with a letter',
    cure: 'write one such as "activeSup"',
  },
  tex: { fits: isText, what: 'its TeX', cure: 'write one such as "\\\\max_s |u_s|"' },
  says: { fits: isText, what: 'a phrase', cure: 'say what the quantity is' },
  extreme: {
    fits: (value) => value === 'sup' || value === 'inf' || value === null,
    what: '"sup", "inf" or null',
    cure: 'write null for a number read at W0',
  },
  parameters: {
    fits: (value) => Array.isArray(value) && value.every(isText),
    what: 'a list of the constants it depends on',
    cure: 'write [] for none',
  },
  at: {
    fits: isFunction,
    what: 'a function (network, movement, parameters) => number',
    cure: 'compute the quantity at one W from all of its weights',
  },
  upperTail: {
    fits: (value) => value === undefined || isFunction(value),
    what: 'a function (m, radius, threshold) => probability',
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

const requireFreeName = (where: string, field: string, name: string): void => {
  const taken = axisNames.includes(name)
    ? 'an axis'
    : (functionNames as readonly string[]).includes(name)
      ? 'a function'
      : reservedNames.has(name)
        ? 'a word of the formula language'
        : null;
  if (taken !== null)
    throw new ClaimError(`${where}: ${field}: "${name}" is ${taken} already; give the quantity another name`);
};

/** An estimate is asked once before any draw, so that one that throws or says NaN is found by whoever wrote it. */
const requireEstimate = (where: string, field: 'bytes' | 'seconds', family: Family): void => {
  const at = 'at d = 100, m = 1000, C0 = 1';
  let found: unknown;
  try {
    found = family[field](100, 1000, 1, 'reduced');
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new ClaimError(
      `${where}: ${field}: it threw "${said}" ${at}; let it return a number for every d, m and C0`,
    );
  }
  if (!(typeof found === 'number' && Number.isFinite(found) && found >= 0))
    throw new ClaimError(
      `${where}: ${field}: expected a finite number of at least 0, got ${typeof found === 'number' ? found : shown(found)} ${at}; let it return a rough estimate`,
    );
};

/**
 * Checks that `value` is a family of quantities, as far as that can be seen without a draw.
 *
 * Throws: `ClaimError`, one sentence with `where` (the file), the field and what to write, for the first fault.
 */
export const parseFamily = (value: unknown, where: string): Family => {
  if (!isObject(value))
    throw new ClaimError(
      `${where}: expected a family of quantities, got ${shown(value)}; let the file default-export { name, quantities, examine, bytes, seconds }`,
    );
  requireFields(where, '', value, familyRules);
  (value.quantities as readonly unknown[]).forEach((quantity, i) => {
    const field = `quantities[${i}]`;
    if (!isObject(quantity))
      throw new ClaimError(
        `${where}: ${field}: expected a quantity, got ${shown(quantity)}; write { name, tex, says, extreme, parameters, at }`,
      );
    requireFields(where, `${field}.`, quantity, quantityRules);
    requireFreeName(where, `${field}.name`, (quantity as unknown as Quantity).name);
  });
  const family = value as unknown as Family;
  requireEstimate(where, 'bytes', family);
  requireEstimate(where, 'seconds', family);
  return family;
};
