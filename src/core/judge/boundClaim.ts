import type { Claim, Comparison } from '../claim.ts';
import { ClaimError } from '../claimError.ts';
import { affineIn } from '../formula/affine.ts';
import { type Formula, parseFormula } from '../formula/formula.ts';
import { difference, type Interval } from '../formula/interval.ts';
import { didYouMean } from '../formula/nearest.ts';
import type { Axis, Point } from '../theorem.ts';

/** lhs ≤ rhs, both sides read. */
export interface BoundComparison {
  readonly lhs: Formula;
  readonly rhs: Formula;
}

/** A claim whose formulas have been read. */
export interface BoundClaim {
  readonly claim: Claim;
  /** The axes of its theorem. */
  readonly axes: readonly Axis[];
  readonly premise: readonly BoundComparison[];
  readonly conclusion: BoundComparison;
  /** What the claim derives from axes and constants, in the order of its declaration. */
  readonly where: Readonly<Record<string, Formula>>;
  /** Null where the claim may never fail. */
  readonly failureRate: Formula | null;
  /** The first values of the constants, in the order of their declaration. */
  readonly constants: Readonly<Record<string, Formula>>;
  /** The symbols that a cell gives a value: axes, constants, and what is derived. All others are quantities. */
  readonly ofCell: ReadonlySet<string>;
}

/** What formulas of a cell may refer to: axes, constants, and what is derived from them. */
export type Scope = Point;

/** Room for rounding in a premise: 32^2.4 comes out as 4095.9999999999986, so m = 4096 must not hang on an ulp. */
const PREMISE_SLACK = 1e-9;

const formulasOf = (texts: Readonly<Record<string, string>>): Record<string, Formula> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, parseFormula(text)]));

/**
 * Reads every formula of `claim` once, for a theorem with these axes.
 *
 * Throws: `FormulaError` for a formula that cannot be read; `parseClaim` reports the same with file and field.
 */
export const bindClaim = (claim: Claim, axes: readonly Axis[]): BoundClaim => {
  const defaults = Object.entries(claim.constants).map(([name, constant]) => [name, constant.first]);
  const constants = formulasOf(Object.fromEntries(defaults));
  const where = formulasOf(claim.where ?? {});
  return {
    claim,
    axes,
    premise: claim.premise.map(bindComparison),
    conclusion: bindComparison(claim.conclusion),
    where,
    failureRate: claim.failureRate === undefined ? null : parseFormula(claim.failureRate),
    constants,
    ofCell: new Set([...axes.map(({ symbol }) => symbol), ...Object.keys(constants), ...Object.keys(where)]),
  };
};

const bindComparison = ({ lhs, rhs }: Comparison): BoundComparison => ({
  lhs: parseFormula(lhs),
  rhs: parseFormula(rhs),
});

/**
 * The values of the free constants in a cell: what `overrides` sets, else the default there. A default may refer
 * to the constants before it, and follows them when they are overridden.
 *
 * Throws: `ClaimError` when `overrides` names no constant of the claim.
 */
export const constantsAt = (
  bound: BoundClaim,
  at: Point,
  overrides: Readonly<Record<string, number>> = {},
): Record<string, number> => {
  const names = Object.keys(bound.constants);
  for (const name of Object.keys(overrides)) {
    if (names.includes(name)) continue;
    const near = didYouMean(name, names);
    const cure = near === '' ? `; it has ${names.join(', ') || 'none'}` : near;
    throw new ClaimError(`claim "${bound.claim.id}" has no free constant "${name}"${cure}`);
  }
  const values: Record<string, number> = {};
  for (const [name, formula] of Object.entries(bound.constants)) {
    values[name] = Object.hasOwn(overrides, name) ? overrides[name]! : formula.evaluate({ ...values, ...at });
  }
  return values;
};

/** What the claim derives in a cell, by symbol. Throws: `FormulaError` when a symbol is missing. */
export const derivedAt = (
  bound: BoundClaim,
  at: Point,
  constants: Readonly<Record<string, number>>,
): Record<string, number> => {
  const derived: Record<string, number> = {};
  for (const [name, formula] of Object.entries(bound.where))
    derived[name] = formula.evaluate({ ...derived, ...constants, ...at });
  return derived;
};

/** Axes, constants and what is derived from them, as one scope. */
export const scopeOf = (
  bound: BoundClaim,
  at: Point,
  constants: Readonly<Record<string, number>> = constantsAt(bound, at),
): Scope => ({ ...derivedAt(bound, at, constants), ...constants, ...at });

/** The comparisons of the premise that axes and constants decide. The others are premises on the draw. */
const cellPremise = (bound: BoundClaim): readonly BoundComparison[] =>
  bound.premise.filter((comparison) => isOfCellAlone(bound, comparison));

/** The comparisons of the premise that refer to a quantity: where one fails, the trial is skipped. */
export const drawPremise = (bound: BoundClaim): readonly BoundComparison[] =>
  bound.premise.filter((comparison) => !isOfCellAlone(bound, comparison));

const isOfCellAlone = (bound: BoundClaim, { lhs, rhs }: BoundComparison): boolean =>
  [...lhs.symbols, ...rhs.symbols].every((name) => bound.ofCell.has(name));

