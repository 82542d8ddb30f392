import type { Algebra } from './expression.ts';

/**
 * Plain f64 arithmetic.
 *
 * Precision: each operation as accurate as the engine's; a square is a · a, hence correctly rounded.
 */
export const numberAlgebra: Algebra<number> = {
  constant: (value) => value,
  operations: {
    add: (a, b) => a! + b!,
    subtract: (a, b) => a! - b!,
    multiply: (a, b) => a! * b!,
    divide: (a, b) => a! / b!,
    pow: (a, b) => (b === 2 ? a! * a! : a! ** b!),
    negate: (a) => -a!,
    sqrt: (a) => Math.sqrt(a!),
    log: (a) => Math.log(a!),
    exp: (a) => Math.exp(a!),
    abs: (a) => Math.abs(a!),
    min: (...values) => Math.min(...values),
    max: (...values) => Math.max(...values),
    sign: (a) => Math.sign(a!),
  },
};
