import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Claim } from '../../src/core/claim.ts';
import { bindClaim } from '../../src/core/judge/boundClaim.ts';
import { norm } from '../../src/numerics/linalg/vectors.ts';
import { gaussian } from '../../src/numerics/random/gaussian.ts';
import {
  consequences,
  gradientFor,
  mostFollows,
} from '../../src/theorems/lazyTraining/claims/consequences.ts';
import { gradientIsLarge } from '../../src/theorems/lazyTraining/claims/gradientIsLarge.ts';
import { stepIsShort, stepSizeIsSmall } from '../../src/theorems/lazyTraining/claims/stepIsShort.ts';
import { keptSigns } from '../../src/theorems/lazyTraining/figures/corollary/plainNetwork.ts';
import { noMovement } from '../../src/theorems/lazyTraining/network/movement.ts';
import { gradientAt, stepAt } from '../../src/theorems/lazyTraining/network/reference.ts';
import { ambientStep } from '../../src/theorems/lazyTraining/samplers/ambient.ts';
import { lazySpace } from '../../src/theorems/lazyTraining/space.ts';
import { lazyTraining } from '../../src/theorems/lazyTraining/theorem.ts';
import { adversarialRows, networkOf, ROW_KINDS, written } from '../arbitraries/movedRows.ts';
import { radiusOf, scenes, streamOf } from '../arbitraries/scenes.ts';

/** Each consequence holds draw by draw: on one network, at W that mean harm. That of the cone has a law of its own. */

const holds = (claim: Claim, scope: Readonly<Record<string, number>>): boolean => {
  const { lhs, rhs } = bindClaim(claim, lazySpace.axes).conclusion;
  return lhs.evaluate(scope) <= rhs.evaluate(scope);
};

describe('consequences, draw by draw', () => {
  it('are of statements of this theorem', () => {
    for (const { from, to } of consequences)
      for (const { statement, reading } of [from, to])
        expect(lazyTraining.statements.some((one) => one.id === statement && one.reading === reading)).toBe(
          true,
        );
  });

  it('a short step, a small step size and a large gradient are one event of the gradient', () => {
    const met = new Set<boolean>();
    fc.assert(
      fc.property(
        scenes,
        fc.nat({ max: ROW_KINDS - 1 }),
        fc.constantFrom(0.5, 1, 2, 4),
        fc.constantFrom(0.25, 0.5, 1, 2),
        (scene, kind, C2, C1) => {
          const { d, m, C0 } = scene;
          const stream = streamOf(scene, 'consequences');
          const draw = written(ambientStep(stream, d, m).explicit());
          const rows = adversarialRows(draw, radiusOf(scene), C2, 1, kind, stream.child('rows'));
          const network = networkOf({ ...draw, rows });
          const gradientInf = norm(gradientAt(network, noMovement(m), network.x));
          const at = { d, m, C0, gamma: 0.05 };
          // Powers of two: the maps round nothing, and both comparisons are exact but for √d.
          for (const [claim, power] of [
            [stepIsShort, 1],
            [stepSizeIsSmall, 2],
          ] as const) {
            const constants = { C2, K: C2 / C1 ** power };
            const wanted = gradientFor(power)({ at, constants });
            expect(wanted.constants.C1).toBeCloseTo(C1, 12);
            // At the border the two sides are rounded differently.
            if (Math.abs(gradientInf - C1 * Math.sqrt(d)) < 1e-9 * (1 + gradientInf)) continue;
            const large = holds(gradientIsLarge, { ...at, gradientInf, ...wanted.constants });
            met.add(large);
            expect(holds(claim, { ...at, gradientInf, ...constants })).toBe(large);
          }
        },
      ),
      { seed: 3, numRuns: 300 },
    );
    expect([...met].sort()).toEqual([false, true]);
  });

  it('the sign that a law of the data sees kept at a point is the sign that the theorem speaks of there', () => {
    const met = new Map<boolean, number>();
    fc.assert(
      fc.property(scenes, fc.nat({ max: ROW_KINDS - 1 }), (scene, kind) => {
        const { d, m, C0 } = scene;
        const stream = streamOf(scene, 'most');
        const C2 = 0.2 + Math.min(C0, 2);
        const draw = written(ambientStep(stream, d, m).explicit());
        const rows = adversarialRows(draw, radiusOf(scene), C2, 1, kind, stream.child('rows'));
        const points = gaussian(stream.child('points'), 5 * d);
        const weights = Float64Array.from(rows.flatMap((row) => [...row]));
        const kept = keptSigns(weights, draw.signs, points, d, C2);
        kept.forEach((one, i) => {
          const x = Float64Array.from(points.subarray(i * d, (i + 1) * d));
          const { value, valueAfterStep } = stepAt(networkOf({ ...draw, x, rows }), noMovement(m), C2);
          // Too near to 0 for two orders of addition to agree, or no step at all.
          if (!(Math.abs(value) > 1e-7) || !(Math.abs(valueAfterStep) > 1e-7)) return;
          met.set(one, (met.get(one) ?? 0) + 1);
          expect(Math.sign(value) * valueAfterStep > 0).toBe(one);
        });
      }),
      { seed: 4, numRuns: 150 },
    );
    expect(met.get(true)).toBeGreaterThan(30);
    expect(met.get(false)).toBeGreaterThan(30);
  });

  it('a statement about 0.9 of the mass says nothing from γ = 0.1 on', () => {
    const at = { d: 5, m: 7, C0: 1, gamma: 0.1 };
    expect(mostFollows({ at, constants: {} })).toBeNull();
    expect(mostFollows({ at: { ...at, gamma: 0.05 }, constants: {} })!.constants.C2).toBeCloseTo(4.841291, 6);
  });
});
