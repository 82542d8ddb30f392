import { describe, expect, it } from 'vitest';
import { rootOf } from '../../../numerics/random/root.ts';
import { reducedStep } from '../samplers/reducedStep.ts';
import { moved, signedMargin, signedMarginAlongRay, steppedPoint, valueAtPoint } from './gradientStep.ts';
import { noMovement } from './movement.ts';
import { stepAt } from './reference.ts';

describe('a gradient step in revealed coordinates', () => {
  const [d, m] = [40, 200];
  const instance = reducedStep(rootOf('step').child(0), d, m);
  const step = moved(instance, noMovement(m));

  it('needs one query: x and the gradient’s own direction', () => {
    expect(step.gradient).toHaveLength(2);
    expect(instance.revealed.rows).toHaveLength(2);
    expect(step.gradient[0]).toBe(step.value);
    expect(step.gradientNorm).toBeCloseTo(Math.hypot(...step.gradient), 14);
  });

  it('is C2/‖∇f‖ long, against the sign of f', () => {
    const z = steppedPoint(step, 1.5);
    expect(Math.hypot(z[0]! - 1, z[1]!)).toBeCloseTo(1.5 / step.gradientNorm, 13);
    // ⟨∇f, δ⟩ = −sign(f) C2.
    const slope = step.gradient[0]! * (z[0]! - 1) + step.gradient[1]! * z[1]!;
    expect(slope).toBeCloseTo(-Math.sign(step.value) * 1.5, 12);
  });

  it('gives what the reference gives on all the weights', () => {
    const network = instance.explicit();
    for (const C2 of [0.1, 1, 5]) {
      const plain = stepAt(network, step.movement, C2);
      // 200 · 40 products of size ≤ 7 in f64: below 1e-11.
      expect(step.value).toBeCloseTo(plain.value, 11);
      expect(step.gradientNorm).toBeCloseTo(plain.gradientNorm, 11);
      expect(valueAtPoint(instance, step.movement, steppedPoint(step, C2)).value).toBeCloseTo(
        plain.valueAfterStep,
        11,
      );
      expect(signedMargin(instance, step, C2).value).toBeCloseTo(
        Math.sign(plain.value) * plain.valueAfterStep,
        11,
      );
    }
  });

  it('follows the ray in C2 as it does each point', () => {
    const along = signedMarginAlongRay(instance, step);
    expect(along(0).value).toBeCloseTo(Math.abs(step.value), 13);
    for (const C2 of [0.01, 0.7, 3, 50]) {
      const { value, error } = along(C2);
      expect(Math.abs(value - signedMargin(instance, step, C2).value)).toBeLessThanOrEqual(error);
    }
  });
});