/** The quantities that the claim's conclusion and premise refer to. */
export const quantitiesOf = (bound: BoundClaim): ReadonlySet<string> =>
  new Set(
    [bound.conclusion, ...bound.premise]
      .flatMap(({ lhs, rhs }) => [...lhs.symbols, ...rhs.symbols])
      .filter((name) => !bound.ofCell.has(name)),
  );

/** Whether the cell lies inside the premise, up to a relative slack of 1e-9. NaN lies outside. */
export const regimeAt = (bound: BoundClaim, scope: Scope): 'inside' | 'outside' =>
  failingPremise(bound, scope).length === 0 ? 'inside' : 'outside';

/** The comparisons of the premise that keep this cell outside; none where it lies inside. */
export const failingPremise = (bound: BoundClaim, scope: Scope): readonly BoundComparison[] =>
  cellPremise(bound).filter((comparison) => !holdsInCell(comparison, scope));

const holdsInCell = ({ lhs, rhs }: BoundComparison, scope: Scope): boolean => {
  const left = lhs.evaluate(scope);
  const right = rhs.evaluate(scope);
  if (left <= right) return true;
  const slack = PREMISE_SLACK * Math.max(Math.abs(left), Math.abs(right));
  return Number.isFinite(slack) && left <= right + slack;
};

/** Where a constant may lie; an end that is missing is not restrained. */
export interface ConstantRange {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/**
 * For each free constant that the premise restrains, the values at which this cell is still inside, the other
 * constants kept: `{ K: { atMost: 7.84 } }`.
 *
 * Only comparisons that are affine in the constant are solved; one in which it stands in a denominator, say, is
 * left out. The ends are the solutions of lhs = rhs, without the slack of `regimeAt`.
 */
export const constantRanges = (bound: BoundClaim, scope: Scope): Record<string, ConstantRange> => {
  const ranges: Record<string, ConstantRange> = {};
  for (const name of Object.keys(bound.constants)) {
    let { atLeast, atMost }: ConstantRange = {};
    for (const comparison of cellPremise(bound)) {
      const range = solve(comparison, name, scope);
      if (range?.atLeast !== undefined)
        atLeast = Math.max(range.atLeast, atLeast ?? Number.NEGATIVE_INFINITY);
      if (range?.atMost !== undefined) atMost = Math.min(range.atMost, atMost ?? Number.POSITIVE_INFINITY);
    }
    const range = {
      ...(atLeast === undefined ? {} : { atLeast }),
      ...(atMost === undefined ? {} : { atMost }),
    };
    if (Object.keys(range).length > 0) ranges[name] = range;
  }
  return ranges;
};

/** The values of the constant `name` with lhs ≤ rhs; undefined when `name` is absent or the sides are not affine in it. */
const solve = (comparison: BoundComparison, name: string, scope: Scope): ConstantRange | undefined => {
  const lhs = affineIn(name, comparison.lhs.expression, scope);
  const rhs = affineIn(name, comparison.rhs.expression, scope);
  if (lhs === undefined || rhs === undefined) return undefined;
  const slope = rhs.slope - lhs.slope;
  const end = (lhs.offset - rhs.offset) / slope + 0;
  if (!Number.isFinite(end)) return undefined;
  return slope > 0 ? { atLeast: end } : { atMost: end };
};

/**
 * The value of the claim's `critical` constant at which the conclusion turns from false to true on this draw, or
 * null when the claim has none or the conclusion is not affine in it.
 *
 * Throws: `FormulaError` when a quantity is missing.
 */
export const criticalValue = (
  bound: BoundClaim,
  scope: Scope,
  values: Readonly<Record<string, number>>,
): number | null => {
  const name = bound.claim.critical;
  if (name === undefined) return null;
  const range = solve(bound.conclusion, name, { ...values, ...scope });
  return range?.atLeast ?? range?.atMost ?? null;
};

/**
 * In which direction the conclusion becomes true in a constant on this draw: 1 upwards, −1 downwards, 0 where it is not affine in it, or
 * does not depend on it.
 */
export const constantSide = (
  bound: BoundClaim,
  scope: Scope,
  values: Readonly<Record<string, number>>,
  name: string,
): 1 | -1 | 0 => {
  const range = solve(bound.conclusion, name, { ...values, ...scope });
  return range === undefined ? 0 : range.atLeast === undefined ? -1 : 1;
};

/**
 * A bracket of rhs − lhs of the conclusion, given brackets of the quantities: a violation is certain when its upper
 * end lies below zero, and impossible when its lower end does not.
 *
 * Throws: `FormulaError` when a quantity is missing.
 */
export const marginInterval = (
  bound: BoundClaim,
  scope: Scope,
  quantities: Readonly<Record<string, Interval>>,
): Interval => {
  const { lhs, rhs } = bound.conclusion;
  const all = { ...quantities, ...scope };
  return difference(rhs.evaluateInterval(all), lhs.evaluateInterval(all));
};

/** rhs − lhs of the conclusion; below zero is a violation. */
export const margin = (bound: BoundClaim, scope: Scope, values: Readonly<Record<string, number>>): number => {
  const { lhs, rhs } = bound.conclusion;
  const all = { ...values, ...scope };
  return rhs.evaluate(all) - lhs.evaluate(all);
};
