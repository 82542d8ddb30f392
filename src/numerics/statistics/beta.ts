import { requireProbability } from './internal/require.ts';
import { logBeta } from './logGamma.ts';

/** The continued fraction of the incomplete beta function by Lentz's method. Source: DLMF 8.17.22. */
const fraction = (a: number, b: number, x: number): number => {
  // Keeps a denominator away from 0, which a step may meet by chance.
  const safe = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let c = 1;
  let d = 1 / safe(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; ; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / safe(1 + even * d);
    c = safe(1 + even / c);
    value *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / safe(1 + odd * d);
    c = safe(1 + odd / c);
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 2 ** -51) return value;
  }
};

/**
 * P(X <= x) for X ~ Beta(a, b), x^(a−1) (1−x)^(b−1) / B(a, b) being its density; P(X >= x) is
 * `betaLowerTail(b, a, 1 − x)`.
 *
 * Precision: relative 1e-9 for a + b up to 1e7, down to 1e-300; the work grows with the square root of the
 * smaller of a and b.
 * Throws: `RangeError` unless a and b are positive and finite and 0 <= x <= 1.
 */
export const betaLowerTail = (a: number, b: number, x: number): number => {
  requireProbability('betaLowerTail', 'x', x);
  if (x === 0 || x === 1) return x;
  const term = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b));
  if (x <= (a + 1) / (a + b + 2)) return Math.min(1, (term / a) * fraction(a, b, x));
  return Math.max(0, 1 - (term / b) * fraction(b, a, 1 - x));
};
