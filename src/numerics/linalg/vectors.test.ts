import { describe, expect, it } from 'vitest';
import { addScaled, dot, norm } from './vectors.ts';

describe('vectors', () => {
  it('dot and norm, over any number of entries and from any offset', () => {
    for (let n = 0; n <= 9; n++) {
      const a = Float64Array.from({ length: n }, (_, i) => i + 1);
      // Σ i² = n(n+1)(2n+1)/6, exact in f64.
      expect(dot(a, a)).toBe((n * (n + 1) * (2 * n + 1)) / 6);
      expect(norm(a)).toBe(Math.sqrt(dot(a, a)));
    }
    expect(dot(Float32Array.of(9, 9, 1, 2), Float64Array.of(3, 4), 2, 2)).toBe(11);
  });

  it('addScaled writes into its target', () => {
    const target = Float64Array.of(1, 1);
    addScaled(target, 2, Float32Array.of(0, 3, 4), 2, 1);
    expect([...target]).toEqual([7, 9]);
  });
});
