import { describe, expect, it } from 'vitest';
import { rootOf } from '../../../numerics/random/root.ts';
import { ambientGradient } from '../samplers/ambient.ts';
import { reducedGradient } from '../samplers/reducedGradient.ts';
import { gradientAfter, gradientBracket } from './gradientBracket.ts';
import { noMovement } from './movement.ts';
import { gradientAcrossAt, gradientAt, largestShift } from './reference.ts';

const toTheEnd = { tolerance: 1e-6, iterations: 200, decided: () => false };

describe('gradientBracket', () => {
  it('brackets the least gradient, and hands over the weights that attain its upper end', () => {
    const radius = 1 / Math.sqrt(500);
    const instance = reducedGradient(rootOf('example').child(0), 50, 500, radius);
    const { lower, upper, initialNorm, movement } = gradientBracket(instance, toTheEnd);
    expect(lower).toBeGreaterThan(0);
    expect(lower).toBeLessThan(upper);
    expect(upper).toBeLessThan(initialNorm);

    const network = instance.explicit();
    expect(largestShift(network, movement)).toBeLessThanOrEqual(radius);
    // 500 · 50 products of size ≤ 7, in f64: below 1e-10.
    expect(Math.hypot(...gradientAt(network, movement, network.x))).toBeCloseTo(upper, 10);
    expect(gradientAfter(instance, movement).norm).toBe(upper);
  });

  it('closes on ‖∇f(x; a, W0)‖ where nothing may move', () => {
    const instance = reducedGradient(rootOf('example').child(1), 10, 40, 0);
    const { lower, upper, initialNorm } = gradientBracket(instance, toTheEnd);
    expect(upper).toBe(initialNorm);
    expect(lower).toBeLessThanOrEqual(upper);
    // The certificate gives away its own rounding bound: 2 · 4200 · 2⁻⁵³ of a magnitude below 100.
    expect(upper - lower).toBeLessThan(1e-10);
  });

  it('knows the answer in closed form for one neuron that stays active: ‖w‖ − V', () => {
    for (let trial = 0; trial < 40; trial++) {
      const instance = ambientGradient(rootOf('example').child('one').child(trial), 5, 1, 0.25);
      const { lower, upper, initialNorm } = gradientBracket(instance, toTheEnd);
      const [u] = instance.u as Float64Array;
      if (u! <= 0.25) {
        // Inactive, or within reach of it: the gradient can be 0.
        expect([lower, upper]).toEqual([0, 0]);
        continue;
      }
      expect(lower).toBeCloseTo(initialNorm - 0.25, 10);
      // The movement stays 2⁻³⁰ V inside the ball.
      expect(upper).toBeCloseTo(initialNorm - 0.25, 8);
    }
  });

  it('certifies nothing where 0 is a gradient of the hull, however long the search goes on', () => {
    // Two neurons that cancel but for 0.1: the path towards 0 shrinks by half a step, to lengths whose
    // squares underflow.
    const instance = ambientGradient(
      rootOf('laws').child('coexistence').child(2).child(3).child(35),
      2,
      3,
      0.577,
    );
    for (const iterations of [10, 100, 300, 3000]) {
      const { lower, upper } = gradientBracket(instance, { ...toTheEnd, iterations });
      expect(lower).toBe(0);
      expect(upper).toBe(0);
    }
  });

  it('stops as soon as the question is answered', () => {
    const instance = reducedGradient(rootOf('example').child(2), 30, 300, 0.05);
    const first = gradientBracket(instance, { ...toTheEnd, decided: () => true });
    expect(first.iterations).toBe(1);
    expect(gradientBracket(instance, { ...toTheEnd, iterations: 0 })).toMatchObject({
      lower: 0,
      upper: first.initialNorm,
      iterations: 0,
    });
  });
});

describe('gradientAfter', () => {
  it('is ∇f at W0 where nothing moved, with ⟨∇f, x⟩ = f', () => {
    const instance = ambientGradient(rootOf('example').child(3), 6, 30, 0.2);
    const network = instance.explicit();
    const gradient = gradientAt(network, noMovement(30), network.x);
    const after = gradientAfter(instance, noMovement(30));
    expect(after.norm).toBeCloseTo(Math.hypot(...gradient), 12);
    expect(after.value).toBeCloseTo(
      gradient.reduce((sum, entry, i) => sum + entry * network.x[i]!, 0),
      12,
    );
    // ‖∇f‖² = ‖P∇f‖² + f².
    expect(Math.hypot(after.acrossNorm, after.value)).toBeCloseTo(after.norm, 12);
    expect(after.acrossNorm).toBeCloseTo(
      Math.hypot(...gradientAcrossAt(network, noMovement(30), network.x)),
      12,
    );
    expect(after.flips).toBe(0);
    expect(after.largestShift).toBe(0);
  });
});
