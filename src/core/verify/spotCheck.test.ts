import { describe, expect, it } from 'vitest';
import { fisherExact } from './spotCheck.ts';

describe('the exact test of two lots of 64', () => {
  // scipy.stats.fisher_exact([[a, 64 − a], [b, 64 − b]]), two-sided.
  it.each([
    [10, 30, 0.00023839245148931556],
    [0, 5, 0.05763779527559055],
    [64, 40, 8.306871561279326e-9],
    [20, 21, 1],
  ])('gives %d and %d the p-value %d', (a, b, p) => {
    expect(fisherExact(a, b, 64)).toBeCloseTo(p, 10);
    expect(fisherExact(b, a, 64)).toBeCloseTo(p, 10);
  });

  it('cannot tell apart what is the same', () => {
    for (const k of [0, 1, 32, 64]) expect(fisherExact(k, k, 64)).toBeCloseTo(1, 10);
  });
});
