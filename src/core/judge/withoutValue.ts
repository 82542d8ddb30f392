import { compile, type Expression, symbolsOf } from '../formula/expression.ts';
import type { Formula } from '../formula/formula.ts';
import { numberAlgebra } from '../formula/numberAlgebra.ts';
import type { Brackets, Point } from '../theorem.ts';
import { type BoundCell, quantityIn } from './bindCell.ts';
import { type BoundClaim, type BoundComparison, drawPremise } from './boundClaim.ts';

/** Whether some part of the formula is NaN whatever is drawn: then so is all of it. */
const hasFixedNaN = (expression: Expression, scope: Point): boolean => {
  if ([...symbolsOf(expression)].every((name) => Object.hasOwn(scope, name)))
    return Number.isNaN(compile(expression, numberAlgebra)((name) => scope[name]!));
  return expression.kind === 'operation' && expression.operands.some((part) => hasFixedNaN(part, scope));
};

/** What a side is before any draw, where it is not a finite number then: 'NaN', 'Infinity'; else null. */
const valueBefore = ({ symbols, expression, evaluate }: Formula, scope: Point): string | null => {
  if (![...symbols].every((name) => Object.hasOwn(scope, name)))
    return hasFixedNaN(expression, scope) ? 'NaN' : null;
  const value = evaluate(scope);
  return Number.isFinite(value) ? null : String(value);
};

/** The first side of the conclusion, or of a premise on the draw, that is not a finite number whatever is drawn. */
export const sideWithoutValue = (
  bound: BoundClaim,
  scope: Point,
): { readonly text: string; readonly is: string } | null => {
  for (const { lhs, rhs } of [bound.conclusion, ...drawPremise(bound)])
    for (const side of [lhs, rhs]) {
      const is = valueBefore(side, scope);
      if (is !== null) return { text: side.text, is };
    }
  return null;
};

/**
 * The value of a quantity that the search has reached on a draw: at the adversary's end, and in the middle where
 * nobody chooses. Null where nothing is known there yet.
 */
const reached = (at: BoundCell, symbol: string, brackets: Brackets): number | null => {
  const { lower, upper } = brackets[symbol]!;
  if (lower === upper) return lower;
  const { over } = quantityIn(at, symbol);
  const value = over === 'sup' ? lower : over === 'inf' ? upper : lower + (upper - lower) / 2;
  return Number.isFinite(value) ? value : null;
};

/**
 * Why a comparison says nothing on this draw, as a clause: a side that is not a finite number at what the search has
 * reached. Null where both sides have values, or are not known yet.
 *
 * An infinite side counts as one without a value: where f64 has no number for it, neither a violation nor its
 * absence can be checked.
 */
export const noValueIn = (
  at: BoundCell,
  { lhs, rhs }: BoundComparison,
  brackets: Brackets,
): string | null => {
  for (const side of [lhs, rhs]) {
    const names = [...side.symbols].filter((name) => at.wanted.has(name));
    const values = names.map((name) => [name, reached(at, name, brackets)] as const);
    if (values.some(([, value]) => value === null)) continue;
    const value = side.evaluate({ ...Object.fromEntries(values), ...at.scope } as Point);
    if (Number.isFinite(value)) continue;
    const where = values.map(([name, known]) => `${name} = ${known}`).join(', ');
    return `"${side.text}" is ${value} at ${where}`;
  }
  return null;
};
