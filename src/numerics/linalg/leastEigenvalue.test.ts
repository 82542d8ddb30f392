import { describe, expect, it } from 'vitest';
import { gaussian } from '../random/gaussian.ts';
import { rootOf } from '../random/root.ts';
import { leastEigenvalue } from './leastEigenvalue.ts';

const stream = rootOf('lakatos').child('least eigenvalue');

/** A symmetric matrix with these eigenvalues: reflected along a few random vectors. */
const withEigenvalues = (values: readonly number[], name: string): Float64Array => {
  const n = values.length;
  let A = new Float64Array(n * n);
  values.forEach((value, i) => {
    A[i * n + i] = value;
  });
  for (let turn = 0; turn < 3; turn++) {
    const v = Float64Array.from(gaussian(stream.child(name).child(turn), n));
    const square = v.reduce((sum, entry) => sum + entry * entry, 0);
    const H = Float64Array.from({ length: n * n }, (_, k) => {
      const [i, j] = [Math.floor(k / n), k % n];
      return Number(i === j) - (2 * v[i]! * v[j]!) / square;
    });
    const times = (X: Float64Array, Y: Float64Array): Float64Array<ArrayBuffer> => {
      const Z = new Float64Array(n * n);
      for (let i = 0; i < n; i++)
        for (let k = 0; k < n; k++)
          for (let j = 0; j < n; j++) Z[i * n + j]! += X[i * n + k]! * Y[k * n + j]!;
      return Z;
    };
    A = times(times(H, A), H);
  }
  return A;
};

describe('leastEigenvalue', () => {
  it.each([
    ['one', [3]],
    ['negative', [-5, 1, 2, 7]],
    ['double', [2, 2, 3, 9]],
    ['nearly double', [1, 1 + 1e-9, 4]],
    ['singular', [0, 0, 1, 5, 8]],
    ['spread', [1e-8, 1, 1e3]],
    ['many', Array.from({ length: 40 }, (_, i) => (i - 7) ** 2 - 3)],
  ])('brackets the least of known eigenvalues: %s', (name, values) => {
    const A = withEigenvalues(values, name);
    const { lower, upper, vector } = leastEigenvalue(A, values.length);
    const least = Math.min(...values);
    const size = Math.max(...values.map(Math.abs));
    // What the reflections lose, and what is left open.
    const room = 1e-11 * size * values.length;
    expect(lower).toBeLessThanOrEqual(least + 1e-13 * size * values.length);
    expect(upper).toBeGreaterThanOrEqual(least - 1e-13 * size * values.length);
    expect(lower).toBeGreaterThan(least - room);
    expect(upper).toBeLessThan(least + room);
    expect(vector.reduce((sum, entry) => sum + entry * entry, 0)).toBeCloseTo(1, 12);
  });

  it('scales with the matrix, and is 0 for a matrix of zeros', () => {
    const A = withEigenvalues([-1, 2, 5], 'scaled');
    for (const factor of [1e-60, 1e-20, 1e20, 1e60]) {
      const { lower, upper } = leastEigenvalue(
        A.map((entry) => factor * entry),
        3,
      );
      expect(lower / factor).toBeCloseTo(-1, 10);
      expect(upper / factor).toBeCloseTo(-1, 10);
    }
    expect(leastEigenvalue(new Float64Array(9), 3)).toMatchObject({ lower: 0, upper: 0 });
  });

  it('refuses what is not finite', () => {
    expect(() => leastEigenvalue(Float64Array.of(1, Number.NaN, Number.NaN, 1), 2)).toThrow(/finite/);
  });
});
