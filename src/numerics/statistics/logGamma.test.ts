import { describe, expect, it } from 'vitest';
import oracle from '../../../fixtures/oracles/statistics.json' with { type: 'json' };
import { logBeta, logGamma } from './logGamma.ts';

const off = (got: number, wanted: number): number => Math.abs(got / wanted - 1);

describe('logGamma and logBeta', () => {
  // The promise of the docstrings is 1e-14, relative.
  it.each(oracle.logGamma)('logGamma agrees with 60 digits at $x', ({ x, value }) => {
    expect(off(logGamma(x), value)).toBeLessThan(1e-14);
  });

  it.each(oracle.logBeta)('logBeta agrees with 60 digits at ($a, $b)', ({ a, b, value }) => {
    expect(off(logBeta(a, b), value)).toBeLessThan(1e-14);
    expect(logBeta(b, a)).toBe(logBeta(a, b));
  });

  it('has its zeros at 1 and 2', () => {
    expect(Math.abs(logGamma(1))).toBe(0);
    expect(Math.abs(logGamma(2))).toBe(0);
  });

  it('refuses poles and infinities', () => {
    expect(() => logGamma(0)).toThrow(RangeError);
    expect(() => logBeta(1, Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });
});
