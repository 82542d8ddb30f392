import { describe, expect, it } from 'vitest';
import { scaledNorm } from './scaledNorm.ts';
import { norm } from './vectors.ts';

describe('scaledNorm', () => {
  it('is the norm, bit for bit, where squares are ordinary numbers', () => {
    const a = Float64Array.of(0.1, -3, 7e10, 1e-20);
    expect(scaledNorm(a)).toBe(norm(a));
    expect(scaledNorm(Float64Array.of(3, -4))).toBe(5);
  });

  it.each([1e-300, 1e-200, 1e-150, 1, 1e150, 1e200, 1e300])('at %f', (size) => {
    // Powers of two are divided out exactly; what is left is a norm and the rounding of two decimals.
    expect(scaledNorm(Float64Array.of(3 * size, 0, -4 * size)) / (5 * size)).toBeCloseTo(1, 14);
  });

  it('keeps what is not a number', () => {
    expect(scaledNorm(Float64Array.of(1, Number.NaN))).toBeNaN();
    expect(scaledNorm(Float64Array.of(1, Number.NEGATIVE_INFINITY))).toBe(Number.POSITIVE_INFINITY);
    expect(scaledNorm(Float64Array.of(0, -0))).toBe(0);
    expect(scaledNorm(new Float64Array(0))).toBe(0);
  });
});
