import { describe, expect, it } from 'vitest';
import oracle from '../../../fixtures/oracles/statistics.json' with { type: 'json' };
import { logPmf } from './binomial.ts';
import { ksOneSample, ksTwoSample } from './kolmogorovSmirnov.ts';

const uniform = (x: number): number => Math.min(1, Math.max(0, x));

describe('ksOneSample', () => {
  it('measures the distance on both sides of every step', () => {
    expect(ksOneSample([0.5], uniform).statistic).toBe(0.5);
    expect(ksOneSample([0.9, 0.8], uniform).statistic).toBe(0.8);
    expect(ksOneSample([0.1, 0.1, 0.1, 0.6], uniform).statistic).toBe(0.65);
  });

  it('is Massart\u2019s bound', () => {
    const sample = Array.from({ length: 100 }, (_, i) => (i + 0.5) / 200);
    const { statistic, pValue } = ksOneSample(sample, uniform);
    expect(statistic).toBe(1 - 99.5 / 200);
    expect(pValue).toBe(2 * Math.exp(-200 * statistic * statistic));
    expect(ksOneSample([0.5], uniform).pValue).toBe(1);
  });

  it('does not count an atom as distance when it is named', () => {
    const coin = (x: number): number => (x < 0 ? 0 : x < 1 ? 0.5 : 1);
    const below = (x: number): number => (x <= 0 ? 0 : x <= 1 ? 0.5 : 1);
    expect(ksOneSample([0, 1, 0, 1], coin, below).statistic).toBe(0);
  });

  it('refuses an empty sample, NaN, and a cdf that leaves [0, 1]', () => {
    expect(() => ksOneSample([], uniform)).toThrow(RangeError);
    expect(() => ksOneSample([Number.NaN], uniform)).toThrow(RangeError);
    expect(() => ksOneSample([2], (x) => x)).toThrow('check the cdf');
  });
});

describe('ksTwoSample', () => {
  it.each(oracle.twoSample)(
    'agrees with exact counts of paths',
    ({ left, right, statistic, pValue, larger }) => {
      const both = ksTwoSample(left, right);
      const one = ksTwoSample(left, right, 'left larger');
      // The statistics are quotients of integers, rounded once here and up to three times there.
      expect(Math.abs(both.statistic - statistic)).toBeLessThan(4e-16);
      expect(Math.abs(one.statistic - larger.statistic)).toBeLessThan(4e-16);
      // At most 1000 positive terms, and 1e-10 is what the script itself checks the oracle to.
      expect(Math.abs(both.pValue / pValue - 1)).toBeLessThan(1e-10);
      expect(Math.abs(one.pValue / larger.pValue - 1)).toBeLessThan(1e-10);
    },
  );

  it('is the reflection principle for equal sizes, far into the tail', () => {
    // Left 1 … 200 all above right: one path in C(400, 200), and C(400, 200)/2^400 is a binomial mass.
    const left = Array.from({ length: 200 }, (_, i) => 1000 + i);
    const right = Array.from({ length: 200 }, (_, i) => i);
    const { statistic, pValue } = ksTwoSample(left, right, 'left larger');
    expect(statistic).toBe(1);
    const wanted = -(logPmf(400, 200, 0.5) + 400 * Math.LN2);
    // 400 factors of one rounding each, and a logarithm of size 275.
    expect(Math.abs(Math.log(pValue) - wanted)).toBeLessThan(1e-12);
    expect(ksTwoSample(right, left, 'left larger')).toEqual({ statistic: 0, pValue: 1 });
  });

  it('never makes more of ties than some order of them would', () => {
    const tied = ksTwoSample([1, 1, 2, 2, 3], [1, 2, 2, 3, 3]);
    const broken = ksTwoSample([1, 1.01, 2, 2.01, 3], [1.02, 2.02, 2.03, 3.01, 3.02]);
    expect(tied.statistic).toBeLessThanOrEqual(broken.statistic);
    expect(tied.pValue).toBeGreaterThanOrEqual(broken.pValue);
    expect(ksTwoSample([1, 1, 1], [1, 1])).toEqual({ statistic: 0, pValue: 1 });
  });

  it('bounds samples too large to walk', () => {
    const left = Array.from({ length: 6000 }, (_, i) => i + 180.5);
    const right = Array.from({ length: 6000 }, (_, i) => i);
    const { statistic, pValue } = ksTwoSample(left, right);
    expect(statistic).toBe(181 / 6000);
    expect(pValue).toBe(2 * Math.exp(-6000 * statistic * statistic));
    const uneven = ksTwoSample(left, right.slice(0, 5999), 'left larger');
    expect(uneven.pValue).toBeGreaterThan(Math.exp(-5999 * statistic * statistic));
    expect(uneven.pValue).toBeLessThan(1);
  });

  it('refuses what cannot be ordered', () => {
    expect(() => ksTwoSample([], [1])).toThrow(RangeError);
    expect(() => ksTwoSample([1], [Number.NEGATIVE_INFINITY])).toThrow(RangeError);
  });
});
