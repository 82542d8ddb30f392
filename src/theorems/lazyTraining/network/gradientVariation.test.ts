import { describe, expect, it } from 'vitest';
import { norm } from '../../../numerics/linalg/vectors.ts';
import { gaussian } from '../../../numerics/random/gaussian.ts';
import { rootOf } from '../../../numerics/random/root.ts';
import { signs as drawSigns } from '../../../numerics/random/signs.ts';
import { gradientVariation } from './gradientVariation.ts';
import { noMovement } from './movement.ts';
import { gradientAt } from './reference.ts';
import { asExplicit } from './writtenNetwork.ts';

describe('the variation of the gradient', () => {
  it('counts the hyperplanes that cut the ball, those that touch it included', () => {
    const x = Float64Array.of(1, 0);
    const rows = [Float64Array.of(2, 0), Float64Array.of(0.6, 0.8), Float64Array.of(0, 0)];
    expect(gradientVariation({ x, rows }, 0.5)).toEqual({ bound: 0, cut: 0 });
    const touched = gradientVariation({ x, rows }, 0.6);
    expect(touched.cut).toBe(1);
    expect(touched.bound).toBeCloseTo(1 / Math.sqrt(3), 13);
    expect(gradientVariation({ x, rows }, 1).cut).toBe(2);
    expect(gradientVariation({ x, rows }, 1).bound).toBeCloseTo(Math.sqrt(3), 13);
  });

  it('is never exceeded, and nothing varies where it is 0', () => {
    let isZero = 0;
    let closest = 0;
    for (let trial = 0; trial < 300; trial++) {
      const stream = rootOf('variation').child(trial);
      const [d, m] = [1 + (trial % 4), 1 + (trial % 3)];
      const x = new Float64Array(d);
      x[0] = 1;
      const rows = Array.from({ length: m }, (_, s) => Float64Array.from(gaussian(stream.child(s), d)));
      const explicit = asExplicit({ x, signs: drawSigns(stream, m), rows });
      const reach = [0.05, 0.3, 2][trial % 3]!;
      const { bound } = gradientVariation({ x, rows }, reach);
      const start = gradientAt(explicit, noMovement(m), x);
      for (let k = 0; k < 20; k++) {
        const delta = Float64Array.from(gaussian(stream.child('delta').child(k), d));
        const factor = (0.999 * reach) / norm(delta);
        const z = x.map((entry, i) => entry + factor * delta[i]!);
        const change = gradientAt(explicit, noMovement(m), z).map((entry, i) => entry - start[i]!);
        expect(norm(change)).toBeLessThanOrEqual(bound);
        if (bound > 0) closest = Math.max(closest, norm(change) / bound);
      }
      isZero += Number(bound === 0);
    }
    expect(isZero).toBeGreaterThan(50);
    // One neuron that is cut changes ∇f by all that the bound allows.
    expect(closest).toBeGreaterThan(1 - 1e-13);
  });
});
