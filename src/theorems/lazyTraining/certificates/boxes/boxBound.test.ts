import { describe, expect, it } from 'vitest';
import oracle from '../../../../../fixtures/oracles/boxMoments.json' with { type: 'json' };
import { rootOf } from '../../../../numerics/random/root.ts';
import { reducedStep } from '../../samplers/reducedStep.ts';
import { revealedWeights } from '../revealedWeights.ts';
import { logMoments, reachesOf } from './boxBound.ts';
import { boxedSide } from './boxCertificate.ts';
import { boxSide } from './boxSide.ts';
import { boxTables } from './boxTables.ts';
import { planeNeurons } from './planeNeurons.ts';
import type { StepBox } from './stepBox.ts';

const drawn = (d: number, m: number, C0: number, sign: number) => {
  const instance = reducedStep(rootOf('oracle').child(d), d, m);
  return boxSide(planeNeurons(revealedWeights(instance, C0 / Math.sqrt(m)))!, sign === 1 ? 1 : -1);
};

describe('boxBound', () => {
  it('sums what numpy and scipy sum neuron by neuron, and a little more', () => {
    for (const { d, m, C0, sign, C2, box, multipliers, tuning, logMoments: expected } of oracle) {
      const side = drawn(d, m, C0, sign);
      const tables = boxTables(side, C2, box as unknown as StepBox);
      const found = logMoments(side, tables, multipliers, tuning, reachesOf(side.V, tables, multipliers))!;
      expect(expected).toHaveLength(16);
      expected.forEach((exact, i) => {
        // In units of f: bins, nodes and common thresholds cost at most a hundredth here.
        const above = (found[i]! - exact) / (tuning.theta * Math.sqrt(m));
        expect(above).toBeGreaterThan(-1e-9);
        expect(above).toBeLessThan(0.0105);
      });
    }
  });

  it('is below zero on every box of a partition of the steps', () => {
    const side = drawn(100, 5000, 1, -1);
    const { upper, leaves, refusal } = boxedSide(side, 2 * Math.sqrt(Math.log(40)) + 1);
    expect(refusal).toBeNull();
    expect(upper).toBeLessThan(0);
    expect(upper).toBe(Math.max(...leaves.map((leaf) => leaf.upper)));
  });

  it('refuses a side whose gradients may be too short, and a step that f alone survives', () => {
    expect(boxedSide(drawn(100, 5000, 40, 1), 4).refusal).toBe('gradients too short');
    expect(boxedSide(drawn(100, 5000, 1, -1), 0.3).refusal).toBe('one step');
  });
});
