import { describe, expect, it } from 'vitest';
import { normalCdf } from './normal.ts';
import { quickNormalCdf } from './quickNormal.ts';
import { TABULATED_ERROR, tabulatedNormalCdf } from './tabulatedNormal.ts';

const grid = Array.from({ length: 4001 }, (_, i) => -38 + i * 0.0117);

describe('Φ for loops', () => {
  it('by rational functions: relative 2e-12, and 1e-13 from −10 on', () => {
    for (const x of grid) {
      const exact = normalCdf(x);
      expect(Math.abs(quickNormalCdf(x) - exact)).toBeLessThanOrEqual((x < -10 ? 2e-12 : 1e-13) * exact);
    }
    expect(quickNormalCdf(-39)).toBe(0);
    expect(quickNormalCdf(Number.POSITIVE_INFINITY)).toBe(1);
  });

  it('by interpolation: within the stated error, and never beyond 0 and 1', () => {
    for (const x of grid) {
      const value = tabulatedNormalCdf(x);
      expect(Math.abs(value - normalCdf(x))).toBeLessThanOrEqual(TABULATED_ERROR);
      expect(value >= 0 && value <= 1).toBe(true);
    }
    expect(tabulatedNormalCdf(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(tabulatedNormalCdf(Number.POSITIVE_INFINITY)).toBe(1);
  });
});
