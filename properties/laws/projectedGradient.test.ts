import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/numerics/engine/engine.ts';
import { openEngine } from '../../src/numerics/engine/openEngine.ts';
import { norm } from '../../src/numerics/linalg/vectors.ts';
import { rootOf } from '../../src/numerics/random/root.ts';
import { criticalStep } from '../../src/theorems/lazyTraining/adversaries/criticalStep.ts';
import { projectedGradient } from '../../src/theorems/lazyTraining/adversaries/projectedGradient.ts';
import { searchAllWeights } from '../../src/theorems/lazyTraining/adversaries/searchAllWeights.ts';
import { shiftedNetwork, shiftOf } from '../../src/theorems/lazyTraining/adversaries/shiftedNetwork.ts';
import { signedMarginObjective } from '../../src/theorems/lazyTraining/adversaries/signedMarginObjective.ts';
import { bestStep } from '../../src/theorems/lazyTraining/adversaries/stepSearch.ts';
import { explicitWeights } from '../../src/theorems/lazyTraining/certificates/explicitWeights.ts';
import { stepCertificate } from '../../src/theorems/lazyTraining/certificates/stepCertificate.ts';
import type { ExplicitNetwork } from '../../src/theorems/lazyTraining/network/explicitNetwork.ts';
import { moved } from '../../src/theorems/lazyTraining/network/gradientStep.ts';
import { contains } from '../../src/theorems/lazyTraining/network/lazyBall.ts';
import { noMovement } from '../../src/theorems/lazyTraining/network/movement.ts';
import { stepAt } from '../../src/theorems/lazyTraining/network/reference.ts';
import { ambientStep } from '../../src/theorems/lazyTraining/samplers/ambient.ts';
import { reducedStep } from '../../src/theorems/lazyTraining/samplers/reducedStep.ts';
import { radiusOf, type Scene, scenes, streamOf } from '../arbitraries/scenes.ts';

const effort = { steps: 60, restarts: 3 };

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine('wasm');
});

const networkOf = (scene: Scene): ExplicitNetwork =>
  (scene.trial % 2 === 0 ? reducedStep : ambientStep)(
    streamOf(scene, 'all weights'),
    scene.d,
    scene.m,
  ).explicit();

/** The rows of W0 + shift − W0, written out and measured without the search. */
const distances = (network: ExplicitNetwork, shift: Float32Array): number[] => {
  const initial: Float64Array[] = [];
  network.visitRows((_, row) => initial.push(Float64Array.from(row)));
  const found: number[] = [];
  shiftedNetwork(network, shift).visitRows((s, row) => {
    found.push(norm(Float64Array.from(row, (entry, k) => entry - initial[s]![k]!)));
  });
  return found;
};

