import { describe, expect, it } from 'vitest';
import oracle from '../../../fixtures/oracles/statistics.json' with { type: 'json' };
import { clopperPearson } from './clopperPearson.ts';

describe('clopperPearson', () => {
  it.each(oracle.clopperPearson)('encloses the true interval at n = $n, k = $k, and barely', (row) => {
    const { n, k, alpha, lower, upper } = row;
    const interval = clopperPearson({ n, kLower: k, kUpper: k, alpha });
    expect(interval.lower).toBeLessThanOrEqual(lower);
    expect(interval.upper).toBeGreaterThanOrEqual(upper);
    // The tail's logarithm is given up to 2e-10 of slack, and changes by at least 1 per relative unit of the
    // end.
    expect(lower - interval.lower).toBeLessThanOrEqual(1e-9 * lower);
    expect(interval.upper - upper).toBeLessThanOrEqual(1e-9 * upper);
  });

  it('reaches the ends of [0, 1] when nothing, or everything, failed', () => {
    expect(clopperPearson({ n: 10, kLower: 0, kUpper: 0, alpha: 0.05 }).lower).toBe(0);
    expect(clopperPearson({ n: 10, kLower: 10, kUpper: 10, alpha: 0.05 }).upper).toBe(1);
    expect(clopperPearson({ n: 0, kLower: 0, kUpper: 0, alpha: 0.05 })).toEqual({ lower: 0, upper: 1 });
  });

  it('refuses an error of one', () => {
    expect(() => clopperPearson({ n: 10, kLower: 0, kUpper: 0, alpha: 1 })).toThrow(RangeError);
  });
});
