import { describe, expect, it } from 'vitest';
import oracle from '../../../fixtures/oracles/statistics.json' with { type: 'json' };
import { robbinsInterval } from './confidenceSequence.ts';

describe('robbinsInterval', () => {
  it('gives what sixteen failures in sixteen trials show', () => {
    const { lower, upper } = robbinsInterval({ n: 16, kLower: 16, kUpper: 16, alpha: 1e-3 });
    expect(lower.toFixed(3)).toBe('0.574');
    expect(upper).toBe(1);
  });

  it('says nothing before the first trial', () => {
    expect(robbinsInterval({ n: 0, kLower: 0, kUpper: 0, alpha: 0.05 })).toEqual({ lower: 0, upper: 1 });
  });

  it.each(oracle.robbins)(
    'encloses the true interval at n = $n, k = $k, and barely',
    ({ n, k, alpha, lower, upper }) => {
      const interval = robbinsInterval({ n, kLower: k, kUpper: k, alpha });
      expect(interval.lower).toBeLessThanOrEqual(lower);
      expect(interval.upper).toBeGreaterThanOrEqual(upper);
      // The promise of the docstring; the slack in the logarithm is some 2e-11, and its slope at the ends is
      // above 1 in log p.
      expect(lower - interval.lower).toBeLessThanOrEqual(1e-9 * lower);
      expect(interval.upper - upper).toBeLessThanOrEqual(1e-9 * upper);
    },
  );

  it('takes each end from its own count', () => {
    const wide = robbinsInterval({ n: 100, kLower: 3, kUpper: 30, alpha: 0.01 });
    expect(wide.lower).toBe(robbinsInterval({ n: 100, kLower: 3, kUpper: 3, alpha: 0.01 }).lower);
    expect(wide.upper).toBe(robbinsInterval({ n: 100, kLower: 30, kUpper: 30, alpha: 0.01 }).upper);
  });

  it('refuses counts out of order', () => {
    expect(() => robbinsInterval({ n: 10, kLower: 5, kUpper: 4, alpha: 0.01 })).toThrow(RangeError);
    expect(() => robbinsInterval({ n: 10, kLower: 4, kUpper: 11, alpha: 0.01 })).toThrow(RangeError);
    expect(() => robbinsInterval({ n: 10, kLower: 4, kUpper: 5, alpha: 0 })).toThrow(RangeError);
  });
});
