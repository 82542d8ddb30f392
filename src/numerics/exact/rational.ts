/** A fraction in lowest terms with a positive denominator. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const divisor = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};

/**
 * numerator/denominator in lowest terms.
 *
 * Throws: `RangeError` when the denominator is 0.
 */
export const rational = (numerator: bigint, denominator = 1n): Rational => {
  if (denominator === 0n) throw new RangeError('rational: expected a denominator other than 0.');
  const common = divisor(numerator, denominator) * (denominator < 0n ? -1n : 1n);
  return { numerator: numerator / common, denominator: denominator / common };
};

/**
 * The shortest decimal that reads back as x: 0.05 is 1/20, as it was meant.
 *
 * @example
 * asWritten(0.05); // { numerator: 1n, denominator: 20n }
 */
export const asWritten = (x: number): Rational => {
  const [digits, exponent] = x.toExponential().split('e') as [string, string];
  const [whole, part = ''] = digits.split('.') as [string, string?];
  const power = Number(exponent) - part.length;
  const numerator = BigInt(whole + part);
  return power >= 0 ? rational(numerator * 10n ** BigInt(power)) : rational(numerator, 10n ** BigInt(-power));
};

export const plus = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
export const minus = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator);
export const times = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.numerator, a.denominator * b.denominator);
export const over = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.denominator, a.denominator * b.numerator);

/** Below zero when a < b, 0 when they are equal, above zero when a > b. */
export const compare = (a: Rational, b: Rational): number => {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
};

const bits = (n: bigint): number => n.toString(16).length * 4;

/** The nearest double, or its neighbour; for fractions whose size a double can hold. */
export const toNumber = ({ numerator, denominator }: Rational): number => {
  // A quotient of 70 bits or so is rounded by `Number`; the power of two that makes it so is exact.
  const shift = Math.max(0, 72 + bits(denominator) - bits(numerator));
  return Number((numerator << BigInt(shift)) / denominator) / 2 ** shift;
};

/** The fraction as text: "11/2", or "3". */
export const written = ({ numerator, denominator }: Rational): string =>
  denominator === 1n ? `${numerator}` : `${numerator}/${denominator}`;
