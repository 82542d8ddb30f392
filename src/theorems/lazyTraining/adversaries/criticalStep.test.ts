import { describe, expect, it } from 'vitest';
import { rootOf } from '../../../numerics/random/root.ts';
import { moved, signedMarginAlongRay } from '../network/gradientStep.ts';
import { noMovement } from '../network/movement.ts';
import { stepAt } from '../network/reference.ts';
import { reducedStep } from '../samplers/reducedStep.ts';
import { criticalStep, criticalStepFrom, LARGEST_STEP } from './criticalStep.ts';
import { bestStep, mayAskOn } from './stepSearch.ts';

describe('criticalStep', () => {
  const [d, m] = [50, 300];

  it('at radius 0 is the step at which W0 itself loses its sign', () => {
    for (let trial = 0; trial < 10; trial++) {
      const instance = reducedStep(rootOf('critical').child(trial), d, m);
      const initial = moved(instance, noMovement(m));
      const C2 = criticalStep(instance, { radius: 0 }, initial);
      const network = instance.explicit();
      const signedMargin = (at: number): number => {
        const { value, valueAfterStep } = stepAt(network, noMovement(m), at);
        return Math.sign(value) * valueAfterStep;
      };
      expect(C2).toBeLessThan(LARGEST_STEP);
      // A relative width of 2⁻³² around the zero, and the error bound that `keeps` asks for: both far below
      // 1e-6.
      expect(signedMargin(C2 * (1 - 1e-6))).toBeGreaterThan(0);
      expect(signedMargin(C2 * (1 + 1e-6))).toBeLessThan(0);
    }
  });

  it('is at least as large as that of a W that is known, and says so where no question is left to ask', () => {
    for (let trial = 0; trial < 6; trial++) {
      const instance = reducedStep(rootOf('critical').child('known').child(trial), d, m);
      const initial = moved(instance, noMovement(m));
      const ball = { radius: 1 / Math.sqrt(m) };
      const { step } = bestStep(instance, ball, initial, 2);
      const { C2, cutShort } = criticalStepFrom(instance, ball, initial, step);
      expect(cutShort).toBe(false);
      // Just below it the known W keeps its sign: the answer is no less.
      const kept = signedMarginAlongRay(instance, step);
      const least = [0.5, 1, 1.5, 2, 2.5, 3].filter((at) => kept(at).value > kept(at).error);
      for (const at of least) expect(C2).toBeGreaterThan(at * (1 - 1e-9));
      // A draw of the flagship's size, of which a certificate has asked all that the budget allows.
      const rows = new Array<Float32Array>(9).fill(new Float32Array(0));
      expect(mayAskOn({ ...instance, m: 8_900_000, revealed: { ...instance.revealed, rows } })).toBe(false);
    }
  });

  it('grows with the ball', () => {
    for (let trial = 0; trial < 10; trial++) {
      const found = [0, 0.5, 1, 2].map((C0) => {
        const instance = reducedStep(rootOf('critical').child('grow').child(trial), d, m);
        return criticalStep(instance, { radius: C0 / Math.sqrt(m) }, moved(instance, noMovement(m)));
      });
      expect(found).toEqual([...found].sort((a, b) => a - b));
      expect(found[3]).toBeGreaterThan(found[0]!);
    }
  });
});
