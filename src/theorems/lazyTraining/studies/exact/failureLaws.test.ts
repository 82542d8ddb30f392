import { describe, expect, it } from 'vitest';
import { asWritten, rational } from '../../../../numerics/exact/rational.ts';
import { fewestAtMost, fewestBelow, lawsOf, worstFailure, worstOnEqualPoints } from './failureLaws.ts';

const gamma = asWritten(0.05);
const equalPoints = (n: number) => ({ masses: Array.from({ length: n }, () => 1), total: n });

describe('lawsOf', () => {
  it('counts the partitions', () => {
    expect([1, 2, 3, 4, 5, 10, 12].map((total) => lawsOf(total).length)).toEqual([1, 2, 3, 5, 7, 42, 77]);
    for (const { masses } of lawsOf(8)) expect(masses.reduce((sum, mass) => sum + mass)).toBe(8);
  });
});

describe('worstFailure', () => {
  it('finds by linear programs what the closed form says of equal points', () => {
    for (const n of [1, 2, 9, 10, 11, 19]) {
      const { probability, proven } = worstFailure(equalPoints(n), gamma);
      expect(proven).toBe(true);
      expect(probability).toEqual(worstOnEqualPoints(n, fewestBelow(n), gamma));
    }
  }, 30_000);

  it('by hand: points with a mass of a tenth or less must fail in company', () => {
    // Half the mass in one point, which is bad alone; the other five must pair up, which costs two points each time.
    const { factor } = worstFailure({ masses: [5, 1, 1, 1, 1, 1], total: 10 }, gamma);
    expect(factor).toEqual(rational(7n, 2n));
  });

  it('never has a probability above 1', () => {
    expect(worstFailure(equalPoints(9), asWritten(0.5)).probability).toEqual(rational(1n));
    expect(worstOnEqualPoints(9, 1, asWritten(0.5))).toEqual(rational(1n));
  });

  it('reaches ten times γ where a tenth itself counts', () => {
    expect([fewestBelow(10), fewestAtMost(10)]).toEqual([2, 1]);
    expect(worstOnEqualPoints(10, fewestAtMost(10), gamma)).toEqual(rational(1n, 2n));
  });
});
