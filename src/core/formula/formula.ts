import { compile, type Expression, symbolsOf } from './expression.ts';
import { FormulaError } from './formulaError.ts';
import { between, type Interval, intervalAlgebra, pointInterval } from './interval.ts';
import { didYouMean } from './nearest.ts';
import { numberAlgebra } from './numberAlgebra.ts';
import { parseExpression } from './parseExpression.ts';
import { expressionToTex } from './tex.ts';

/** A formula, read once: it can be evaluated, bracketed and printed. */
export interface Formula {
  readonly text: string;
  /** The names it speaks of. */
  readonly symbols: ReadonlySet<string>;
  readonly expression: Expression;
  /** Throws: `FormulaError` when `scope` lacks a symbol. What has no value, such as log(−1), is NaN. */
  evaluate(scope: Readonly<Record<string, number>>): number;
  /** An interval with every value that `evaluate` has within the intervals of `scope`; see `intervalAlgebra`. */
  evaluateInterval(scope: Readonly<Record<string, number | Interval>>): Interval;
  /** In the paper's letters; `names` gives the TeX of further symbols. */
  toTex(names?: Readonly<Record<string, string>>): string;
}

/**
 * Reads a formula in mathjs's grammar, of which it knows: finite numbers, pi, names (a letter, then letters, digits
 * and _), the operators + − * / ^, parentheses, and sqrt, ln (also written log), exp, abs, min, max and sign.
 *
 * Any other name means what the scope says: `e` and `i` are not constants and `m` is not a metre. A
 * product needs its `*`. As in mathematics, −2^2 is −4 and 2^3^2 is 2^9. A number means the f64 nearest to it.
 *
 * Throws: `FormulaError`, naming the offending part and its position, for anything else, for more than 500
 * characters, and for parentheses nested deeper than 50.
 *
 * @example
 * parseFormula('2 * sqrt(log(2 / gamma)) + C0').evaluate({ gamma: 0.05, C0: 1 }); // ≈ 4.84129117
 * [...parseFormula('d^2.4').symbols]; // ['d']
 * parseFormula('C0 / sqrt(m)').toTex(); // '\\frac{C_0}{\\sqrt{m}}'
 */
export const parseFormula = (text: string): Formula => {
  const expression = parseExpression(text);
  const symbols = symbolsOf(expression);
  const number = compile(expression, numberAlgebra);
  const interval = compile(expression, intervalAlgebra);
  return {
    text,
    symbols,
    expression,
    evaluate: (scope) => number((name) => lookup(text, scope, name, (value) => toNumber(value))),
    evaluateInterval: (scope) => interval((name) => lookup(text, scope, name, (value) => toInterval(value))),
    toTex: (names = {}) => expressionToTex(expression, names),
  };
};

export { FormulaError };

const toNumber = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

const toInterval = (value: unknown): Interval | undefined => {
  if (typeof value === 'number') return pointInterval(value);
  if (typeof value !== 'object' || value === null) return undefined;
  const { lower, upper } = value as Interval;
  return between(lower, upper);
};

/** Own properties only: what an object inherits, such as `constructor`, is as unknown as any other name. */
const lookup = <T>(text: string, scope: object, name: string, read: (value: unknown) => T | undefined): T => {
  const found = Object.hasOwn(scope, name) ? read((scope as Record<string, unknown>)[name]) : undefined;
  if (found !== undefined) return found;
  const known = Object.keys(scope);
  const near = didYouMean(name, known);
  const cure = near === '' ? `; known here are ${known.join(', ') || 'no names'}` : near;
  const position = text.search(new RegExp(`(?<![A-Za-z0-9_.])${name}(?![A-Za-z0-9_])`)) + 1;
  const message = `formula ${JSON.stringify(text)}: "${name}" at position ${position} has no value${cure}`;
  throw new FormulaError(text, message, position);
};
