import { describe, expect, it } from 'vitest';
import { chiSquaredLowerTail } from '../statistics/chiSquared.ts';
import { ksOneSample } from '../statistics/kolmogorovSmirnov.ts';
import { chi } from './chi.ts';
import { chiSquared } from './chiSquared.ts';
import { rootOf } from './root.ts';

const stream = rootOf('lakatos').child('chi-squared');
const DRAWS = 20_000;

describe('chiSquared', () => {
  it.each([1, 2, 127, 128, 129, 1000, 1_000_000])('has its law with %d degrees', (degrees) => {
    const below = stream.child(degrees);
    const sample = Array.from({ length: DRAWS }, (_, i) => chiSquared(below.child(i), degrees));
    expect(ksOneSample(sample, (x) => chiSquaredLowerTail(degrees, x)).pValue).toBeGreaterThan(1e-4);
    // Moments see what a distance between distribution functions does not: a few values far out.
    const mean = sample.reduce((sum, x) => sum + x, 0) / DRAWS;
    const variance = sample.reduce((sum, x) => sum + (x - mean) ** 2, 0) / DRAWS;
    expect(Math.abs(mean - degrees)).toBeLessThan(4.5 * Math.sqrt((2 * degrees) / DRAWS));
    expect(Math.abs(variance / (2 * degrees) - 1)).toBeLessThan(4.5 * Math.sqrt((2 + 12 / degrees) / DRAWS));
  });

  it('is told from a neighbouring law by the same test', () => {
    const sample = Array.from({ length: DRAWS }, (_, i) => chiSquared(stream.child(i), 1000));
    expect(ksOneSample(sample, (x) => chiSquaredLowerTail(1002, x)).pValue).toBeLessThan(1e-4);
  });

  it('is the sum of squares of few Gaussians', () => {
    expect(chiSquared(stream, 100)).toBe(chi(stream, 100) ** 2);
    expect(chiSquared(stream, 0)).toBe(0);
    expect(() => chiSquared(stream, 2.5)).toThrow('expected a whole number of degrees, got 2.5');
  });
});
