import { describe, expect, it } from 'vitest';
import { rootOf } from '../../../numerics/random/root.ts';
import { bestStep } from '../adversaries/stepSearch.ts';
import { moved, signedMargin } from '../network/gradientStep.ts';
import { noMovement } from '../network/movement.ts';
import { stepAt } from '../network/reference.ts';
import { reducedStep } from './reducedStep.ts';

describe('revealed rows in f32', () => {
  it('are the draw itself: all of W0, completed to them, has the same step to the rounding of f64', () => {
    const [d, m, C2] = [40, 3000, 3];
    let most = 0;
    for (let trial = 0; trial < 6; trial++) {
      const instance = reducedStep(rootOf('revealed rows').child(trial), d, m);
      const initial = moved(instance, noMovement(m));
      const { step } = bestStep(instance, { radius: 1 / Math.sqrt(m) }, initial, C2);
      expect(instance.revealed.rows.length).toBeGreaterThan(4);
      for (const row of instance.revealed.rows) expect(row).toBeInstanceOf(Float32Array);
      // Asked again, as a confirmation asks: rows that were revealed later have a share in ∇f then.
      const again = moved(instance, step.movement);
      const revealed = signedMargin(instance, again, C2).value;
      const { value, valueAfterStep } = stepAt(instance.explicit(), step.movement, C2);
      const explicit = (value < 0 ? -1 : 1) * valueAfterStep;
      most = Math.max(most, Math.abs(revealed - explicit));
    }
    // Far below the 1e-8 that a witness must have to spare; rounding of rows that mattered would show as 1e-8 and more.
    expect(most).toBeLessThan(1e-11);
  });
});
