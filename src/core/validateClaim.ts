import { z } from 'zod';
import { faultOf, valueNamed } from './axisFault.ts';
import type { Claim } from './claim.ts';
import { ClaimError } from './claimError.ts';
import { type Formula, FormulaError, parseFormula } from './formula/formula.ts';
import { didYouMean } from './formula/nearest.ts';
import { functionNames, reservedNames } from './formula/parseExpression.ts';
import { type Axis, type Block, profiles, type Search, type Space } from './theorem.ts';

export { ClaimError };

const ID = /^[a-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$/;
const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

const sentence = z.string().min(1);
const comparison = z.strictObject({ lhs: z.string(), rhs: z.string() });

const claimShape = z.strictObject({
  id: z.string().regex(ID),
  reading: z.enum(['printed', 'intended']).default('printed'),
  says: sentence,
  source: z.strictObject({ work: sentence, place: sentence }),
  quantifiers: z.array(sentence).default([]),
  premise: z.array(comparison),
  conclusion: comparison,
  constants: z
    .record(
      z.string(),
      z.strictObject({
        first: z.string(),
        says: sentence,
        bound: z.enum(['exists', 'given', 'printed']).exactOptional(),
        mayDependOn: z.array(z.string()).exactOptional(),
        weaker: z.enum(['larger', 'smaller', 'none']).exactOptional(),
      }),
    )
    .default({}),
  where: z.record(z.string(), z.string()).exactOptional(),
  failureRate: z.string().exactOptional(),
  critical: z.string().exactOptional(),
  control: z.boolean().exactOptional(),
  tries: z
    .partialRecord(
      z.enum(profiles),
      z.array(z.record(z.string(), z.array(z.union([z.number(), z.string()])).min(1))),
    )
    .exactOptional(),
  searches: z
    .partialRecord(
      z.enum(profiles),
      z.array(
        z.strictObject({
          goal: z.union([z.literal('smallest'), z.templateLiteral(['largest ', z.string()])]),
          over: z.record(
            z.string(),
            z.strictObject({
              from: z.int().min(0),
              to: z.int().min(1),
              per: z.int().min(1).exactOptional(),
            }),
          ),
          at: z.record(z.string(), z.union([z.number(), z.string()])).default({}),
          draws: z.int().min(1),
        }),
      ),
    )
    .exactOptional(),
});

/** For each field, or list item, what is expected there and how to write it. */
const EXPECTED: Readonly<Record<string, string>> = {
  '': 'a claim; let the file default-export an object such as { id: "value-is-bounded", … }',
  id: 'a name in kebab-case; write one such as "value-is-bounded"',
  reading: '"printed" or "intended"; write one of the two',
  says: 'one sentence; say what the claim says',
  source: 'where the claim is printed; write { work: "the paper", place: "Lemma 4.1" }',
  'source.work': 'the name of a paper; write one such as "the paper"',
  'source.place': 'a place in it; write one such as "Lemma 4.1"',
  quantifiers: 'a list of phrases; write ["for all W in the ball"]',
  'quantifiers[]': 'a phrase; write one such as "for all W in the ball"',
  premise: `a list of comparisons; write [atMost("d^2.4", "m")], or [] for none`,
  'premise[]': 'a comparison; write atMost("d^2.4", "m")',
  'premise[].lhs': 'a formula as text; write one such as "d^2.4"',
  'premise[].rhs': 'a formula as text; write one such as "m"',
  where: 'symbols with their formulas; write { radius: "C0 / sqrt(m)" }, or leave the field out',
  'where.*': 'a formula as text; write one such as "C0 / sqrt(m)"',
  conclusion: 'a comparison; write atMost("valueSup", "C0")',
  'conclusion.lhs': 'a formula as text; write one such as "valueSup"',
  'conclusion.rhs': 'a formula as text; write one such as "C0"',
  constants: 'constants by name; write { K: { first: "1", says: "the hidden constant" } }, or {} for none',
  'constants.*': 'a constant; write { first: "1", says: "the hidden constant" }',
  'constants.*.first': 'a formula as text; write one such as "1 / 4"',
  'constants.*.bound': '"exists", "given" or "printed"; write one of the three, or leave the field out',
  'constants.*.mayDependOn': 'a list of axes and given constants; write ["C0"], or leave the field out',
  'constants.*.mayDependOn[]': 'the name of an axis or of a given constant; write one such as "C0"',
  'constants.*.weaker': '"larger", "smaller" or "none"; write one of the three, or leave the field out',
  'constants.*.says': 'a phrase; say what the constant is',
  failureRate: 'a formula as text; write "gamma", or leave the field out where no failure is allowed',
  critical: 'the name of one of the constants; write one, or leave the field out',
  control: 'true or false; write true for a claim known to be false, or leave the field out',
  tries: 'blocks by profile; write { quick: [{ d: [25, 100], m: [1000], C0: [1], gamma: [0.05] }] }',
  'tries.*': 'a list of blocks; write [{ d: [25, 100], m: ["d^2.4"], C0: [1, 3], gamma: [0.05] }]',
  'tries.*[]': 'a block; write { d: [25, 100], m: ["d^2.4"], C0: [1, 3], gamma: [0.05] }',
  'tries.*[].*': 'a list of values; write [25, 100]',
  'tries.*[].*[]': 'a number or a formula as text; write 1000 or "d^2.4"',
  searches: 'searches by profile; write {} for none, or see the type Search',
  'searches.*': 'a list of searches; write [] for none, or see the type Search',
  'searches.*[]':
    'a search; write { goal: "largest d", over: { d: { from: 1, to: 100 } }, at: { m: "d^2.4", C0: 1, gamma: 0.05 }, draws: 10 }',
  'searches.*[].goal': '"smallest" or an axis to make large; write "smallest" or "largest d"',
  'searches.*[].over': 'ranges by name; write { d: { from: 1, to: 100 } }',
  'searches.*[].over.*':
    'a range of whole numbers; write { from: 1, to: 100 }, or { from: 1, to: 100, per: 10 } for tenths',
  'searches.*[].over.*.from': 'a whole number of at least 0; write 1',
  'searches.*[].over.*.to': 'a whole number of at least 1; write 100',
  'searches.*[].over.*.per': 'a whole number of at least 1; write 10 for tenths',
  'searches.*[].at': 'values by name; write { m: "d^2.4", C0: 1, gamma: 0.05 }',
  'searches.*[].at.*': 'a number or a formula as text; write 1000 or "d^2.4"',
  'searches.*[].draws': 'a whole number of at least 1; write 30',
};

/**
 * Checks that `value` is a claim in which every formula can be read and every name means something, and returns it
 * as plain data. `reading` is 'printed', and `quantifiers` and `constants` are empty, where they are left out.
 *
 * A premise and the conclusion may refer to the axes, the claim's constants, what it derives under `where`, and the quantities of the
 * settings; what is derived and the failure rate to all but quantities; the first value of a constant to
 * what it may depend on and the constants before it.
 *
 * Throws: `ClaimError`, one sentence with `where` (the file), the field, and what to write, for the first fault.
 *
 * @example
 * parseClaim(JSON.parse(text), 'my.claim.ts', myTheorem);
 */
export const parseClaim = (value: unknown, where: string, { axes, settings }: Space): Claim => {
  const parsed = claimShape.safeParse(value);
  if (!parsed.success) throw shapeError(where, value, parsed.error.issues);
  const claim: Claim = parsed.data;
  const axisNames = axes.map(({ symbol }) => symbol);
  const quantities = settings.flatMap((setting) => setting.quantities.map(({ symbol }) => symbol));
  const constants = Object.keys(claim.constants);
  const derived = Object.keys(claim.where ?? {});
  const check = (field: string, text: string, names: readonly string[]): void =>
    checkFormula(where, field, text, names, [...axisNames, ...constants, ...derived, ...quantities]);

  constants.forEach((name, i) => {
    checkName(where, 'constants', name, axisNames, quantities);
    const all = [...axisNames, ...constants, ...derived, ...quantities];
    checkConstant(where, name, claim, constants.slice(0, i), axisNames, all);
  });
  derived.forEach((name, i) => {
    checkName(where, 'where', name, [...axisNames, ...constants], quantities);
    check(`where.${name}`, claim.where![name]!, [...axisNames, ...constants, ...derived.slice(0, i)]);
  });
  const ofCell = [...axisNames, ...constants, ...derived];
  const ofDraw = [...ofCell, ...quantities];
  claim.premise.forEach(({ lhs, rhs }, i) => {
    check(`premise[${i}].lhs`, lhs, ofDraw);
    check(`premise[${i}].rhs`, rhs, ofDraw);
  });
  check('conclusion.lhs', claim.conclusion.lhs, ofDraw);
  check('conclusion.rhs', claim.conclusion.rhs, ofDraw);
  if (claim.failureRate !== undefined) check('failureRate', claim.failureRate, ofCell);
  checkCritical(where, claim, constants);
  for (const profile of profiles) {
    claim.tries?.[profile]?.forEach((block, i) => {
      checkBlock(where, `tries.${profile}[${i}]`, block, axes, constants);
    });
    claim.searches?.[profile]?.forEach((search, i) => {
      checkSearch(where, `searches.${profile}[${i}]`, search, axes, constants);
    });
  }
  return claim;
};

const fault = (where: string, field: string, problem: string): ClaimError =>
  new ClaimError(`${where}: ${field === '' ? '' : `${field}: `}${problem}`);

type Issue = z.core.$ZodIssue;

/** A misspelt field is named before the missing one that it was meant to be. */
const shapeError = (where: string, value: unknown, issues: readonly Issue[]): ClaimError => {
  const unknown = issues.find((issue) => issue.code === 'unrecognized_keys');
  if (unknown !== undefined) {
    const fields = fieldsAt(unknown.path);
    const key = unknown.keys[0]!;
    const near = didYouMean(key, fields);
    const cure = near === '' ? `; the fields here are ${fields.join(', ')}` : near;
    return fault(where, spelled(unknown.path), `unknown field ${JSON.stringify(key)}${cure}`);
  }
  const path = issues[0]?.path ?? [];
  const expected = EXPECTED[pattern(path)] ?? 'something else; see the type Claim';
  const [what, cure] = expected.split(/; (.*)/s);
  return fault(where, spelled(path), `expected ${what}, got ${shown(valueAt(value, path))}; ${cure}`);
};

/** Throws: `ClaimError` unless the block gives every axis values that it can have, and no other names than the claim's. */
const checkBlock = (
  where: string,
  field: string,
  block: Block,
  axes: readonly Axis[],
  constants: readonly string[],
): void => {
  const axisNames = axes.map(({ symbol }) => symbol);
  const known = [...axisNames, ...constants];
  for (const [name, entries] of Object.entries(block)) {
    if (!known.includes(name)) {
      const near = didYouMean(name, known) || `; the names here are ${known.join(', ')}`;
      throw fault(where, field, `"${name}" is neither an axis nor a constant of the claim${near}`);
    }
    const axis = axes.find(({ symbol }) => symbol === name);
    const before = known.slice(0, known.indexOf(name));
    entries.forEach((entry, i) => {
      const at = `${field}.${name}[${i}]`;
      if (typeof entry === 'string' && axis !== undefined && valueNamed(axis, entry) !== undefined) return;
      if (typeof entry === 'string') checkFormula(where, at, entry, before, known);
      else if (axis !== undefined && faultOf(axis, entry) !== null)
        throw fault(where, at, faultOf(axis, entry)!);
    });
  }
  const missing = axisNames.find((axis) => block[axis] === undefined);
  if (missing !== undefined) throw fault(where, field, `${missing} has no values; list some, such as [1, 3]`);
};

/** A search as a block: its ranges by their ends, what it fixes as lists of one. Throws: `ClaimError`, as for a block. */
const checkSearch = (
  where: string,
  field: string,
  { goal, over, at }: Search,
  axes: readonly Axis[],
  constants: readonly string[],
): void => {
  for (const [name, { from, to }] of Object.entries(over)) {
    if (from > to) throw fault(where, `${field}.over.${name}`, `${from} lies above ${to}; exchange the two`);
    if (goal === `largest ${name}` && from === 0)
      throw fault(where, `${field}.over.${name}.from`, 'a search for the largest value begins at 1; write 1');
    if (at[name] !== undefined)
      throw fault(where, `${field}.at`, `${name} has a range already; leave one of the two out`);
  }
  if (goal !== 'smallest' && !Object.keys(over).some((name) => goal === `largest ${name}`))
    throw fault(where, `${field}.goal`, `"${goal}" has no range under "over"; give it one`);
  const ends = Object.entries(over).map(([name, { from, to, per = 1 }]) => [name, [from / per, to / per]]);
  const fixed = Object.entries(at).map(([name, entry]) => [name, [entry]]);
  checkBlock(where, field, Object.fromEntries([...ends, ...fixed]), axes, constants);
};

type Path = readonly PropertyKey[];

/** A path as one would write it: premise[0].lhs. */
const spelled = (path: Path): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');

/** A path as `EXPECTED` has it: any index is [], any name that the author chose is *. */
const pattern = (path: Path): string =>
  spelled(path.map((key, i) => (isNamed(path, i) ? '*' : key))).replace(/\[\d+\]/g, '[]');

/** Whether the key at this depth is a name of another kind than a field's: of a constant, a profile or an axis. */
const isNamed = (path: Path, depth: number): boolean => {
  if (path[0] === 'constants' || path[0] === 'where') return depth === 1;
  if (path[0] === 'tries') return depth === 1 || depth === 3;
  return path[0] === 'searches' && (depth === 1 || depth === 4);
};

const fieldsAt = (path: Path): readonly string[] => {
  if (path.length === 1 && (path[0] === 'tries' || path[0] === 'searches')) return profiles;
  const prefix = pattern(path);
  const below = prefix === '' ? '' : `${prefix}.`;
  return Object.keys(EXPECTED)
    .filter((field) => field !== '' && field.startsWith(below))
    .map((field) => field.slice(below.length))
    .filter((field) => !/[.[*]/.test(field));
};

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown> | undefined)?.[key], value);

