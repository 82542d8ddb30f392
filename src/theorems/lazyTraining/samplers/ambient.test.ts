import { describe, expect, it } from 'vitest';
import { rootOf } from '../../../numerics/random/root.ts';
import { gradientBracket } from '../network/gradientBracket.ts';
import { largestShift } from '../network/reference.ts';
import { ambientGradient, ambientStep, ambientValue } from './ambient.ts';

const stream = rootOf('ambient');

describe('ambient draws', () => {
  it('are one draw, however they are looked at', () => {
    const value = ambientValue(stream, 6, 20);
    const gradient = ambientGradient(stream, 6, 20, 0.3);
    const step = ambientStep(stream, 6, 20);
    expect(gradient.u).toEqual(value.u);
    expect(step.u).toEqual(value.u);
    expect(step.signs).toEqual(value.signs);
    const rowsOf = ({ explicit }: typeof value): number[][] => {
      const rows: number[][] = [];
      explicit().visitRows((_, row) => rows.push([...row]));
      return rows;
    };
    expect(rowsOf({ ...value, ...gradient })).toEqual(rowsOf(value));
  });

  it('have a unit point x, on either side of every axis', () => {
    const firsts = Array.from({ length: 20 }, (_, k) => {
      const { x } = ambientValue(stream.child(k), 3, 1);
      expect(Math.hypot(...x)).toBeCloseTo(1, 14);
      return Math.sign(x[0]!);
    });
    expect(new Set(firsts)).toEqual(new Set([1, -1]));
  });

  it('embed a direction of the gradient’s coordinates as a unit vector orthogonal to x', () => {
    const instance = ambientGradient(stream, 5, 10, 0.2);
    const network = instance.explicit();
    for (let j = 0; j < instance.width; j++) {
      const e = network.embed(Float64Array.from({ length: instance.width }, (_, i) => (i === j ? 1 : 0)));
      expect(Math.hypot(...e)).toBeCloseTo(1, 14);
      expect(Math.abs(e.reduce((sum, entry, i) => sum + entry * network.x[i]!, 0))).toBeLessThan(1e-15);
    }
  });

  it('stay in the ball where the least gradient is nearly parallel to x', () => {
    // In the plane with few neurons the search ends at gradients whose part across x is rounding and nothing
    // else.
    for (let k = 0; k < 200; k++) {
      const instance = ambientGradient(stream.child(k), 2, 6, 0.8);
      const { movement } = gradientBracket(instance, {
        tolerance: 1e-6,
        iterations: 40,
        decided: () => false,
      });
      expect(largestShift(instance.explicit(), movement)).toBeLessThanOrEqual(0.8);
    }
  });
});
