/** A number known to lie in [low, high]·2^−bits, with integers `low` and `high`. */
export interface Enclosure {
  readonly low: bigint;
  readonly high: bigint;
  readonly bits: number;
}

const bitLength = (n: bigint): number => n.toString(16).length * 4;

/** A double near n^(1/k)·2^−shift; only where the search starts, so it need not be right. */
const guessRoot = (n: bigint, k: number): bigint => {
  const dropped = Math.max(0, bitLength(n) - 64);
  const log2 = Math.log2(Number(n >> BigInt(dropped))) + dropped;
  const exponent = log2 / k;
  const whole = Math.max(0, Math.floor(exponent) - 52);
  return BigInt(Math.ceil(2 ** (exponent - whole))) << BigInt(whole);
};

/**
 * ⌊n^(1/k)⌋, exactly.
 *
 * Newton's iteration from anywhere positive lands at or above the root after one step and falls until it has
 * it.
 */
export const integerRoot = (n: bigint, k: number): bigint => {
  if (n < 0n || !Number.isInteger(k) || k < 1) {
    throw new RangeError(`integerRoot: expected n >= 0 and a whole k >= 1, got n = ${n}, k = ${k}.`);
  }
  if (n === 0n) return 0n;
  const degree = BigInt(k);
  const next = (x: bigint): bigint => ((degree - 1n) * x + n / x ** (degree - 1n)) / degree;
  let root = next(guessRoot(n, k) || 1n);
  for (;;) {
    const lower = next(root);
    if (lower >= root) break;
    root = lower;
  }
  // The first step may round down below the root; then the loop ended at once.
  while ((root + 1n) ** degree <= n) root += 1n;
  return root;
};

/** ⌈n^(p/q)⌉ for n >= 0, exactly: the least integer m with m^q >= n^p. */
export const ceilPower = (n: bigint, p: number, q: number): bigint => {
  const power = n ** BigInt(p);
  const root = integerRoot(power, q);
  return root ** BigInt(q) === power ? root : root + 1n;
};

/** n^(p/q), within one unit of 2^−bits. */
export const power = (n: bigint, p: number, q: number, bits: number): Enclosure => {
  const low = integerRoot((n ** BigInt(p)) << BigInt(q * bits), q);
  return { low, high: low + 1n, bits };
};

/** Bits carried beyond those asked for, and how far the argument is halved: y < 2^−HALVED. */
const GUARD = 48;
const HALVED = 8;

/** A bound of exp(x·2^−bits) from below or from above, in units of 2^−bits; x >= 0. */
const expBound = (x: bigint, bits: number, up: boolean): bigint => {
  const whole = BigInt(bits + GUARD);
  const one = 1n << whole;
  const shifted = (product: bigint, by: bigint): bigint => (up ? -(-product >> by) : product >> by);
  const halvings = BigInt(HALVED + Math.max(0, bitLength(x) - bits));
  const y = shifted(x << BigInt(GUARD), halvings);
  let sum = one;
  let term = one;
  for (let n = 1n; ; n++) {
    const product = shifted(term * y, whole);
    term = up ? -(-product / n) + 1n : product / n;
    sum += term;
    // Later terms fall at least by 2^−HALVED each, so together they are below one unit plus the last term.
    if (term <= 2n) break;
  }
  if (up) sum += 4n;
  for (let i = 0n; i < halvings; i++) sum = shifted(sum * sum, whole);
  return shifted(sum, BigInt(GUARD));
};

/**
 * An enclosure of exp at a number that is at least 0.
 *
 * Precision: both ends are proven; for arguments up to 2^10 they are a few units of 2^−bits·exp apart beyond
 * the width that the argument brings. Taylor's series at x/2^k with directed rounding, then k squarings.
 */
export const exp = ({ low, high, bits }: Enclosure): Enclosure => {
  if (low < 0n) throw new RangeError('exp: expected an argument of at least 0; take the inverse otherwise.');
  return { low: expBound(low, bits, false), high: expBound(high, bits, true), bits };
};
