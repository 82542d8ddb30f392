import { describe, expect, it } from 'vitest';
import { openEngine } from '../../src/numerics/engine/openEngine.ts';
import { rootOf } from '../../src/numerics/random/root.ts';
import { criticalStep } from '../../src/theorems/lazyTraining/adversaries/criticalStep.ts';
import * as boxBound from '../../src/theorems/lazyTraining/certificates/boxes/boxBound.ts';
import * as boxes from '../../src/theorems/lazyTraining/certificates/boxes/boxCertificate.ts';
import { boxSide } from '../../src/theorems/lazyTraining/certificates/boxes/boxSide.ts';
import { boxTables } from '../../src/theorems/lazyTraining/certificates/boxes/boxTables.ts';
import { flippingLines } from '../../src/theorems/lazyTraining/certificates/boxes/flippingMoment.ts';
import { linesLogMoment } from '../../src/theorems/lazyTraining/certificates/boxes/linesLogMoment.ts';
import { planeNeurons } from '../../src/theorems/lazyTraining/certificates/boxes/planeNeurons.ts';
import { raisingMoments } from '../../src/theorems/lazyTraining/certificates/boxes/raisingMoments.ts';
import * as stepBox from '../../src/theorems/lazyTraining/certificates/boxes/stepBox.ts';
import { revealedWeights } from '../../src/theorems/lazyTraining/certificates/revealedWeights.ts';
import { movedAlike } from '../../src/theorems/lazyTraining/network/gradientStep.ts';
import { reducedStep } from '../../src/theorems/lazyTraining/samplers/reducedStep.ts';
import {
  type BoxCode,
  type CompareBoxes,
  lawOfComparison,
  lawOfLines,
  lawOfRaising,
  lawOfSteps,
  lawOfTables,
  NETWORKS,
} from '../arbitraries/boxLaws.ts';
import { meetCertificates } from '../arbitraries/boxWitnesses.ts';

const { boxCertificate, boxCertifier, usualEffort } = boxes;

const code: BoxCode = {
  ...boxBound,
  ...boxes,
  ...stepBox,
  boxSide,
  boxTables,
  flippingLines,
  linesLogMoment,
  planeNeurons,
  raisingMoments,
};

const below: CompareBoxes = (what, left, right) => {
  if (!(left <= right)) throw new Error(`${what}: expected ${left} to be at most ${right}`);
};

describe('the certificate by boxes, on written weights', () => {
  it('bounds f after the step at every W that is tried, by every step of its proof, and each is attained', () => {
    const all = Array.from({ length: NETWORKS }, (_, i) => i);
    const { tried, certified, onCertified, nearest, caught } = lawOfSteps(code, below, all);
    expect(tried).toBeGreaterThan(150);
    expect(certified).toBeGreaterThan(3);
    expect(onCertified).toBeGreaterThan(40);
    // Attained: at the multipliers 0 every step is an equality for the W that the step leads to itself.
    expect(nearest.step).toBeLessThan(1e-3);
    for (const count of Object.values(caught)) expect(count).toBeGreaterThan(5);
  });
});

describe('what a bound is summed from', () => {
  it('raising moments lie above their integrals, by little', () => {
    lawOfRaising(code, below);
  });

  it('moments of lines agree with their integrals, equal and almost equal slopes among them', () => {
    lawOfLines(code, below);
    expect(() =>
      linesLogMoment(
        1,
        [
          { along: 0, across: 0, level: 0, slope: 1 },
          { along: 0, across: 0, level: 0, slope: 0 },
        ],
        { along: new Float64Array(1), across: new Float64Array(1), count: new Float64Array(1) },
      ),
    ).toThrow(/increasing order/);
  });

  it('tables lie above sums over the neurons themselves, at every corner and length, by little', () => {
    expect(lawOfTables(code, below)).toBeGreaterThan(200);
  });
});

describe('the comparison of Gaussian processes', () => {
  it('lies above the mean of the largest sum, and without the norm of l below it, every time (pinned seeds)', () => {
    lawOfComparison(code, below);
  });
});

describe('the certificate by boxes, beside adversaries on draws of all the weights', () => {
  it('never stands beside a W that keeps its sign, nor below the critical C2 of one (pinned draws)', async () => {
    const cells = [
      { d: 25, m: 600, C0: 0.1 },
      { d: 36, m: 800, C0: 0.2 },
      { d: 49, m: 800, C0: 0.3 },
    ];
    const engine = await openEngine('wasm');
    const { certified, tried, nearest, belowCritical } = meetCertificates(engine, cells, {
      draws: 1,
      rounds: 2,
      seed: 'beside boxes, short',
    });
    expect(certified).toBeGreaterThan(0);
    expect(belowCritical).toBe(6);
    // Every kind of adversary has met one.
    expect([...tried.keys()].sort()).toEqual(['multipliers', 'projected gradient', 'rows', 'structured']);
    expect([...tried.values()].reduce((sum, one) => sum + one, 0)).toBeGreaterThan(20);
    expect(nearest).toBeLessThan(0);
  });

  it('says of one C2 what it says of it alone, whatever the order in which it is asked', () => {
    const [d, m, C0] = [100, 6000, 0.3];
    const known = revealedWeights(reducedStep(rootOf('one by one').child(0), d, m), C0 / Math.sqrt(m));
    const certify = boxCertifier(known);
    const candidates = [4.2, 0.2, 3, 4.2];
    const together = candidates.map((C2) => certify(C2)?.upper ?? null);
    expect(together).toEqual(candidates.map((C2) => boxCertificate(known, C2)?.upper ?? null));
    expect(together.some((upper) => upper === null)).toBe(true);
    expect(together.some((upper) => upper !== null)).toBe(true);
  });
});

describe('the certificate by boxes, on draws of the reduced law', () => {
  it('refuses where an explicit W of the draw is not flipped, and certifies not far above it (pinned draws)', () => {
    let certified = 0;
    let looked = 0;
    for (const [d, m, C0] of [
      [100, 6000, 0.3],
      [196, 20_000, 1],
      [400, 20_000, 1],
    ] as const)
      for (let trial = 0; trial < 3; trial++) {
        const instance = reducedStep(rootOf('near the attack').child(d).child(trial), d, m);
        const radius = C0 / Math.sqrt(m);
        const known = revealedWeights(instance, radius);
        const initial = movedAlike(instance, { along: 0, across: 0, normal: null });
        const attacked = criticalStep(instance, { radius }, initial);
        for (const factor of [0.97, 0.995])
          expect(boxCertificate(known, factor * attacked, { ...usualEffort, evaluations: 150 })).toBeNull();
        looked++;
        if (boxCertificate(known, 1.3 * attacked) !== null) certified++;
      }
    expect(looked).toBe(9);
    expect(certified).toBeGreaterThan(4);
  });

  it('needs three dimensions, and refuses what is not a number', () => {
    const [d, m] = [40, 3000];
    const instance = reducedStep(rootOf('not a number').child(0), d, m);
    const known = revealedWeights(instance, 0.3 / Math.sqrt(m));
    expect(boxCertificate(known, 4.2)).not.toBeNull();
    expect(boxCertificate(known, Number.NaN)).toBeNull();
    expect(boxCertificate({ ...known, d: 2 }, 4.2)).toBeNull();
    const towards = known.towards.slice();
    towards[7] = Number.NaN;
    expect(boxCertificate({ ...known, towards }, 4.2)).toBeNull();
  });
});
