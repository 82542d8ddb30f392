import { maximize } from './linearProgram.ts';
import { asWritten, compare, minus, over, plus, type Rational, rational, times } from './rational.ts';

/** A linear form with its coefficient for each variable; a variable that is left out has 0. */
export type Form = Readonly<Record<string, number>>;

/** max of `left` ≤ max of `right` wherever each form of `where` is at most 0. */
export interface MaxInequality {
  /** What it is, in a few words. */
  readonly says: string;
  readonly left: readonly Form[];
  readonly right: readonly Form[];
  readonly where: readonly Form[];
}

/**
 * Why one form A of `left` is at most max B_j: A = Σ_j weights_j B_j + Σ_k prices_k C_k with nonnegative
 * numbers, the weights adding up to 1. Where all C_k ≤ 0 the first sum is at most max B_j and the second at
 * most 0.
 */
export interface Multipliers {
  readonly weights: readonly Rational[];
  readonly prices: readonly Rational[];
}

/** Multipliers for each form of `left`, or a point at which the inequality fails. */
export type Examined =
  | { readonly kind: 'proved'; readonly multipliers: readonly Multipliers[] }
  | { readonly kind: 'fails'; readonly form: number; readonly point: Readonly<Record<string, Rational>> };

const zero = rational(0n);
const one = rational(1n);

const coefficient = (form: Form, variable: string): Rational => {
  const value = form[variable];
  return value === undefined ? zero : asWritten(value);
};

const variablesOf = ({ left, right, where }: MaxInequality): readonly string[] => [
  ...new Set([...left, ...right, ...where].flatMap((form) => Object.keys(form))),
];

const sum = (terms: readonly Rational[]): Rational => terms.reduce(plus, zero);

/** Whether the multipliers prove the inequality for this form of its left side, by exact arithmetic alone. */
export const multipliersProve = (
  inequality: MaxInequality,
  form: number,
  { weights, prices }: Multipliers,
): boolean => {
  const { left, right, where } = inequality;
  if (weights.length !== right.length || prices.length !== where.length) return false;
  if ([...weights, ...prices].some((entry) => compare(entry, zero) < 0)) return false;
  if (compare(sum(weights), one) !== 0) return false;
  return variablesOf(inequality).every((variable) => {
    const combined = sum([
      ...right.map((piece, j) => times(weights[j]!, coefficient(piece, variable))),
      ...where.map((condition, k) => times(prices[k]!, coefficient(condition, variable))),
    ]);
    return compare(combined, coefficient(left[form]!, variable)) === 0;
  });
};

/** Whether the inequality fails at the point, by exact arithmetic alone. */
export const failsAt = (
  { left, right, where }: MaxInequality,
  form: number,
  point: Readonly<Record<string, Rational>>,
): boolean => {
  const at = (one: Form): Rational =>
    sum(Object.keys(one).map((variable) => times(coefficient(one, variable), point[variable] ?? zero)));
  const value = at(left[form]!);
  return (
    where.every((condition) => compare(at(condition), zero) <= 0) &&
    right.every((piece) => compare(value, at(piece)) > 0)
  );
};

/**
 * Decides one form: the largest t ≤ 1 with A(v) − B_j(v) ≥ t for all j and C_k(v) ≤ 0, over v = v⁺ − v⁻. It is
 * 0, and then the prices are the multipliers; or 1, since all is homogeneous, and then v is a point.
 */
const checkForm = (inequality: MaxInequality, form: number): Multipliers | Record<string, Rational> => {
  const { left, right, where } = inequality;
  const variables = variablesOf(inequality);
  const row = (t: Rational, of: (variable: string) => Rational): readonly Rational[] => {
    const entries = variables.map(of);
    return [t, ...entries, ...entries.map((entry) => minus(zero, entry))];
  };
  const A = [
    ...right.map((piece) =>
      row(one, (variable) => minus(coefficient(piece, variable), coefficient(left[form]!, variable))),
    ),
    ...where.map((condition) => row(zero, (variable) => coefficient(condition, variable))),
    row(one, () => zero),
  ];
  const b = [...right.map(() => zero), ...where.map(() => zero), one];
  const { value, q, prices } = maximize([one, ...A[0]!.slice(1).map(() => zero)], A, b);
  if (compare(value, zero) > 0)
    return Object.fromEntries(
      variables.map((variable, i) => [variable, minus(q[1 + i]!, q[1 + variables.length + i]!)]),
    );
  const total = sum(prices.slice(0, right.length));
  const scaled = prices.slice(0, right.length + where.length).map((price) => over(price, total));
  return { weights: scaled.slice(0, right.length), prices: scaled.slice(right.length) };
};

const isMultipliers = (found: Multipliers | Record<string, Rational>): found is Multipliers =>
  Array.isArray((found as Multipliers).weights);

/**
 * Proves an inequality between maxima of linear forms, or finds a point at which it fails.
 *
 * Every answer is checked again in exact fractions before it is given, whatever the linear program said:
 * multipliers by `multipliersProve`, a point by `failsAt`. By duality there is always one of the two.
 *
 * Throws: `Error` where an answer does not stand up to that check; `RangeError` where `right` is empty.
 * Source: Farkas' lemma; `maximize` solves the linear programs.
 */
export const checkMaxInequality = (inequality: MaxInequality): Examined => {
  if (inequality.right.length === 0)
    throw new RangeError(`examineMaxInequality: ${inequality.says} has nothing on its right side.`);
  const multipliers: Multipliers[] = [];
  for (let form = 0; form < inequality.left.length; form++) {
    const found = checkForm(inequality, form);
    if (!isMultipliers(found)) {
      if (!failsAt(inequality, form, found))
        throw new Error(`examineMaxInequality: a point against ${inequality.says} does not violate it.`);
      return { kind: 'fails', form, point: found };
    }
    if (!multipliersProve(inequality, form, found))
      throw new Error(`examineMaxInequality: multipliers for ${inequality.says} do not prove it.`);
    multipliers.push(found);
  }
  return { kind: 'proved', multipliers };
};