const shown = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'function' ? 'a function' : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

const checkFormula = (
  where: string,
  field: string,
  text: string,
  allowed: readonly string[],
  all: readonly string[],
): void => {
  const formula = readFormula(where, field, text);
  for (const name of formula.symbols) {
    if (allowed.includes(name)) continue;
    const inFormula = `formula ${JSON.stringify(text)}: "${name}"`;
    const may =
      allowed.length === 0 ? 'it may refer to no symbol' : `this formula may refer to ${allowed.join(', ')}`;
    if (all.includes(name)) throw fault(where, field, `${inFormula} has no value yet here; ${may}`);
    const near = didYouMean(name, allowed);
    throw fault(where, field, `${inFormula} is not known${near === '' ? `; ${may}` : near}`);
  }
};

const readFormula = (where: string, field: string, text: string): Formula => {
  try {
    return parseFormula(text);
  } catch (error) {
    throw error instanceof FormulaError ? fault(where, field, error.message) : error;
  }
};

/**
 * Throws: `ClaimError` unless the first value of a constant can be read from what stands before it: constants declared earlier and, of
 * one that exists, the axes that it may depend on.
 */
const checkConstant = (
  where: string,
  name: string,
  claim: Claim,
  before: readonly string[],
  axisNames: readonly string[],
  all: readonly string[],
): void => {
  const { first, bound = 'exists', mayDependOn = [] } = claim.constants[name]!;
  const given = Object.keys(claim.constants).filter((one) => claim.constants[one]!.bound === 'given');
  const free = claim.control === true || bound !== 'exists';
  const depends = `constants.${name}.mayDependOn`;
  if (bound !== 'exists' && mayDependOn.length > 0)
    throw fault(where, depends, `a constant that is ${bound} depends on nothing; leave the field out`);
  for (const one of mayDependOn) {
    if (axisNames.includes(one) || given.includes(one)) continue;
    const near = didYouMean(one, [...axisNames, ...given]);
    const may = `; it may depend on ${[...axisNames, ...given].join(', ')}`;
    throw fault(where, depends, `"${one}" is neither an axis nor a given constant${near || may}`);
  }
  const field = `constants.${name}.first`;
  const axes = free ? axisNames : mayDependOn.filter((one) => axisNames.includes(one));
  const strange = [...readFormula(where, field, first).symbols].find(
    (one) => axisNames.includes(one) && !axes.includes(one),
  );
  if (strange !== undefined)
    throw fault(
      where,
      field,
      `formula ${JSON.stringify(first)}: "${strange}" stands behind this constant; list it under mayDependOn, or begin at a value without it`,
    );
  checkFormula(where, field, first, [...axes, ...before], all);
};

