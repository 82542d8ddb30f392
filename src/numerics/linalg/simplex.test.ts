import { describe, expect, it } from 'vitest';
import { gaussian } from '../random/gaussian.ts';
import { rootOf } from '../random/root.ts';
import { simplex } from './simplex.ts';

const stream = rootOf('lakatos').child('simplex');
const times = (A: Float64Array, x: Float64Array, rows: number): Float64Array =>
  Float64Array.from({ length: rows }, (_, i) =>
    x.reduce((sum, one, j) => sum + A[i * x.length + j]! * one, 0),
  );
const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, one, i) => sum + one * b[i]!, 0);

describe('simplex', () => {
  it('solves a program by hand', () => {
    // max 3x + 2y, x + y + s = 4, x + 3y + t = 6, x ≤ 3 by u: at x = 3, y = 1.
    const A = Float64Array.of(1, 1, 1, 0, 0, 1, 3, 0, 1, 0, 1, 0, 0, 0, 1);
    const { x, prices, infeasibility } = simplex(A, Float64Array.of(4, 6, 3), Float64Array.of(3, 2, 0, 0, 0));
    expect(infeasibility).toBeLessThan(1e-12);
    [3, 1, 0, 0, 0].forEach((value, j) => {
      expect(x[j]).toBeCloseTo(value, 12);
    });
    [2, 0, 1].forEach((value, i) => {
      expect(prices[i]).toBeCloseTo(value, 12);
    });
  });

  it('proposes a solution and prices that prove each other, on random programs', () => {
    for (let trial = 0; trial < 40; trial++) {
      const [rows, columns] = [1 + (trial % 6), 8 + (trial % 5)];
      const A = Float64Array.from(gaussian(stream.child('A').child(trial), rows * columns), Math.abs);
      const inside = Float64Array.from(gaussian(stream.child('x').child(trial), columns), Math.abs);
      const b = times(A, inside, rows);
      const c = Float64Array.from(gaussian(stream.child('c').child(trial), columns));
      const { x, prices } = simplex(A, b, c);
      times(A, x, rows).forEach((value, i) => {
        expect(value).toBeCloseTo(b[i]!, 9);
      });
      expect(Math.min(...x)).toBeGreaterThanOrEqual(-1e-9);
      for (let j = 0; j < columns; j++)
        expect(prices.reduce((sum, y, i) => sum + y * A[i * columns + j]!, 0)).toBeGreaterThan(c[j]! - 1e-8);
      expect(dot(prices, b)).toBeCloseTo(dot(c, x), 8);
    }
  });

  it('shows with its prices that nothing is feasible', () => {
    // x + y = 1 and 2x + 2y = 3.
    const { prices, infeasibility } = simplex(
      Float64Array.of(1, 1, 2, 2),
      Float64Array.of(1, 3),
      Float64Array.of(0, 0),
    );
    expect(infeasibility).toBeGreaterThan(0.1);
    expect(prices[0]! + 2 * prices[1]!).toBeGreaterThanOrEqual(-1e-12);
    expect(prices[0]! + 3 * prices[1]!).toBeLessThan(-0.1);
  });
});
