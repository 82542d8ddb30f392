import { type Algebra, compile, type Expression, type OperationName, operationNames } from './expression.ts';
import { numberAlgebra } from './numberAlgebra.ts';

/** offset + slope · t, as a function of one symbol t. */
export interface Affine {
  readonly offset: number;
  readonly slope: number;
}

/**
 * `expression` as an affine function of the symbol `name`, the other symbols at their values in `scope`; undefined
 * when its form is not affine in `name`, or a value is missing. Judged by form: K + K² − K² is not taken as affine.
 *
 * @example
 * affineIn('K', parseFormula('K * C0^2 + 1').expression, { C0: 3 }); // { offset: 1, slope: 9 }
 */
export const affineIn = (
  name: string,
  expression: Expression,
  scope: Readonly<Record<string, number>>,
): Affine | undefined =>
  compile(
    expression,
    affineAlgebra,
  )((symbol) => {
    if (symbol === name) return { offset: 0, slope: 1 };
    return Object.hasOwn(scope, symbol) ? fixed(scope[symbol]!) : undefined;
  });

type Operand = Affine | undefined;

const fixed = (offset: number): Affine => ({ offset, slope: 0 });

const isFixed = (operand: Operand): operand is Affine => operand?.slope === 0;

/** An operation on values that do not depend on the symbol; undefined as soon as one does. */
const onFixed =
  (name: OperationName) =>
  (...operands: Operand[]): Operand =>
    operands.every(isFixed)
      ? fixed(numberAlgebra.operations[name](...operands.map((operand) => operand.offset)))
      : undefined;

const combined = (a: Operand, b: Operand, sign: 1 | -1): Operand =>
  a && b && { offset: a.offset + sign * b.offset, slope: a.slope + sign * b.slope };

const scaled = (a: Operand, factor: number): Operand =>
  a && { offset: a.offset * factor, slope: a.slope === 0 ? 0 : a.slope * factor };

const affineAlgebra: Algebra<Operand> = {
  constant: fixed,
  operations: {
    ...(Object.fromEntries(
      operationNames.map((name) => [name, onFixed(name)]),
    ) as Algebra<Operand>['operations']),
    add: (a, b) => combined(a, b, 1),
    subtract: (a, b) => combined(a, b, -1),
    negate: (a) => scaled(a, -1),
    multiply: (a, b) => (isFixed(b) ? scaled(a, b.offset) : isFixed(a) ? scaled(b, a.offset) : undefined),
    divide: (a, b) =>
      isFixed(b) && a
        ? { offset: a.offset / b.offset, slope: a.slope === 0 ? 0 : a.slope / b.offset }
        : undefined,
  },
};
