/** The operations a formula may use. The first six are written as operators, the others as functions. */
export const operationNames = [
  'add',
  'subtract',
  'multiply',
  'divide',
  'pow',
  'negate',
  'sqrt',
  'log',
  'exp',
  'abs',
  'min',
  'max',
  'sign',
] as const;

export type OperationName = (typeof operationNames)[number];

/** A formula as a tree. It has no parentheses and no unary plus: the tree itself says what they said. */
export type Expression =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: 'operation'; readonly name: OperationName; readonly operands: readonly Expression[] };

/**
 * What constants and operations mean: numbers, intervals, TeX, or affine functions of one symbol.
 *
 * `min` and `max` take one operand or more, the others as many as they are known for.
 */
export interface Algebra<T> {
  constant(value: number): T;
  readonly operations: Readonly<Record<OperationName, (...operands: T[]) => T>>;
}

/** Turns `expression` into a function of what its symbols stand for, in the given algebra. */
export const compile = <T>(
  expression: Expression,
  algebra: Algebra<T>,
): ((lookup: (name: string) => T) => T) => {
  switch (expression.kind) {
    case 'constant': {
      const value = algebra.constant(expression.value);
      return () => value;
    }
    case 'symbol': {
      const { name } = expression;
      return (lookup) => lookup(name);
    }
    case 'operation': {
      const operation = algebra.operations[expression.name];
      const operands = expression.operands.map((operand) => compile(operand, algebra));
      return (lookup) => operation(...operands.map((operand) => operand(lookup)));
    }
    default:
      return expression satisfies never;
  }
};

/** The names that `expression` speaks of. */
export const symbolsOf = (expression: Expression): ReadonlySet<string> => {
  const names = new Set<string>();
  const visit = (part: Expression): void => {
    if (part.kind === 'symbol') names.add(part.name);
    if (part.kind === 'operation') part.operands.forEach(visit);
  };
  visit(expression);
  return names;
};
