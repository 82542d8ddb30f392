import { describe, expect, it } from 'vitest';
import { rootOf } from '../../../numerics/random/root.ts';
import { reducedValue } from '../samplers/reducedValue.ts';
import { extremeMovement, extremeValue } from './extremeValue.ts';

describe('extremeValue', () => {
  it('moves every neuron its own way', () => {
    const u = Float64Array.of(1, -0.1, 2, 0.1);
    const signs = Int8Array.of(1, 1, -1, -1);
    // 1.5 + 0.4 − 1.5 − 0, over √4.
    expect(extremeValue(u, signs, 0.5, 1).value).toBeCloseTo(0.2, 15);
    // 0.5 + 0 − 2.5 − 0.6, over √4.
    expect(extremeValue(u, signs, 0.5, -1).value).toBeCloseTo(-1.3, 15);
    expect([...extremeMovement(signs, 0.5, 1).along]).toEqual([0.5, 0.5, -0.5, -0.5]);
  });

  it('is f at W0 where nothing may move', () => {
    const { value, error } = extremeValue(Float64Array.of(3, -4), Int8Array.of(-1, 1), 0, 1);
    expect(value).toBeCloseTo(-3 / Math.SQRT2, 15);
    expect(error).toBeGreaterThan(0);
    expect(error).toBeLessThan(1e-11);
  });

  it('agrees with every shift of a fine grid, for up to six neurons', () => {
    const steps = 6;
    for (let trial = 0; trial < 30; trial++) {
      const m = 1 + (trial % 6);
      const radius = [0, 0.3, 1, 4][trial % 4]!;
      const { u, signs } = reducedValue(rootOf('extremes').child(trial), 2, m);
      const shifts = Array.from({ length: steps + 1 }, (_, k) => radius * ((2 * k) / steps - 1));
      // The neurons are independent, but the grid does not know that: all (steps + 1)^m moves are summed.
      let sums = [0];
      for (let s = 0; s < m; s++)
        sums = sums.flatMap((sum) => shifts.map((shift) => sum + signs[s]! * Math.max(0, u[s]! + shift)));
      const all = sums.map((sum) => sum / Math.sqrt(m));
      const top = extremeValue(u, signs, radius, 1);
      const bottom = extremeValue(u, signs, radius, -1);
      // The ends of every interval are on the grid, and the extremes are attained there: equal up to
      // rounding.
      expect(Math.abs(top.value - all.reduce((best, value) => Math.max(best, value)))).toBeLessThan(1e-14);
      expect(Math.abs(bottom.value - all.reduce((best, value) => Math.min(best, value)))).toBeLessThan(1e-14);
    }
  });
});
