import { describe, expect, it } from 'vitest';
import { scaleOf } from './scale.ts';

describe('scaleOf', () => {
  it('is logarithmic for positive values, with round ticks inside', () => {
    const scale = scaleOf([0.02, 3, 18]);
    expect(scale.type).toBe('log');
    expect(scale.ticks).toEqual([0.03, 0.1, 0.3, 1, 3, 10]);
  });

  it('keeps zeros at a floor below every positive value', () => {
    const { floor, domain } = scaleOf([0, 0.1, 10]);
    expect(floor).toBe(0.05);
    expect(domain[0]).toBe(floor);
    // No further than five powers of ten, or one tiny value would flatten all others.
    expect(scaleOf([0, 1e-12, 10]).floor).toBe(1e-4);
  });

  it('is linear where something is negative or nothing is positive', () => {
    expect(scaleOf([-3, 24]).type).toBe('linear');
    expect(scaleOf([-3, 24]).ticks).toEqual([0, 10, 20]);
    expect(scaleOf([0, 0]).type).toBe('linear');
  });

  it('has at least two and at most a dozen ticks, all on the scale', () => {
    for (const values of [
      [1.4, 1.5],
      [7, 7],
      [1e-9, 1e9],
      [-1, 1],
      [0, 0],
      [999, 1001],
      [-5e-7, 2e-7],
    ]) {
      const { ticks, domain } = scaleOf(values);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(12);
      for (const tick of ticks) {
        expect(tick).toBeGreaterThanOrEqual(domain[0]);
        expect(tick).toBeLessThanOrEqual(domain[1]);
      }
    }
  });
});