describe('projected gradient over all weights', () => {
  it('stays in the ball, claims the value that the plain reference has there, and leaves nothing on the engine', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const network = networkOf(scene);
        const ball = { radius: radiusOf(scene) };
        const C2 = 1 + scene.C0;
        const held = engine.held();
        const budget = { steps: 8, restarts: 2 };
        const { value, shift, largestShift, side } = searchAllWeights(
          engine,
          network,
          ball,
          C2,
          budget,
          streamOf(scene, 'search'),
        );
        expect(engine.held()).toBe(held);
        const reached = Math.max(...distances(network, shift));
        expect(largestShift).toBe(reached);
        expect(contains(ball, reached)).toBe(true);
        if (value === Number.NEGATIVE_INFINITY) return;
        const plain = stepAt(shiftedNetwork(network, shift), noMovement(scene.m), C2);
        expect(Math.sign(plain.value)).toBe(side);
        expect(value).toBe(side * plain.valueAfterStep);
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  it('finds no less with more steps or more restarts', () => {
    fc.assert(
      fc.property(
        scenes,
        fc.nat({ max: 6 }),
        fc.nat({ max: 6 }),
        fc.nat({ max: 2 }),
        (scene, few, more, restarts) => {
          const network = networkOf(scene);
          const value = (steps: number, runs: number): number =>
            searchAllWeights(
              engine,
              network,
              { radius: radiusOf(scene) },
              1 + scene.C0,
              { steps, restarts: runs },
              streamOf(scene, 'search'),
            ).value;
          const [less, longer, oftener] = [
            value(few, restarts),
            value(few + more, restarts),
            value(few, restarts + 1),
          ];
          expect(longer).toBeGreaterThanOrEqual(less);
          expect(oftener).toBeGreaterThanOrEqual(less);
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });

  it('climbs along the gradient, through the step that turns with the weights', () => {
    const [d, m] = [8, 40];
    const network = ambientStep(rootOf('slope'), d, m).explicit();
    const side = stepAt(network, noMovement(m), 1).value > 0 ? 1 : -1;
    const objective = signedMarginObjective(network, 0.7, side);
    const ascent = engine.scope(() => {
      const rows = new Float32Array(d * m);
      network.visitRows((s, row) => rows.set(row, s * d));
      const weights = engine.transposed(engine.matrix(m, d, rows));
      return engine.read(engine.transposed(objective.upwards(engine, weights).ascent));
    });
    const along = (entry: number, by: number): number => {
      const shift = new Float32Array(d * m);
      shift[entry] = by;
      return objective.plainly(shiftedNetwork(network, shift));
    };
    // A power of two, so that the two shifts are exact; no neuron of this draw is that near its kink.
    const h = 2 ** -16;
    const largest = Math.max(...ascent.map(Math.abs));
    for (let entry = 0; entry < d * m; entry++) {
      const slope = (along(entry, h) - along(entry, -h)) / (2 * h);
      // f32 sums of 40 rows and 8 coordinates on one side, a curvature of order 1 times h² on the other.
      expect(Math.abs(ascent[entry]! - slope)).toBeLessThan(1e-5 * largest);
    }
  });

  it('never keeps a sign that a certificate excludes, and beats W0 where the ball has room', () => {
    let certified = 0;
    let better = 0;
    let instances = 0;
    for (const [d, m] of [
      [6, 40],
      [20, 200],
      [30, 600],
    ] as const)
      for (const C0 of [0.02, 0.1, 0.5])
        for (let trial = 0; trial < 8; trial++) {
          const stream = rootOf('coexistence').child(d).child(m).child(C0).child(trial);
          const network = ambientStep(stream, d, m).explicit();
          const radius = C0 / Math.sqrt(m);
          const C2 = 0.2 + 0.3 * trial;
          const { upper } = stepCertificate(explicitWeights(network, radius), C2);
          const { value } = searchAllWeights(
            engine,
            network,
            { radius },
            C2,
            { steps: 15, restarts: 2 },
            stream,
          );
          const before = stepAt(network, noMovement(m), C2);
          instances++;
          if (upper <= 0) certified++;
          expect(value).toBeGreaterThanOrEqual(Math.sign(before.value) * before.valueAfterStep);
          if (value > Math.sign(before.value) * before.valueAfterStep) better++;
          // The bound is widened by its own rounding; the value is a sum of m products of d in f64.
          expect(value).toBeLessThanOrEqual(upper + (d + m) * 2 ** -50);
        }
    expect(certified).toBeGreaterThan(10);
    expect(better).toBeGreaterThan(0.9 * instances);
  });

  it('reaches a critical C2 within 15 % of that of the other searches, and adds at most 15 % where it goes on from theirs (three pinned draws)', () => {
    const [d, m] = [20, 200];
    for (let trial = 0; trial < 3; trial++) {
      const stream = rootOf('laws').child('critical').child(trial);
      const radius = 1 / Math.sqrt(m);
      const ball = { radius };
      const instance = ambientStep(stream, d, m);
      const initial = moved(instance, noMovement(m));
      const critical = criticalStep(instance, ball, initial);
      const network = instance.explicit();
      const gainFrom = (start: (C2: number) => Float32Array[]): number => {
        const keeps = (factor: number): boolean => {
          const C2 = critical * factor;
          const budget = { ...effort, from: start(C2) };
          return searchAllWeights(engine, network, ball, C2, budget, stream).value > 0;
        };
        let [inside, outside] = [0.5, 1.5];
        for (let halving = 0; halving < 6; halving++) {
          const middle = (inside + outside) / 2;
          if (keeps(middle)) inside = middle;
          else outside = middle;
        }
        return inside - 1;
      };
      // Seen on five draws: −13 to +5 %. Going up the slope, it sees nothing of a neuron that is off, which
      // the other searches switch on.
      const alone = gainFrom(() => []);
      // Seen: +5 % on one draw of five, nothing on the others, to the 1.6 % that six halvings resolve.
      const joined = gainFrom((C2) => [
        shiftOf(network, bestStep(instance, ball, initial, C2).step.movement),
      ]);
      expect(Math.abs(alone)).toBeLessThan(0.15);
      expect(joined).toBeGreaterThanOrEqual(alone);
      expect(joined).toBeGreaterThan(-0.02);
      expect(joined).toBeLessThan(0.15);
    }
  });

  it('answers W0 where nothing may move', () => {
    const network = ambientStep(rootOf('still'), 5, 20).explicit();
    const objective = signedMarginObjective(network, 1, 1);
    const { shift, value } = projectedGradient(
      engine,
      network,
      { radius: 0 },
      objective,
      effort,
      rootOf('still'),
    );
    expect(shift.every((entry) => entry === 0)).toBe(true);
    expect(value).toBe(objective.plainly(network));
  });
});
