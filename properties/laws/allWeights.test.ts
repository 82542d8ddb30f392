import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/numerics/engine/engine.ts';
import { openEngine } from '../../src/numerics/engine/openEngine.ts';
import { rootOf } from '../../src/numerics/random/root.ts';
import { criticalStep } from '../../src/theorems/lazyTraining/adversaries/criticalStep.ts';
import { searchAllWeights } from '../../src/theorems/lazyTraining/adversaries/searchAllWeights.ts';
import { shiftOf } from '../../src/theorems/lazyTraining/adversaries/shiftedNetwork.ts';
import { bestStep } from '../../src/theorems/lazyTraining/adversaries/stepSearch.ts';
import { explicitWeights } from '../../src/theorems/lazyTraining/certificates/explicitWeights.ts';
import { leastCertified } from '../../src/theorems/lazyTraining/certificates/leastCertified.ts';
import { moved } from '../../src/theorems/lazyTraining/network/gradientStep.ts';
import { noMovement } from '../../src/theorems/lazyTraining/network/movement.ts';
import { ambientStep } from '../../src/theorems/lazyTraining/samplers/ambient.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine('wasm');
});

/** Shares of the structured searches' critical C2, above it. */
const BEYOND = [1.002, 1.01, 1.03, 1.08] as const;

describe('one-step-flips in ambient mode, all weights among its adversaries', () => {
  it.each([
    [20, 60, 0.05, 8],
    [50, 300, 0.1, 6],
    [100, 400, 0.1, 4],
  ])(
    'd = %i, m = %i, C0 = %f: every attack ends below the certificate (%i pinned draws)',
    (d, m, C0, trials) => {
      const gains: number[] = [];
      const gaps: number[] = [];
      for (let trial = 0; trial < trials; trial++) {
        const stream = rootOf('all weights').child(d).child(m).child(trial);
        const instance = ambientStep(stream, d, m);
        const network = instance.explicit();
        const ball = { radius: C0 / Math.sqrt(m) };
        const initial = moved(instance, noMovement(m));
        const certified = leastCertified(
          explicitWeights(network, ball.radius),
          0.5 * Math.abs(initial.value),
        );
        const structured = criticalStep(instance, ball, initial);
        const keeps = (C2: number): boolean => {
          const { step } = bestStep(instance, ball, initial, C2);
          const budget = { steps: 12, restarts: 2, from: [shiftOf(network, step.movement)] };
          return searchAllWeights(engine, network, ball, C2, budget, stream).value > 0;
        };
        let gain = 1;
        for (const share of BEYOND) {
          if (!keeps(structured * share)) break;
          gain = share;
        }
        gains.push(gain - 1);
        if (certified === null) continue;
        expect(structured * gain).toBeLessThan(certified);
        expect(keeps(certified)).toBe(false);
        gaps.push(certified / (structured * gain) - 1);
      }
      // Seen: one draw of 18 gains between 0.2 and 1 %, the others less; certificates end 0.02 to 4 % above the attacks, twice 11 and 28 %.
      expect(Math.max(...gains)).toBeLessThan(0.03);
      expect(gaps.length).toBeGreaterThan(trials / 2);
    },
  );
});
