import { describe, expect, it } from 'vitest';
import { rootOf } from '../../../numerics/random/root.ts';
import { extremeValue } from '../network/extremeValue.ts';
import { moved, signedMargin } from '../network/gradientStep.ts';
import { noMovement } from '../network/movement.ts';
import { reducedStep } from '../samplers/reducedStep.ts';
import { leastCertified } from './leastCertified.ts';
import { revealedWeights } from './revealedWeights.ts';
import { stepCertificate } from './stepCertificate.ts';

describe('stepCertificate', () => {
  const [d, m] = [784, 20_000];
  const draw = (trial: number, C0: number) => {
    const instance = reducedStep(rootOf('certificate').child(trial), d, m);
    const radius = C0 / Math.sqrt(m);
    return { instance, radius, known: revealedWeights(instance, radius) };
  };

  it('proves that a long step flips the sign of every W in the ball', () => {
    const { known } = draw(0, 0.5);
    const { upper, sides } = stepCertificate(known, 4);
    expect(upper).toBeLessThanOrEqual(0);
    expect(sides.positive.losses.length + sides.negative.losses.length).toBeGreaterThan(0);
  });

  it('proves nothing of a step that does not flip them all', () => {
    for (let trial = 0; trial < 5; trial++) {
      const { instance, radius, known } = draw(trial, 1);
      // With v_s = a_s V x, f(x) is at its largest, and a step of C2 lowers it by about C2.
      const largest = extremeValue(instance.u, instance.signs, radius, 1).value;
      expect(stepCertificate(known, Math.max(0.1, 0.8 * largest)).upper).toBeGreaterThan(0);
    }
  });

  it('is exact where nothing can move', () => {
    const { instance, known } = draw(0, 0);
    const step = moved(instance, noMovement(m));
    for (const C2 of [0.2, 1, 3]) {
      const { value } = signedMargin(instance, step, C2);
      // What is added for rounding: 2 · 1.3e-12 · √m · longest row · (1 + ‖z‖), below 1e-7, and a ball around
      // ∇f of that size.
      const { upper } = stepCertificate(known, C2);
      expect(upper).toBeGreaterThanOrEqual(value);
      expect(upper).toBeLessThan(value + 1e-6);
    }
  });

  it('has no side for a sign that no W takes', () => {
    const { instance, known } = draw(3, 0);
    const { positive, negative } = stepCertificate(known, 1).sides;
    const value = extremeValue(instance.u, instance.signs, 0, 1).value;
    expect(value > 0 ? negative.upper : positive.upper).toBe(Number.NEGATIVE_INFINITY);
  });

  it('has no bound where the gradient may vanish', () => {
    const { known } = draw(0, 60);
    expect(stepCertificate(known, 4).upper).toBe(Number.POSITIVE_INFINITY);
  });

  it('searches for the least step it can prove', () => {
    const { known } = draw(0, 0.5);
    const found = leastCertified(known, 0.2)!;
    expect(stepCertificate(known, found).upper).toBeLessThanOrEqual(0);
    expect(stepCertificate(known, found / 1.01).upper).toBeGreaterThan(0);
    expect(leastCertified(draw(0, 60).known, 1)).toBeNull();
  });
});
