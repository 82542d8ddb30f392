import type { Constant } from '../claim.ts';
import { affineIn } from '../formula/affine.ts';
import type { Scope } from './boundClaim.ts';
import { type BoundClaim, type BoundComparison, constantsAt, derivedAt, drawPremise } from './boundClaim.ts';

/** Where a constant stands, and on which side of a value the claim says less. */
export interface Quantified {
  /** In the premise on the axes alone, in the conclusion alone, or somewhere that decides a draw in another way. */
  readonly stands: 'premise' | 'conclusion' | 'elsewhere';
  readonly weaker: 'larger' | 'smaller' | 'none';
}

const speaksOf = (name: string, { lhs, rhs }: BoundComparison): boolean =>
  lhs.symbols.has(name) || rhs.symbols.has(name);

/** The sign of the slope of rhs − lhs in a constant, all else at these values; 0 where the sides are not affine in it. */
const slopeIn = (name: string, { lhs, rhs }: BoundComparison, scope: Scope): number => {
  const left = affineIn(name, lhs.expression, scope);
  const right = affineIn(name, rhs.expression, scope);
  return left === undefined || right === undefined ? 0 : Math.sign(right.slope - left.slope);
};

/** Sample values of what is not a number yet: an axis of a rate lies below 1, a quantity is a length or a count. */
const samples = [
  { count: 50, real: 1, rate: 0.05, quantity: 1 },
  { count: 3, real: 2.5, rate: 0.3, quantity: 0.2 },
] as const;

const scopesOf = (bound: BoundClaim): readonly Scope[] =>
  samples.map((sample) => {
    const at = Object.fromEntries(bound.axes.map(({ symbol, kind }) => [symbol, sample[kind]]));
    const constants = constantsAt(bound, at);
    const quantities = [bound.conclusion, ...bound.premise]
      .flatMap(({ lhs, rhs }) => [...lhs.symbols, ...rhs.symbols])
      .filter((name) => !bound.ofCell.has(name));
    return {
      ...Object.fromEntries(quantities.map((name) => [name, sample.quantity])),
      ...derivedAt(bound, at, constants),
      ...constants,
      ...at,
    };
  });

/**
 * Where each constant stands and in which direction the claim becomes weaker, from the formulas.
 *
 * In a premise, a constant weakens the claim in the direction in which fewer cells satisfy it; in a conclusion, in that in which more
 * draws do. One that decides draws in another way (in a radius, a failure rate, as the parameter of a quantity, in two places at once)
 * has no direction, and what is found at one value says nothing of others.
 *
 * `reads`: the constants that the claim's quantities depend on. A quantity in a product with a constant is taken to be at least 0.
 */
export const quantified = (
  bound: BoundClaim,
  reads: ReadonlySet<string>,
): Readonly<Record<string, Quantified>> => {
  const onDraws = drawPremise(bound);
  const onCell = bound.premise.filter((comparison) => !onDraws.includes(comparison));
  const derived = [...Object.values(bound.where), ...(bound.failureRate === null ? [] : [bound.failureRate])];
  const scopes = scopesOf(bound);
  const directionIn = (name: string, comparisons: readonly BoundComparison[]): number => {
    const slopes = comparisons.flatMap((one) => scopes.map((scope) => slopeIn(name, one, scope)));
    return slopes.every((slope) => slope === slopes[0]) ? (slopes[0] ?? 0) : 0;
  };
  const of = (name: string, constant: Constant): Quantified => {
    const followed = Object.entries(bound.constants).some(
      ([other, { symbols }]) => other !== name && symbols.has(name),
    );
    const elsewhere =
      reads.has(name) ||
      derived.some(({ symbols }) => symbols.has(name)) ||
      onDraws.some((one) => speaksOf(name, one));
    const premises = onCell.filter((one) => speaksOf(name, one));
    const concludes = speaksOf(name, bound.conclusion);
    if (elsewhere || (concludes && premises.length > 0) || (!concludes && premises.length === 0 && followed))
      return { stands: 'elsewhere', weaker: 'none' };
    const stands = concludes ? 'conclusion' : 'premise';
    if (constant.weaker !== undefined) return { stands, weaker: constant.weaker };
    // A premise excludes more where its room shrinks; a conclusion holds more often where its room grows.
    const direction = concludes ? directionIn(name, [bound.conclusion]) : -directionIn(name, premises);
    return { stands, weaker: direction > 0 ? 'larger' : direction < 0 ? 'smaller' : 'none' };
  };
  return Object.fromEntries(
    Object.entries(bound.claim.constants).map(([name, constant]) => [name, of(name, constant)]),
  );
};
