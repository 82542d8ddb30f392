import { describe, expect, it } from 'vitest';
import { rootOf } from '../../../numerics/random/root.ts';
import { moved } from '../network/gradientStep.ts';
import { noMovement } from '../network/movement.ts';
import { largestShift, stepAt } from '../network/reference.ts';
import { reducedStep } from '../samplers/reducedStep.ts';
import { structuredStep } from './structuredStep.ts';

describe('structuredStep', () => {
  const [d, m, radius] = [60, 400, 1.5 / Math.sqrt(400)];

  it('finds weights in the ball that keep their sign where those of W0 lose it', () => {
    let rescued = 0;
    for (let trial = 0; trial < 10; trial++) {
      const instance = reducedStep(rootOf('structured').child(trial), d, m);
      const initial = moved(instance, noMovement(m));
      const C2 = Math.abs(initial.value) + 0.6;
      const { step, signedMargin } = [...structuredStep(instance, { radius }, initial, C2)].at(-1)!;
      const network = instance.explicit();
      const plain = stepAt(network, step.movement, C2);
      // 400 · 60 products in f64, and f32 residues of directions revealed after the try (2⁻²⁴ of ‖∇f‖, times
      // C2/‖∇f‖).
      expect(signedMargin).toBeCloseTo(Math.sign(plain.value) * plain.valueAfterStep, 5);
      expect(largestShift(network, step.movement)).toBeLessThanOrEqual(radius);
      const before = stepAt(network, noMovement(m), C2);
      if (Math.sign(before.value) * before.valueAfterStep < 0 && signedMargin > 0) rescued++;
    }
    expect(rescued).toBeGreaterThan(5);
  });

  it('begins with W0, and yields what is never worse than before', () => {
    const instance = reducedStep(rootOf('structured').child('stop'), d, m);
    const initial = moved(instance, noMovement(m));
    const told = [...structuredStep(instance, { radius }, initial, 1)];
    expect(told[0]!.step).toBe(initial);
    expect(told.length).toBeGreaterThan(1);
    for (let i = 1; i < told.length; i++)
      expect(told[i]!.signedMargin).toBeGreaterThanOrEqual(told[i - 1]!.signedMargin);
  });

  it('has W0 alone where nothing may move', () => {
    const instance = reducedStep(rootOf('structured').child('still'), d, m);
    const initial = moved(instance, noMovement(m));
    const told = [...structuredStep(instance, { radius: 0 }, initial, 1)];
    expect(told.map(({ step }) => step === initial)).toEqual([true]);
  });
});
