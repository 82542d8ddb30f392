import { affineIn } from './affine.ts';
import type { Claim, Comparison } from './claim.ts';
import { ClaimError } from './claimError.ts';
import { type Formula, parseFormula } from './formula.ts';
import { difference, type Interval } from './interval.ts';
import { didYouMean } from './nearest.ts';

/** lhs ≤ rhs, both sides read. */
export interface BoundComparison {
  readonly lhs: Formula;
  readonly rhs: Formula;
}

/** A claim whose formulas have been read. */
export interface BoundClaim {
  readonly claim: Claim;
  readonly premise: readonly BoundComparison[];
  readonly conclusion: BoundComparison;
  readonly radius: Formula;
  readonly failureRate: Formula;
  /** The defaults of the free constants, in the order of their declaration. */
  readonly constants: Readonly<Record<string, Formula>>;
}

/** The axes of a cell; `gamma` is null where a claim allows no failure at all. */
export interface Axes {
  readonly d: number;
  readonly m: number;
  readonly C0: number;
  readonly gamma: number | null;
}

/** What formulas of a cell may speak of: its axes, and its constants once they have values. */
export type Scope = Readonly<Record<string, number>>;

/** Names that mean the axes in every formula. */
export const axisNames: readonly string[] = ['d', 'm', 'C0', 'gamma'];

/** Room for rounding in a premise: 32^2.4 comes out as 4095.9999999999986, so m = 4096 must not hang on an ulp. */
const PREMISE_SLACK = 1e-9;

/**
 * Reads every formula of `claim` once.
 *
 * Throws: `FormulaError` for a formula that cannot be read; `parseClaim` reports the same with file and field.
 */
export const bindClaim = (claim: Claim): BoundClaim => ({
  claim,
  premise: claim.premise.map(bindComparison),
  conclusion: bindComparison(claim.conclusion),
  radius: parseFormula(claim.ball.radius),
  failureRate: parseFormula(claim.failureRate),
  constants: Object.fromEntries(
    Object.entries(claim.constants).map(([name, constant]) => [name, parseFormula(constant.default)]),
  ),
});

const bindComparison = ({ lhs, rhs }: Comparison): BoundComparison => ({
  lhs: parseFormula(lhs),
  rhs: parseFormula(rhs),
});

/**
 * The values of the free constants in a cell: what `overrides` sets, else the default there. A default may speak
 * of the constants before it, and follows them when they are overridden.
 *
 * Throws: `ClaimError` when `overrides` names no constant of the claim.
 */
export const constantsAt = (
  bound: BoundClaim,
  axes: Axes,
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
    values[name] = Object.hasOwn(overrides, name)
      ? overrides[name]!
      : formula.evaluate(scopeOf(axes, values));
  }
  return values;
};

/** Axes and constants as one scope. A gamma of null is left out. */
export const scopeOf = (axes: Axes, constants: Readonly<Record<string, number>> = {}): Scope => {
  const { d, m, C0, gamma } = axes;
  return { ...constants, d, m, C0, ...(gamma === null ? {} : { gamma }) };
};

/** The comparisons of the premise that axes and constants decide. The others are premises on the draw. */
export const cellPremise = (bound: BoundClaim): readonly BoundComparison[] =>
  bound.premise.filter((comparison) => speaksOfCellAlone(bound, comparison));

/** The comparisons of the premise that speak of a quantity: where one fails, the trial is skipped. */
export const drawPremise = (bound: BoundClaim): readonly BoundComparison[] =>
  bound.premise.filter((comparison) => !speaksOfCellAlone(bound, comparison));

const speaksOfCellAlone = (bound: BoundClaim, { lhs, rhs }: BoundComparison): boolean =>
  [...lhs.symbols, ...rhs.symbols].every(
    (name) => axisNames.includes(name) || Object.hasOwn(bound.constants, name),
  );

/** Whether the cell lies inside what the claim speaks of, up to a relative slack of 1e-9. NaN lies outside. */
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
