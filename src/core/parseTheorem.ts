import { ClaimError } from './claimError.ts';
import { didYouMean } from './formula/nearest.ts';
import { functionNames, reservedNames } from './formula/parseExpression.ts';
import { bindClaim } from './judge/boundClaim.ts';
import { settingFor } from './judge/settingFor.ts';
import { parseSetting } from './parseSetting.ts';
import type { Study } from './study.ts';
import type { Axis, Setting, Space, Theorem } from './theorem.ts';
import { parseClaim } from './validateClaim.ts';

type Fields = Readonly<Record<string, unknown>>;

const ID = /^[a-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$/;
const SYMBOL = /^[A-Za-z][A-Za-z0-9_]*$/;
const KINDS: readonly unknown[] = ['count', 'real', 'rate'];

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const shown = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (typeof value === 'function') return 'a function';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

const fault = (where: string, field: string, expected: string, got: unknown, cure: string): ClaimError =>
  new ClaimError(`${where}: ${field}: expected ${expected}, got ${shown(got)}; ${cure}`);

const FIELDS: readonly string[] = [
  'id',
  'work',
  'axes',
  'table',
  'settings',
  'statements',
  'defaultTries',
  'defaultSearches',
  'misprints',
  'proofs',
  'consequences',
  'measure',
  'calibrations',
  'redraw',
];

const parseAxis = (value: unknown, where: string, field: string, before: readonly string[]): Axis => {
  if (!isObject(value)) throw fault(where, field, 'an axis', value, "write { symbol, says, kind: 'count' }");
  const { symbol, says, kind } = value;
  if (!(typeof symbol === 'string' && SYMBOL.test(symbol)))
    throw fault(where, `${field}.symbol`, 'letters, digits and _', symbol, 'write one such as "n"');
  if (
    before.includes(symbol) ||
    (functionNames as readonly string[]).includes(symbol) ||
    reservedNames.has(symbol)
  )
    throw new ClaimError(
      `${where}: ${field}.symbol: "${symbol}" is taken already; give the axis another symbol`,
    );
  if (!isText(says)) throw fault(where, `${field}.says`, 'a word or two', says, 'say what the axis is');
  if (!KINDS.includes(kind))
    throw fault(where, `${field}.kind`, '"count", "real" or "rate"', kind, 'write one of the three');
  return value as unknown as Axis;
};

/** What a study must have, as far as it can be seen without judging a cell. */
const parseStudy = (value: Fields, where: string, field: string, axes: readonly Axis[]): Study => {
  const symbols = axes.map(({ symbol }) => symbol);
  if (!(isText(value.id) && ID.test(value.id)))
    throw fault(where, `${field}.id`, 'a name in kebab-case', value.id, 'write one such as "sum-is-normal"');
  if (!isText(value.says))
    throw fault(where, `${field}.says`, 'one sentence', value.says, 'say what it says');
  for (const name of ['regime', 'seconds', 'judge'] as const)
    if (typeof value[name] !== 'function')
      throw fault(where, `${field}.${name}`, 'a function', value[name], 'see the type Study');
  if (!isObject(value.cells))
    throw fault(
      where,
      `${field}.cells`,
      'lists of cells by profile',
      value.cells,
      'write { quick: [{ at: {}, constants: {} }] }',
    );
  if (!Array.isArray(value.axes))
    throw fault(
      where,
      `${field}.axes`,
      'the axes it involves',
      value.axes,
      `write some of ${symbols.join(', ')}`,
    );
  for (const symbol of value.axes as readonly string[])
    if (!symbols.includes(symbol))
      throw new ClaimError(
        `${where}: ${field}.axes: "${symbol}" is not an axis of this theorem${didYouMean(symbol, symbols) || `; they are ${symbols.join(', ')}`}`,
      );
  const defaults = { reading: 'printed', quantifiers: [], premise: [], constants: {} };
  return { ...defaults, ...value } as unknown as Study;
};

/**
 * Checks that `value` is a theorem, as far as that can be seen without a draw, and returns it with the defaults of its claims.
 *
 * Throws: `ClaimError`, one sentence with `where` (the file), the field and what to write, for the first fault.
 */
export const parseTheorem = (value: unknown, where: string): Theorem => {
  if (!isObject(value))
    throw new ClaimError(
      `${where}: expected a theorem, got ${shown(value)}; let the file default-export { id, work, axes, table, settings, statements }`,
    );
  for (const name of Object.keys(value))
    if (!FIELDS.includes(name))
      throw new ClaimError(
        `${where}: unknown field "${name}"${didYouMean(name, FIELDS) || `; the fields here are ${FIELDS.join(', ')}`}`,
      );
  const { id, work, table } = value;
  if (!(isText(id) && ID.test(id)))
    throw fault(where, 'id', 'a name in kebab-case', id, 'write one such as "laurent-massart"');
  if (!isText(work))
    throw fault(where, 'work', 'the name of a work', work, 'say where the theorem is printed');
  if (!Array.isArray(value.axes) || value.axes.length === 0)
    throw fault(
      where,
      'axes',
      'a list of axes',
      value.axes,
      "write [{ symbol: 'n', says: 'dimension', kind: 'count', addressed: true }]",
    );
  const axes: Axis[] = [];
  value.axes.forEach((axis: unknown, i: number) => {
    axes.push(
      parseAxis(
        axis,
        where,
        `axes[${i}]`,
        axes.map(({ symbol }) => symbol),
      ),
    );
  });
  const symbols = axes.map(({ symbol }) => symbol);
  for (const side of ['rows', 'columns'] as const) {
    const symbol = isObject(table) ? table[side] : undefined;
    if (!symbols.includes(symbol as string))
      throw fault(
        where,
        `table.${side}`,
        `one of the axes ${symbols.join(', ')}`,
        symbol,
        'name the axis that reports lay out there',
      );
  }
  if (!Array.isArray(value.settings))
    throw fault(
      where,
      'settings',
      'a list of settings',
      value.settings,
      'write [] where every statement is a study',
    );
  const settings: readonly Setting[] = value.settings.map((setting: unknown, i: number) =>
    parseSetting(setting, `${where}: settings[${i}]`, axes),
  );
  settings.forEach(({ name }, i) => {
    if (settings.findIndex((one) => one.name === name) !== i)
      throw new ClaimError(
        `${where}: settings[${i}].name: there is a setting "${name}" already; give it another name`,
      );
  });
  const space: Space = { axes, settings };
  if (!Array.isArray(value.statements) || value.statements.length === 0)
    throw fault(where, 'statements', 'a list of claims and studies', value.statements, 'write at least one');
  const statements = value.statements.map((statement: unknown, i: number) => {
    const field = `statements[${i}]`;
    if (isObject(statement) && 'judge' in statement)
      return parseStudy({ source: { work, place: id }, ...statement }, where, field, axes);
    const claim = parseClaim(
      isObject(statement) ? { source: { work, place: id }, ...statement } : statement,
      `${where}: ${field}`,
      space,
    );
    try {
      settingFor(bindClaim(claim, axes), settings);
    } catch (error) {
      if (!(error instanceof ClaimError)) throw error;
      throw new ClaimError(`${where}: ${field}.conclusion: ${error.message}`);
    }
    return claim;
  });
  return { defaultTries: {}, ...value, axes, settings, statements } as unknown as Theorem;
};

/** The theorems of a file: one, a list of them, or a configuration that lists them. Throws: as `parseTheorem` does. */
export const parseTheorems = (value: unknown, where: string): readonly Theorem[] => {
  const found = isObject(value) && 'theorems' in value ? value.theorems : value;
  const list: readonly unknown[] = Array.isArray(found) ? found : [found];
  return list.map((one, i) => parseTheorem(one, list.length === 1 ? where : `${where}: theorems[${i}]`));
};
