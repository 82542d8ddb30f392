import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Claim } from '../../src/core/claim.ts';
import { bindClaim, constantsAt, scopeOf } from '../../src/core/judge/boundClaim.ts';
import { norm } from '../../src/numerics/linalg/vectors.ts';
import { coneExtends, coneExtendsIntended } from '../../src/theorems/lazyTraining/claims/coneExtends.ts';
import { oneStepFlips } from '../../src/theorems/lazyTraining/claims/oneStepFlips.ts';
import type { ExplicitNetwork } from '../../src/theorems/lazyTraining/network/explicitNetwork.ts';
import { gradientAt, stepAt, valueAt } from '../../src/theorems/lazyTraining/network/reference.ts';
import { ambientStep } from '../../src/theorems/lazyTraining/samplers/ambient.ts';
import { lazySpace } from '../../src/theorems/lazyTraining/space.ts';
import { adversarialRows, networkOf, ROW_KINDS, written } from '../arbitraries/movedRows.ts';
import { radiusOf, scenes, streamOf } from '../arbitraries/scenes.ts';

const still = (m: number) => ({ along: new Float64Array(m), across: null, normal: null });

/** The same network with all weights multiplied. */
const scaled = (network: ExplicitNetwork, factor: number): ExplicitNetwork => {
  const { d, m, x, signs, rows } = written(network);
  return networkOf({ d, m, x, signs, rows: rows.map((row) => row.map((entry) => factor * entry)) });
};

/** Powers of two round nothing, so that both sides of the law agree bit for bit. */
const factors = fc.constantFrom(2 ** -10, 2 ** -4, 0.5, 1, 4, 2 ** 10);

describe('on the cone over the ball', () => {
  it("the printed step at W is the theorem's step at rW with r C2; the intended one is that with C2", () => {
    let looked = 0;
    fc.assert(
      fc.property(scenes, factors, fc.nat({ max: ROW_KINDS - 1 }), (scene, r, kind) => {
        const { d, m, C0 } = scene;
        const stream = streamOf(scene, 'cone');
        const draw = written(ambientStep(stream, d, m).explicit());
        const C2 = 0.5 + Math.min(C0, 3);
        // W′ = rW anywhere in the ball, W = W′/r on the cone.
        const rows = adversarialRows(draw, radiusOf(scene), C2, 1, kind, stream.child('rows'));
        const inBall = networkOf({ ...draw, rows });
        const onCone = scaled(inBall, 1 / r);
        const here = gradientAt(onCone, still(m), onCone.x);
        const value = valueAt(inBall, still(m), inBall.x);
        // Without a sign or a gradient there is no step to compare, nor where rows that mean harm found no gradient to harm.
        if (value === 0 || !(norm(here) > 0)) return;
        looked++;
        const sign = Math.sign(value);
        expect(r * valueAt(onCone, still(m), onCone.x)).toBe(value);
        const agrees = (eta: number, constant: number): void => {
          const stepped = onCone.x.map((entry, i) => entry + eta * here[i]!);
          expect(r * valueAt(onCone, still(m), stepped)).toBe(
            stepAt(inBall, still(m), constant).valueAfterStep,
          );
        };
        const square = norm(here) * norm(here);
        agrees((-sign * C2) / square, r * C2);
        // |η| ‖∇f(W)‖ = C2/‖∇f(rW)‖ = C2/(r ‖∇f(W)‖).
        agrees((-sign * C2) / (r * square), C2);
      }),
      { seed: 11, numRuns: 600 },
    );
    expect(looked).toBeGreaterThan(300);
  });

  it('at r = 1 both readings are Theorem 3.1; the intended one is it at every r', () => {
    const axes = { d: 49, m: 11389, C0: 1, gamma: 0.05 };
    const C2 = constantsAt(bindClaim(oneStepFlips, lazySpace.axes), axes).C2!;
    const stepConstant = (claim: Claim, overrides: Readonly<Record<string, number>>): number => {
      const bound = bindClaim(claim, lazySpace.axes);
      return scopeOf(bound, axes, constantsAt(bound, axes, overrides)).C2!;
    };
    for (const claim of [coneExtends, coneExtendsIntended]) {
      expect(claim.conclusion).toEqual(oneStepFlips.conclusion);
      expect(claim.premise).toEqual(oneStepFlips.premise);
      expect(claim.where?.radius).toBe(oneStepFlips.where?.radius);
      expect(stepConstant(claim, {})).toBe(C2);
    }
    expect(stepConstant(coneExtends, { r: 0.125 })).toBe(C2 / 8);
    expect(stepConstant(coneExtendsIntended, { r: 0.125 })).toBe(C2);
  });
});
