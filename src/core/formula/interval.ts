import type { Algebra } from './expression.ts';

/** All numbers from `lower` to `upper`, both included. An end may be infinite. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** What is known about a number of which nothing is known. */
export const wholeLine: Interval = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };

/** The interval of one number; the whole line for NaN. */
export const pointInterval = (value: number): Interval => between(value, value);

/** The interval from `lower` to `upper`; the whole line when an end is NaN or the ends are out of order. */
export const between = (lower: number, upper: number): Interval =>
  lower <= upper ? { lower, upper } : wholeLine;

/**
 * Interval arithmetic that never loses the true value: for numbers within the operands, both the exact real
 * result and the one f64 arithmetic gives lie in the interval that comes out.
 *
 * Where a value may be NaN or nothing can be said, the result is the whole line: division by an interval with 0,
 * sqrt or log of an interval with negative numbers, a power whose base may be negative under an exponent that is
 * no fixed integer, 0 · ∞. What is made of the whole line is the whole line again, so that no later operation,
 * not even sign or max, makes a bound out of a NaN. An operand is seen through its ends alone, so a symbol that
 * stands twice in a formula widens the result.
 *
 * Precision: + − · / and sqrt are correctly rounded, so the truth lies within half an ulp and one step outward
 * holds it; results known to be exact take no step. log, exp and powers come from the engine's library, whose
 * documented errors are below 1 ulp; we step 4 ulps. Rounding never changes a sign, so a step outward stops at zero.
 */
export const intervalAlgebra: Algebra<Interval> = {
  constant: (value) => pointInterval(value),
  operations: {
    add: known((a, b) => add(a!, b!)),
    subtract: known((a, b) => add(a!, negate(b!))),
    multiply: known((a, b) => multiply(a!, b!)),
    divide: known((a, b) => divide(a!, b!)),
    pow: known((a, b) => power(a!, b!)),
    negate: known((a) => negate(a!)),
    sqrt: known((a) => squareRoot(a!)),
    log: known((a) => increasing(a!, Math.log, 1)),
    exp: known((a) => increasing(a!, Math.exp, 0)),
    abs: known((a) => absolute(a!)),
    min: known((...values) => between(Math.min(...values.map(lowerEnd)), Math.min(...values.map(upperEnd)))),
    max: known((...values) => between(Math.max(...values.map(lowerEnd)), Math.max(...values.map(upperEnd)))),
    sign: known((a) => between(Math.sign(a!.lower), Math.sign(a!.upper))),
  },
};

/** a − b. */
export const difference = (a: Interval, b: Interval): Interval => intervalAlgebra.operations.subtract(a, b);

type Operation = (...operands: Interval[]) => Interval;

/** `operation`, asked only when something is known of every operand. A declaration, since it is used above. */
function known(operation: Operation): Operation {
  return (...operands) => (operands.some(isWhole) ? wholeLine : operation(...operands));
}

/** Also true of an interval that is none: an end is NaN, or the ends are out of order. */
const isWhole = ({ lower, upper }: Interval): boolean =>
  !(lower <= upper) || (lower === Number.NEGATIVE_INFINITY && upper === Number.POSITIVE_INFINITY);

const LIBRARY_ULPS = 4;

const lowerEnd = (a: Interval): number => a.lower;
const upperEnd = (a: Interval): number => a.upper;

const add = (a: Interval, b: Interval): Interval => {
  const lower = a.lower + b.lower;
  const upper = a.upper + b.upper;
  return between(
    sumIsExact(a.lower, b.lower, lower) ? lower : below(lower, 1),
    sumIsExact(a.upper, b.upper, upper) ? upper : above(upper, 1),
  );
};

const negate = (a: Interval): Interval => between(-a.upper, -a.lower);

const absolute = (a: Interval): Interval => {
  if (a.lower >= 0) return a;
  if (a.upper <= 0) return negate(a);
  return between(0, Math.max(-a.lower, a.upper));
};

const multiply = (a: Interval, b: Interval): Interval =>
  hull([
    product(a.lower, b.lower),
    product(a.lower, b.upper),
    product(a.upper, b.lower),
    product(a.upper, b.upper),
  ]);

const divide = (a: Interval, b: Interval): Interval => {
  if (b.lower <= 0 && b.upper >= 0) return wholeLine;
  return hull([
    quotient(a.lower, b.lower),
    quotient(a.lower, b.upper),
    quotient(a.upper, b.lower),
    quotient(a.upper, b.upper),
  ]);
};

const squareRoot = (a: Interval): Interval => {
  const lower = Math.sqrt(a.lower);
  const upper = Math.sqrt(a.upper);
  return between(
    isProduct(a.lower, lower, lower) ? lower : below(lower, 1),
    isProduct(a.upper, upper, upper) ? upper : above(upper, 1),
  );
};

