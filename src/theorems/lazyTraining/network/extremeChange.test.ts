import { describe, expect, it } from 'vitest';
import { rootOf } from '../../../numerics/random/root.ts';
import { reducedValue } from '../samplers/reducedValue.ts';
import { extremeChange } from './extremeChange.ts';
import { extremeValue } from './extremeValue.ts';

describe('extremeChange', () => {
  it('is the way from f(W0) to its extremes', () => {
    for (let trial = 0; trial < 60; trial++) {
      const m = 1 + (trial % 9);
      const radius = [0, 0.2, 1, 5][trial % 4]!;
      const { u: drawn, signs } = reducedValue(rootOf('extreme change').child(trial), 2, m);
      const u = Float64Array.from(drawn);
      const initial = extremeValue(u, signs, 0, 1);
      for (const side of [1, -1] as const) {
        const end = extremeValue(u, signs, radius, side);
        const change = extremeChange(u, new Float64Array(m), signs, radius, side);
        const room = initial.error + end.error + change.error;
        expect(Math.abs(change.value - side * (end.value - initial.value))).toBeLessThanOrEqual(room);
        expect(change.value).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it('loses nothing to large weights', () => {
    const u = Float64Array.of(1e150, 1e150, -1e150);
    const change = extremeChange(u, new Float64Array(3), Int8Array.of(1, -1, 1), 0.25, 1);
    expect(change.value).toBeCloseTo(0.5 / Math.sqrt(3), 15);
    expect(change.error).toBeLessThan(1e-14);
  });

  it('counts the error of u where it decides on which side a neuron is, and only there', () => {
    const error = (u: number): number =>
      extremeChange(Float64Array.of(u), Float64Array.of(1e-3), Int8Array.of(1), 0.5, 1).error;
    expect(error(0.1)).toBeGreaterThanOrEqual(2e-3);
    expect(error(0.5005)).toBeGreaterThanOrEqual(2e-3);
    expect(error(3)).toBeLessThan(1e-14);
  });
});
