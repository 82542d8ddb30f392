import { describe, expect, it } from 'vitest';
import oracle from '../../../fixtures/oracles/chiSquared.json' with { type: 'json' };
import { chiSquaredLowerTail, chiSquaredQuantile, chiSquaredUpperTail } from './chiSquared.ts';
import { centralMass } from './normal.ts';

describe('the tails of chi-squared', () => {
  // A tail is exp of a logarithm below 700 that carries some 1e-15 of the terms it is made of, up to 1e3 in
  // size, times a sum of at most 1e4 positive terms: 1e-11 has room for both.
  it.each(oracle)('agree with the series in 120 digits, $degrees degrees at $x', (row) => {
    const lower = chiSquaredLowerTail(row.degrees, row.x);
    const upper = chiSquaredUpperTail(row.degrees, row.x);
    // The smaller of the two is known in its own digits where it is computed first; the other as a
    // complement.
    expect(Math.abs(lower - row.lower)).toBeLessThan(
      1e-11 * Math.max(row.lower, row.x < row.degrees ? 0 : 1),
    );
    expect(Math.abs(upper - row.upper)).toBeLessThan(
      1e-11 * Math.max(row.upper, row.x < row.degrees + 2 ? 1 : 0),
    );
  });

  it('are those of a squared Gaussian at one degree, and exponential at two', () => {
    for (const v of [0.01, 0.5, 1, 2, 5]) {
      expect(Math.abs(chiSquaredLowerTail(1, v * v) - centralMass(v))).toBeLessThan(1e-14);
      expect(Math.abs(chiSquaredUpperTail(2, v) / Math.exp(-v / 2) - 1)).toBeLessThan(1e-14);
    }
  });

  it('are 0 and 1 at the edge, and refuse degrees that are no count', () => {
    expect([chiSquaredLowerTail(3, 0), chiSquaredUpperTail(3, -1)]).toEqual([0, 1]);
    expect(() => chiSquaredLowerTail(0, 1)).toThrow(RangeError);
    expect(() => chiSquaredUpperTail(1.5, 1)).toThrow(RangeError);
  });
});

describe('chiSquaredQuantile', () => {
  it.each([1, 2, 17, 784, 100000])('inverts the tails, at %d degrees', (degrees) => {
    for (const p of [1e-9, 0.05, 0.5, 0.95, 1 - 1e-9]) {
      const x = chiSquaredQuantile(degrees, p);
      // Twice the precision of a tail, as the bisection compares and this compares once more.
      expect(Math.abs(chiSquaredLowerTail(degrees, x) - p)).toBeLessThan(2e-11 * p + 2e-11);
    }
  });

  it('is −2 ln(1 − p) at two degrees, and refuses p = 1', () => {
    expect(Math.abs(chiSquaredQuantile(2, 0.75) - 2 * Math.log(4))).toBeLessThan(1e-13);
    expect(() => chiSquaredQuantile(2, 1)).toThrow(RangeError);
  });
});
