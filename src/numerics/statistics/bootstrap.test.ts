import { describe, expect, it } from 'vitest';
import { gaussian } from '../random/gaussian.ts';
import { rootOf } from '../random/root.ts';
import { lowerTail, upperTail } from './binomial.ts';
import { bootstrap } from './bootstrap.ts';
import { fitPowerLaw } from './powerLaw.ts';
import { median } from './quantile.ts';

const mean = ([sample]: readonly Float64Array[]): number =>
  sample!.reduce((sum, value) => sum + value, 0) / sample!.length;

describe('bootstrap', () => {
  it('is the same interval for the same address, another for another', () => {
    const sample = [1, 2, 4, 8, 16];
    const at = (name: string) =>
      bootstrap(rootOf('bootstrap').child(name), [sample], mean, { resamples: 199, confidence: 0.9 });
    expect(at('a')).toEqual(at('a'));
    expect(at('a')).not.toEqual(at('b'));
  });

  it('redraws each sample from itself, sorted, and keeps the sizes', () => {
    const samples = [[3, 1, 2], [10]];
    bootstrap(
      rootOf('bootstrap'),
      samples,
      ([left, right]) => {
        expect(left!.length).toBe(3);
        expect([...left!]).toEqual([...left!].sort((a, b) => a - b));
        for (const value of left!) expect([1, 2, 3]).toContain(value);
        expect([...right!]).toEqual([10]);
        return 0;
      },
      { resamples: 50, confidence: 0.5 },
    );
  });

  it('is a point where nothing can vary', () => {
    const settings = { resamples: 19, confidence: 0.9 };
    expect(bootstrap(rootOf('bootstrap'), [[7, 7]], mean, settings)).toEqual({ lower: 7, upper: 7 });
  });

  it('takes the r-th values from either side', () => {
    // The statistic numbers the resamples, so the ends show which ones were taken: r = 2000 · 0.005 = 10.
    let b = 0;
    const settings = { resamples: 1999, confidence: 0.99 };
    expect(bootstrap(rootOf('bootstrap'), [[0]], () => ++b, settings)).toEqual({ lower: 10, upper: 1990 });
  });

  it('says how many resamples a confidence needs', () => {
    expect(() => bootstrap(rootOf('b'), [[1, 2]], mean, { resamples: 100, confidence: 0.99 })).toThrow(
      'at least 199 resamples',
    );
    expect(() => bootstrap(rootOf('b'), [[]], mean, { resamples: 100, confidence: 0.9 })).toThrow(RangeError);
    expect(() => bootstrap(rootOf('b'), [[1]], () => Number.NaN, { resamples: 19, confidence: 0.9 })).toThrow(
      'statistic',
    );
  });

  it('covers the exponent of medians in 90 to 99 % of 200 pinned worlds at 95 % (false alarm below 1e-5)', () => {
    const sizes = [10, 30, 100, 300];
    const truth = 0.3;
    const slope = (samples: readonly Float64Array[]): number =>
      fitPowerLaw(sizes, samples.map(median)).exponent;
    let missed = 0;
    for (let world = 0; world < 200; world++) {
      const stream = rootOf('bootstrap coverage').child(world);
      const samples = sizes.map((size) =>
        Float64Array.from(gaussian(stream.child('z').child(size), 24), (z) => size ** truth * 2 ** z),
      );
      const { lower, upper } = bootstrap(stream.child('resamples'), samples, slope, {
        resamples: 99,
        confidence: 0.95,
      });
      if (truth < lower || truth > upper) missed++;
    }
    // A bootstrap is approximate: what is asked is a miss rate between 1 and 10 %, at 5e-6 on either side.
    expect(upperTail(200, missed, 0.1)).toBeGreaterThan(5e-6);
    expect(lowerTail(200, missed, 0.01)).toBeGreaterThan(5e-6);
  });
});
