import { z } from 'zod';
import { axisNames } from './boundClaim.ts';
import type { Claim } from './claim.ts';
import { ClaimError } from './claimError.ts';
import { type Formula, FormulaError, parseFormula } from './formula.ts';
import { didYouMean } from './nearest.ts';
import { functionNames, reservedNames } from './parseExpression.ts';

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
  ball: z.strictObject({ norm: z.literal('two-infinity'), radius: z.string() }),
  conclusion: comparison,
  constants: z.record(z.string(), z.strictObject({ default: z.string(), says: sentence })).default({}),
  failureRate: z.string(),
  critical: z.string().exactOptional(),
  control: z.boolean().exactOptional(),
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
  ball: 'a ball; write { norm: "two-infinity", radius: "C0 / sqrt(m)" }',
  'ball.norm': '"two-infinity"; write that, it is the one norm there is',
  'ball.radius': 'a formula as text; write one such as "C0 / sqrt(m)"',
  conclusion: 'a comparison; write atMost("valueSup", "C0")',
  'conclusion.lhs': 'a formula as text; write one such as "valueSup"',
  'conclusion.rhs': 'a formula as text; write one such as "C0"',
  constants:
    'free constants by name; write { K: { default: "1", says: "the hidden constant" } }, or {} for none',
  'constants.*': 'a free constant; write { default: "1", says: "the hidden constant" }',
  'constants.*.default': 'a formula as text; write one such as "1 / 4"',
  'constants.*.says': 'a phrase; say what the constant is',
  failureRate: 'a formula as text; write "gamma"',
  critical: 'the name of one of the constants; write one, or leave the field out',
  control: 'true or false; write true for a claim known to be false, or leave the field out',
};

/**
 * Checks that `value` is a claim in which every formula can be read and every name means something, and returns it
 * as plain data. `reading` is 'printed', and `quantifiers` and `constants` are empty, where they are left out.
 *
 * A premise and the conclusion may speak of d, m, C0, gamma, the claim's constants and the quantities in
 * `quantityNames`; the radius and the failure rate of all but quantities; the default of a constant of the axes
 * and of the constants before it.
 *
 * Throws: `ClaimError`, one sentence with `where` (the file), the field, and what to write, for the first fault.
 *
 * @example
 * parseClaim(JSON.parse(text), 'my.claim.ts', ['valueSup', 'signChanges']);
 */
export const parseClaim = (value: unknown, where: string, quantityNames: Iterable<string> = []): Claim => {
  const parsed = claimShape.safeParse(value);
  if (!parsed.success) throw shapeError(where, value, parsed.error.issues);
  const claim: Claim = parsed.data;
  const quantities = [...quantityNames];
  const constants = Object.keys(claim.constants);
  const check = (field: string, text: string, names: readonly string[]): void =>
    checkFormula(where, field, text, names, [...axisNames, ...constants, ...quantities]);

  constants.forEach((name, i) => {
    checkConstantName(where, name, quantities);
    check(`constants.${name}.default`, claim.constants[name]!.default, [
      ...axisNames,
      ...constants.slice(0, i),
    ]);
  });
  const ofCell = [...axisNames, ...constants];
  const ofDraw = [...ofCell, ...quantities];
  claim.premise.forEach(({ lhs, rhs }, i) => {
    check(`premise[${i}].lhs`, lhs, ofDraw);
    check(`premise[${i}].rhs`, rhs, ofDraw);
  });
  check('ball.radius', claim.ball.radius, ofCell);
  check('conclusion.lhs', claim.conclusion.lhs, ofDraw);
  check('conclusion.rhs', claim.conclusion.rhs, ofDraw);
  check('failureRate', claim.failureRate, ofCell);
  checkCritical(where, claim, constants);
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

type Path = readonly PropertyKey[];

/** A path as one would write it: premise[0].lhs. */
const spelled = (path: Path): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');

/** A path as `EXPECTED` has it: any index is [], the name of any constant is *. */
const pattern = (path: Path): string =>
  spelled(path.map((key, i) => (path[0] === 'constants' && i === 1 ? '*' : key))).replace(/\[\d+\]/g, '[]');

const fieldsAt = (path: Path): string[] => {
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
    const may = `this formula may speak of ${allowed.join(', ')}`;
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

const checkConstantName = (where: string, name: string, quantities: readonly string[]): void => {
  const taken = [
    ...axisNames.map((axis) => [axis, 'an axis'] as const),
    ...functionNames.map((known) => [known, 'a function'] as const),
    ...[...reservedNames].map((word) => [word, 'a word of the formula language'] as const),
    ...quantities.map((quantity) => [quantity, 'a quantity'] as const),
  ].find(([other]) => other === name);
  if (taken !== undefined) {
    throw fault(where, 'constants', `"${name}" is ${taken[1]} already; give the constant another name`);
  }
  if (!NAME.test(name)) {
    const expected = 'expected a letter, then letters, digits and _';
    throw fault(where, 'constants', `${expected}, got ${JSON.stringify(name)}; write a name such as "C2"`);
  }
};

const checkCritical = (where: string, claim: Claim, constants: readonly string[]): void => {
  if (claim.critical === undefined || constants.includes(claim.critical)) return;
  const near = didYouMean(claim.critical, constants);
  const has = near === '' ? `; the claim declares ${constants.join(', ') || 'none'}` : near;
  throw fault(where, 'critical', `"${claim.critical}" is not a constant of the claim${has}`);
};
