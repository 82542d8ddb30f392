import { describe, expect, it } from 'vitest';
import { rootOf } from '../../../numerics/random/root.ts';
import type { ExplicitNetwork } from '../network/explicitNetwork.ts';
import { noMovement } from '../network/movement.ts';
import { stepAt } from '../network/reference.ts';
import { ambientStep } from '../samplers/ambient.ts';
import { explicitWeights } from './explicitWeights.ts';
import { sideOf } from './lossBound.ts';
import { workspaceFor } from './neuronBounds.ts';
import { sideBound } from './peeling.ts';

describe('peeling', () => {
  it('peels off no W that keeps its sign, however much it has left unspent', () => {
    const [d, m, C0] = [20, 300, 0.02];
    const V = C0 / Math.sqrt(m);
    const nearest = { first: 0, last: 0 };
    for (let trial = 0; trial < 10; trial++) {
      const instance = ambientStep(rootOf('peeling').child(trial), d, m);
      const network = instance.explicit();
      // Draws whose f is next to 0, so that the ball reaches both signs: the part of W0 that f comes from is
      // taken off along x.
      const center = stepAt(network, noMovement(m), 1).value;
      const balanced = balancedAt(network, center);
      const known = explicitWeights(balanced, V);
      for (const sign of [1, -1] as const)
        for (const C2 of [1e-4, 0.002, 0.005, 0.01]) {
          const { losses } = sideBound(known, sign, C2, workspaceFor(m));
          if (losses.length === 0) continue;
          expect(sideOf(known, sign, C2).tracked.count).toBeGreaterThan(0);
          for (let loss = 0; loss <= 2; loss += 0.04) {
            // All neurons moved alike: α_s = sign a_s V (1 − loss).
            const along = Float64Array.from(instance.signs, (a) => sign * a * V * (1 - 1e-9) * (1 - loss));
            const step = stepAt(balanced, { along, across: null, normal: null }, C2);
            if (sign * step.value < 1e-12) continue;
            nearest.first = Math.max(nearest.first, loss / losses[0]!);
            expect(loss).toBeLessThanOrEqual(losses[0]! + 1e-6);
            if (sign * step.valueAfterStep < 1e-12) continue;
            nearest.last = Math.max(nearest.last, loss / losses.at(-1)!);
            expect(loss).toBeLessThanOrEqual(losses.at(-1)! + 1e-6);
          }
        }
    }
    // And they come close to what is peeled off.
    expect(nearest.first).toBeGreaterThan(0.8);
    expect(nearest.last).toBeGreaterThan(0.6);
  });
});

/**
 * The network with a part along x taken off the rows that are on, the same for each up to a_s, so that f(x)
 * is 0 and few activations change.
 */
const balancedAt = (network: ExplicitNetwork, value: number): ExplicitNetwork => {
  const { m, d, x, signs } = network;
  const active: boolean[] = [];
  network.visitRows((s, row) => {
    active[s] = row.reduce((sum, entry, i) => sum + entry * x[i]!, 0) > 0;
  });
  const push = (value * Math.sqrt(m)) / active.filter((on) => on).length;
  return {
    ...network,
    visitRows: (visit) =>
      network.visitRows((s, row) => {
        const moved = Float64Array.from(row);
        if (active[s]) for (let i = 0; i < d; i++) moved[i]! -= signs[s]! * push * x[i]!;
        visit(s, moved);
      }),
  };
};
