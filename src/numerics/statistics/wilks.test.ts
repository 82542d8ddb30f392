import { describe, expect, it } from 'vitest';
import { rootOf } from '../random/root.ts';
import { uniform } from '../random/uniform.ts';
import { lowerTail, upperTail } from './binomial.ts';
import { wilksBounds, wilksLowerRank, wilksTrials, wilksUpperRank } from './wilks.ts';

describe('Wilks\u2019 ranks', () => {
  it('are the last that the binomial tails allow, for every small n', () => {
    for (let n = 1; n <= 40; n++) {
      for (const gamma of [0.05, 0.3, 0.5, 0.8]) {
        for (const alpha of [1e-3, 0.05, 0.4]) {
          const ranks = Array.from({ length: n }, (_, i) => i + 1);
          const above = ranks.filter((r) => lowerTail(n, r - 1, gamma) <= alpha * (1 + 1e-11)).at(-1);
          const below = ranks.find((r) => upperTail(n, r, gamma) <= alpha * (1 + 1e-11));
          expect(wilksUpperRank(n, gamma, alpha)).toBe(above ?? null);
          expect(wilksLowerRank(n, gamma, alpha)).toBe(below ?? null);
        }
      }
    }
  });

  it('know how many trials they need', () => {
    // 0.95^58 = 0.0510…, 0.95^59 = 0.0485…: the 59 of the textbooks.
    expect(wilksTrials(0.05, 0.05)).toBe(59);
    // 2⁻¹⁰ < 1e-3 < 2⁻⁹.
    expect(wilksTrials(0.5, 1e-3)).toBe(10);
    expect(wilksTrials(0.5, 0.25)).toBe(2);
  });

  it('refuse what is not a question', () => {
    expect(() => wilksUpperRank(0, 0.5, 0.1)).toThrow(RangeError);
    expect(() => wilksLowerRank(5, 1, 0.1)).toThrow(RangeError);
  });
});

describe('wilksBounds', () => {
  it('takes the lower bound from the lower ends and the upper one from the upper ends', () => {
    const lower = [5, 1, 3, 2, 4];
    const upper = [9, 5, 7, 6, 8];
    // P(Bin(5, 1/2) ≤ 0) = P(Bin(5, 1/2) ≥ 5) = 1/32: the extremes, and nothing further in at α = 1/32.
    expect(wilksBounds({ lower, upper }, 0.5, 1 / 32)).toEqual({ lower: 1, upper: 9 });
    expect(wilksBounds({ lower, upper }, 0.5, 1 / 33)).toEqual({ lower: null, upper: null });
  });

  it('has no bound where the end that it needs is not known', () => {
    const lower = [Number.NEGATIVE_INFINITY, 1, 2];
    const upper = [3, 4, Number.POSITIVE_INFINITY];
    expect(wilksBounds({ lower, upper }, 0.5, 1 / 8)).toEqual({ lower: null, upper: null });
    expect(wilksBounds({ lower, upper }, 0.5, 1 / 2)).toEqual({ lower: 1, upper: 4 });
    expect(() => wilksBounds({ lower: [Number.NaN], upper: [1] }, 0.5, 0.1)).toThrow('NaN');
    expect(() => wilksBounds({ lower: [1], upper: [1, 2] }, 0.5, 0.1)).toThrow('as many');
  });

  it('misses the median no more often than α says, on 2000 pinned samples (false alarm below 1e-6)', () => {
    const alpha = 0.05;
    let above = 0;
    let below = 0;
    for (let i = 0; i < 2000; i++) {
      const draws = uniform(rootOf('wilks').child(i), 30);
      const { lower, upper } = wilksBounds({ lower: draws, upper: draws }, 0.5, alpha);
      if (lower! > 0.5) above++;
      if (upper! < 0.5) below++;
    }
    // The count of misses is below Binomial(2000, α); both tails are checked, half of 1e-6 each.
    for (const misses of [above, below]) expect(upperTail(2000, misses, alpha)).toBeGreaterThan(5e-7);
    // And not idle: at n = 30 the exact miss rate is P(Bin(30, 1/2) ≤ 9) = 0.0214.
    for (const misses of [above, below]) expect(misses).toBeGreaterThan(10);
  });
});