/** An increasing function of the library, which is exact at `exactAt`. */
const increasing = (a: Interval, f: (value: number) => number, exactAt: number): Interval =>
  between(
    a.lower === exactAt ? f(a.lower) : below(f(a.lower), LIBRARY_ULPS),
    a.upper === exactAt ? f(a.upper) : above(f(a.upper), LIBRARY_ULPS),
  );

const power = (base: Interval, exponent: Interval): Interval => {
  const n = exponent.lower;
  if (n === exponent.upper && Number.isInteger(n)) return integerPower(base, n);
  // f64 arithmetic has 1^∞ = NaN, and an infinite end may have been reached.
  if (!Number.isFinite(exponent.lower) || !Number.isFinite(exponent.upper)) return wholeLine;
  // For b > 0, bᵉ is monotone in b for fixed e and in e for fixed b, so its extremes lie at the corners.
  if (base.lower > 0 || (base.lower === 0 && exponent.lower > 0)) {
    return hull([
      libraryPower(base.lower, exponent.lower),
      libraryPower(base.lower, exponent.upper),
      libraryPower(base.upper, exponent.lower),
      libraryPower(base.upper, exponent.upper),
    ]);
  }
  return wholeLine;
};

const integerPower = (base: Interval, n: number): Interval => {
  if (n === 0) return pointInterval(1);
  if (n === 1) return base;
  if (n < 0 && base.lower <= 0 && base.upper >= 0) return wholeLine;
  // An even power does not see the sign; after this every case is monotone between the ends.
  const from = n % 2 === 0 ? absolute(base) : base;
  if (n === 2) return hull([product(from.lower, from.lower), product(from.upper, from.upper)]);
  return hull([libraryPower(from.lower, n), libraryPower(from.upper, n)]);
};

/** Bounds for one product: the exact real product and the rounded one lie between them. */
const product = (a: number, b: number): Interval => {
  const value = a * b;
  return isProduct(value, a, b) ? pointInterval(value) : around(value, 1);
};

const quotient = (a: number, b: number): Interval => {
  const value = a / b;
  return isProduct(a, value, b) ? pointInterval(value) : around(value, 1);
};

const libraryPower = (base: number, exponent: number): Interval =>
  around(base ** exponent, base === 1 || base === 0 ? 0 : LIBRARY_ULPS);

const around = (value: number, ulps: number): Interval => between(below(value, ulps), above(value, ulps));

/** The smallest interval that holds all `parts`. */
const hull = (parts: readonly Interval[]): Interval =>
  between(Math.min(...parts.map(lowerEnd)), Math.max(...parts.map(upperEnd)));

/** Knuth's two-sum: the residue of a rounded sum is itself an f64, and zero exactly when nothing was lost. */
const sumIsExact = (a: number, b: number, sum: number): boolean => {
  const bPart = sum - a;
  return a - (sum - bPart) + (b - bPart) === 0;
};

/**
 * Whether `value` is the product a · b without rounding; false also where that cannot be told.
 *
 * Dekker's product: each factor is split into halves of 26 bits, whose products are exact, so the residue is too, as
 * long as nothing over- or underflows on the way.
 */
const isProduct = (value: number, a: number, b: number): boolean => {
  if (value !== a * b) return false;
  if (a === 0 || b === 0) return true;
  if (!isModerate(a) || !isModerate(b)) return false;
  const [aHigh, aLow] = halves(a);
  const [bHigh, bLow] = halves(b);
  return aLow * bLow - (value - aHigh * bHigh - aLow * bHigh - aHigh * bLow) === 0;
};

/** Far from every overflow and underflow that a product of two such numbers, and its residue, could meet. */
const isModerate = (a: number): boolean => Math.abs(a) > 1e-120 && Math.abs(a) < 1e120;

/** Veltkamp's split. */
const halves = (a: number): readonly [high: number, low: number] => {
  const stretched = a * (2 ** 27 + 1);
  const high = stretched - (stretched - a);
  return [high, a - high];
};

const bits = new BigInt64Array(1);
const float = new Float64Array(bits.buffer);

/** `value` moved up by `ulps` representable numbers; from below zero no further than −0, since +0 and −0 tell signs. */
const above = (value: number, ulps: number): number => {
  if (Number.isNaN(value) || value === Number.POSITIVE_INFINITY || ulps === 0) return value;
  const negative = value < 0 || Object.is(value, -0);
  float[0] = Math.abs(value);
  if (!negative) {
    bits[0] = bits[0]! + BigInt(ulps);
    return float[0] > Number.MAX_VALUE || Number.isNaN(float[0]) ? Number.POSITIVE_INFINITY : float[0];
  }
  bits[0] = bits[0]! > BigInt(ulps) ? bits[0]! - BigInt(ulps) : 0n;
  return -float[0];
};

const below = (value: number, ulps: number): number => -above(-value, ulps);
