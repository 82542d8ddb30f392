import { describe, expect, it } from 'vitest';
import { blockedSumError, SUM_BLOCK } from './blockedSum.ts';

describe('blockedSumError', () => {
  it('bounds the error of a sum added in blocks', () => {
    // 0.1 is not a f64, but 2⁻⁵⁵ · 3602879701896397 is, so n of them have a known exact sum.
    const n = 3 * SUM_BLOCK + 5;
    let total = 0;
    for (let start = 0; start < n; start += SUM_BLOCK) {
      let block = 0;
      for (let i = start; i < Math.min(n, start + SUM_BLOCK); i++) block += 0.1;
      total += block;
    }
    const exact = BigInt(n) * 3602879701896397n;
    const unit = 2 ** -55;
    const off = Number(BigInt(Math.round(total / unit)) - exact) * unit;
    expect(off).not.toBe(0);
    expect(Math.abs(off)).toBeLessThan(blockedSumError(n, n * 0.1));
  });

  it('grows with the magnitude and, slowly, with the number of terms', () => {
    expect(blockedSumError(10, 2)).toBe(2 * blockedSumError(10, 1));
    expect(blockedSumError(1e7, 1)).toBeLessThan(2e-12);
    expect(blockedSumError(10, 0)).toBe(0);
  });
});
