import type { Comparison } from '../claim.ts';
import { type Algebra, compile, type Expression } from './expression.ts';
import { parseExpression } from './parseExpression.ts';

/** TeX names of symbols, as in { valueSup: '\\sup_{W \\in B} |f(x; W)|' }. */
export type TexNames = Readonly<Record<string, string>>;

/** How tightly a piece of TeX holds together; a piece is put in parentheses where something tighter is needed. */
const SUM = 1;
const PRODUCT = 2;
const POWER = 3;
const ATOM = 4;

interface Piece {
  readonly tex: string;
  readonly binding: number;
}

/**
 * `expression` in the paper's letters: C0 is C_0, gamma is \gamma, log is \ln, a quotient is a fraction.
 *
 * A name in `names` is printed as given there; other words of several letters are set upright.
 */
export const expressionToTex = (expression: Expression, names: TexNames = {}): string =>
  compile(expression, texAlgebra)((name) => symbolPiece(name, names)).tex;

/**
 * A comparison as one line of TeX.
 *
 * @example
 * comparisonToTex({ lhs: 'd^2.4', rhs: 'm' }); // 'd^{2.4} \\le m'
 */
export const comparisonToTex = (comparison: Comparison, names: TexNames = {}): string =>
  `${expressionToTex(parseExpression(comparison.lhs), names)} \\le ${expressionToTex(parseExpression(comparison.rhs), names)}`;

const atom = (tex: string): Piece => ({ tex, binding: ATOM });

const held = (piece: Piece, binding: number): string =>
  piece.binding >= binding ? piece.tex : `\\left( ${piece.tex} \\right)`;

const call =
  (name: string) =>
  (...operands: Piece[]): Piece => ({
    tex: `${name}\\left( ${operands.map((operand) => operand.tex).join(', ')} \\right)`,
    binding: POWER,
  });

/** A number right after a factor would read as one number with it, so it gets a dot; other factors a thin space. */
const times = (left: string, right: string): string =>
  /^[\d.-]/.test(right) ? `${left} \\cdot ${right}` : `${left} \\, ${right}`;

const texAlgebra: Algebra<Piece> = {
  constant: (value) => numberPiece(value),
  operations: {
    add: (a, b) => ({ tex: `${held(a!, SUM)} + ${held(b!, PRODUCT)}`, binding: SUM }),
    subtract: (a, b) => ({ tex: `${held(a!, SUM)} - ${held(b!, PRODUCT)}`, binding: SUM }),
    multiply: (a, b) => ({ tex: times(held(a!, PRODUCT), held(b!, POWER)), binding: PRODUCT }),
    divide: (a, b) => ({ tex: `\\frac{${a!.tex}}{${b!.tex}}`, binding: POWER }),
    pow: (a, b) => ({
      tex: `{${held(a!, ATOM)}}^{${b!.tex}}`.replace(/^\{(\\?[A-Za-z0-9.]+)\}\^/, '$1^'),
      binding: POWER,
    }),
    negate: (a) => ({ tex: `-${held(a!, PRODUCT)}`, binding: SUM }),
    sqrt: (a) => atom(`\\sqrt{${a!.tex}}`),
    log: call('\\ln'),
    exp: call('\\exp'),
    abs: (a) => atom(`\\left| ${a!.tex} \\right|`),
    min: call('\\min'),
    max: call('\\max'),
    sign: call('\\operatorname{sign}'),
  },
};

const numberPiece = (value: number): Piece => {
  if (value === Math.PI) return atom('\\pi');
  const [mantissa, exponent] = String(value).split('e');
  if (exponent === undefined) return atom(mantissa!);
  const powerOfTen = `10^{${Number(exponent)}}`;
  if (mantissa === '1') return { tex: powerOfTen, binding: POWER };
  return { tex: `${mantissa} \\cdot ${powerOfTen}`, binding: PRODUCT };
};

const GREEK: ReadonlySet<string> = new Set(
  (
    'alpha beta gamma delta epsilon varepsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau phi chi psi omega ' +
    'Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega'
  ).split(' '),
);

/** Printed names that stand on their own under an exponent or beside a factor. */
const SIMPLE = /^(\\?[A-Za-z]+|\\(mathrm|operatorname)\{[^{}]*\})([_^](\w|\{[^{}]*\}))*$/;

const symbolPiece = (name: string, names: TexNames): Piece => {
  if (Object.hasOwn(names, name)) {
    const tex = names[name]!;
    return SIMPLE.test(tex) ? atom(tex) : { tex, binding: PRODUCT };
  }
  const [, word, index] = /^([A-Za-z]+?)_?(\d*)$/.exec(name) ?? [];
  if (word === undefined) return atom(`\\mathrm{${name.replaceAll('_', '\\_')}}`);
  const letter = GREEK.has(word) ? `\\${word}` : word.length === 1 ? word : `\\mathrm{${word}}`;
  return atom(index === '' ? letter : `${letter}_${index!.length === 1 ? index : `{${index}}`}`);
};
