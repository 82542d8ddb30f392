import { describe, expect, it } from 'vitest';
import oracle from '../../../fixtures/oracles/statistics.json' with { type: 'json' };
import { logLowerTail, logPmf, logUpperTail, lowerTail, upperTail } from './binomial.ts';

// The promise: 1e-12 absolute in the logarithm (relative in the value) down to −700, and 1e-15 relative, a
// few ulps, beyond. Near 0 a logarithm is the other tail, so there the error is relative to it.
const expectLog = (got: number, wanted: number): void => {
  if (wanted === 0) expect(got).toBe(0);
  else if (wanted > -1e-3) expect(Math.abs(got / wanted - 1)).toBeLessThan(1e-12);
  else expect(Math.abs(got - wanted)).toBeLessThan(1e-12 + 2e-15 * Math.max(0, -wanted - 700));
};

describe('binomial', () => {
  it.each(oracle.binomial)('agrees with exact sums at n = $n, k = $k, p = $p', (row) => {
    const { n, k, p } = row;
    expectLog(logPmf(n, k, p), row.logPmf);
    expectLog(logUpperTail(n, k, p), row.logUpper);
    expectLog(logLowerTail(n, k, p), row.logLower);
    if (row.logUpper > -690)
      expect(Math.abs(upperTail(n, k, p) / Math.exp(row.logUpper) - 1)).toBeLessThan(1e-12);
    if (row.logLower > -690)
      expect(Math.abs(lowerTail(n, k, p) / Math.exp(row.logLower) - 1)).toBeLessThan(1e-12);
  });

  it('adds up to one on either side of every threshold', () => {
    for (let k = 0; k <= 31; k++) {
      // Each tail is right to 1e-12 of itself, so their sum is right to 1e-12.
      expect(Math.abs(lowerTail(30, k - 1, 0.37) + upperTail(30, k, 0.37) - 1)).toBeLessThan(1e-12);
    }
  });

  it('knows the ends of the range', () => {
    expect(upperTail(10, 0, 0.3)).toBe(1);
    expect(upperTail(10, -4, 0.3)).toBe(1);
    expect(upperTail(10, 11, 0.3)).toBe(0);
    expect(lowerTail(10, 10, 0.3)).toBe(1);
    expect(lowerTail(10, -1, 0.3)).toBe(0);
    expect(logPmf(10, 11, 0.3)).toBe(Number.NEGATIVE_INFINITY);
    expect(upperTail(0, 0, 0.3)).toBe(1);
    expect(upperTail(0, 1, 0.3)).toBe(0);
    expect([upperTail(5, 1, 0), upperTail(5, 5, 1), lowerTail(5, 4, 1), lowerTail(5, 0, 0)]).toEqual([
      0, 1, 0, 1,
    ]);
    expect([logPmf(5, 0, 0), logPmf(5, 5, 1), logPmf(5, 1, 0)]).toEqual([0, 0, Number.NEGATIVE_INFINITY]);
  });

  it('gives the example of its docstring', () => {
    expect(Math.abs(upperTail(10, 9, 0.5) / (11 / 1024) - 1)).toBeLessThan(1e-12);
  });

  it('refuses thresholds between integers, and percentages', () => {
    expect(() => upperTail(10, 2.5, 0.3)).toThrow(RangeError);
    expect(() => lowerTail(10, 2, 30)).toThrow('not a percentage');
    expect(() => logPmf(-1, 0, 0.5)).toThrow(RangeError);
  });
});