const checkName = (
  where: string,
  field: 'constants' | 'where',
  name: string,
  given: readonly string[],
  quantities: readonly string[],
): void => {
  const taken = [
    ...given.map((one) => [one, field === 'where' ? 'an axis or a constant' : 'an axis'] as const),
    ...functionNames.map((known) => [known, 'a function'] as const),
    ...[...reservedNames].map((word) => [word, 'a word of the formula language'] as const),
    ...quantities.map((quantity) => [quantity, 'a quantity'] as const),
  ].find(([other]) => other === name);
  if (taken !== undefined) {
    throw fault(where, field, `"${name}" is ${taken[1]} already; give it another name`);
  }
  if (!NAME.test(name)) {
    const expected = 'expected a letter, then letters, digits and _';
    throw fault(where, field, `${expected}, got ${JSON.stringify(name)}; write a name such as "C2"`);
  }
};

const checkCritical = (where: string, claim: Claim, constants: readonly string[]): void => {
  if (claim.critical === undefined || constants.includes(claim.critical)) return;
  const near = didYouMean(claim.critical, constants);
  const has = near === '' ? `; the claim declares ${constants.join(', ') || 'none'}` : near;
  throw fault(where, 'critical', `"${claim.critical}" is not a constant of the claim${has}`);
};
