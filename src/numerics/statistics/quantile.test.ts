import { describe, expect, it } from 'vitest';
import { largest, median, quantile, spread } from './quantile.ts';

describe('order statistics', () => {
  it('takes the middle', () => {
    expect(median([1, 2, 7])).toBe(2);
    expect(median([1, 2, 4, 7])).toBe(3);
    expect(median([Number.MAX_VALUE, Number.MAX_VALUE])).toBe(Number.MAX_VALUE);
  });

  it('answers quantiles with entries', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
    expect([0, 0.07, 0.5, 0.501, 1].map((q) => quantile(hundred, q))).toEqual([1, 7, 50, 51, 100]);
  });

  it('counts from the top for Wilks\u2019 bounds', () => {
    expect(largest([1, 5, 9], 1)).toBe(9);
    expect(largest([1, 5, 9], 3)).toBe(1);
    expect(() => largest([1, 5, 9], 4)).toThrow(RangeError);
  });

  it('summarizes margins without moving them', () => {
    const margins = [3, -2, 8];
    expect(spread(margins)).toEqual({ min: -2, median: 3, max: 8 });
    expect(margins).toEqual([3, -2, 8]);
  });

  it('refuses nothing, what is not a number, what is infinite, and what is out of order', () => {
    expect(() => spread([])).toThrow(RangeError);
    expect(() => spread([1, Number.NaN])).toThrow('at index 1');
    expect(() => spread([Number.NEGATIVE_INFINITY])).toThrow(RangeError);
    expect(() => median([2, 1])).toThrow('sort them first');
  });
});
