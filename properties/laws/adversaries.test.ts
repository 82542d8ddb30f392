import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dot, norm } from '../../src/numerics/linalg/vectors.ts';
import { rootOf } from '../../src/numerics/random/root.ts';
import { criticalStep } from '../../src/theorems/lazyTraining/adversaries/criticalStep.ts';
import { structuredStep } from '../../src/theorems/lazyTraining/adversaries/structuredStep.ts';
import type { ExplicitNetwork } from '../../src/theorems/lazyTraining/network/explicitNetwork.ts';
import { extremeMovement } from '../../src/theorems/lazyTraining/network/extremeValue.ts';
import { gradientBracket } from '../../src/theorems/lazyTraining/network/gradientBracket.ts';
import { moved } from '../../src/theorems/lazyTraining/network/gradientStep.ts';
import { contains, insideRadius } from '../../src/theorems/lazyTraining/network/lazyBall.ts';
import { type Movement, noMovement } from '../../src/theorems/lazyTraining/network/movement.ts';
import { largestShift } from '../../src/theorems/lazyTraining/network/reference.ts';
import { flipEverything } from '../../src/theorems/lazyTraining/network/signChanges.ts';
import {
  ambientGradient,
  ambientStep,
  ambientValue,
} from '../../src/theorems/lazyTraining/samplers/ambient.ts';
import { reducedGradient } from '../../src/theorems/lazyTraining/samplers/reducedGradient.ts';
import { reducedStep } from '../../src/theorems/lazyTraining/samplers/reducedStep.ts';
import { reducedValue } from '../../src/theorems/lazyTraining/samplers/reducedValue.ts';
import { last } from '../arbitraries/last.ts';
import { radiusOf, type Scene, scenes, streamOf } from '../arbitraries/scenes.ts';

interface Moved {
  readonly network: ExplicitNetwork;
  readonly movement: Movement;
}

/** An adversary as the laws see it: a scene in, a W = W0 + movement out. */
interface AnyAdversary {
  readonly name: string;
  find(scene: Scene): Moved;
}

const modes = ['reduced', 'ambient'] as const;

const onValues = (
  name: string,
  move: (u: Float32Array | Float64Array, signs: Int8Array, radius: number) => Movement,
): AnyAdversary[] =>
  modes.map((mode) => ({
    name: `${name}, ${mode}`,
    find: (scene) => {
      const draw = mode === 'reduced' ? reducedValue : ambientValue;
      const { u, signs, explicit } = draw(streamOf(scene, 'value'), scene.d, scene.m);
      return { network: explicit(), movement: move(u, signs, insideRadius({ radius: radiusOf(scene) })) };
    },
  }));

const adversaries: readonly AnyAdversary[] = [
  ...onValues('the largest value', (_, signs, radius) => extremeMovement(signs, radius, 1)),
  ...onValues('the least value', (_, signs, radius) => extremeMovement(signs, radius, -1)),
  ...onValues('every sign change', (u, _, radius) => flipEverything(u, radius)),
  ...modes.map((mode) => ({
    name: `the least gradient, ${mode}`,
    find: (scene: Scene) => {
      const draw = mode === 'reduced' ? reducedGradient : ambientGradient;
      const instance = draw(streamOf(scene, 'gradient'), scene.d, scene.m, radiusOf(scene));
      const search = { tolerance: 1e-6, iterations: 40, decided: () => false };
      return { network: instance.explicit(), movement: gradientBracket(instance, search).movement };
    },
  })),
  ...modes.map((mode) => ({
    name: `the structured step, ${mode}`,
    find: (scene: Scene) => {
      const instance = (mode === 'reduced' ? reducedStep : ambientStep)(
        streamOf(scene, 'step'),
        scene.d,
        scene.m,
      );
      const initial = moved(instance, noMovement(scene.m));
      const ball = { radius: radiusOf(scene) };
      const found = [...structuredStep(instance, ball, initial, 1 + scene.C0)];
      // Any W that the search yields may become a witness: the last one, or the first that moves.
      const one =
        (scene.trial % 2 === 0 ? undefined : found.find(({ step }) => step !== initial)) ?? last(found);
      return { network: instance.explicit(), movement: one.step.movement };
    },
  })),
];

/** Whatever the scene, an adversary answers with weights in the ball, checked row by row on the explicit W. */
const staysInBall = (adversary: AnyAdversary): fc.IProperty<[Scene]> =>
  fc.property(scenes, (scene) => {
    const { network, movement } = adversary.find(scene);
    expect(contains({ radius: radiusOf(scene) }, largestShift(network, movement))).toBe(true);
  });

describe('every adversary stays in the lazy ball', () => {
  it.each(adversaries.map((adversary) => [adversary.name, adversary] as const))('%s', (_, adversary) => {
    fc.assert(staysInBall(adversary), { seed: 1, numRuns: 250 });
  });
});

/**
 * The largest side · f(x + δ(W); W) that plain projected gradient ascent reaches over all W in the ball with side · f(x; W) > 0,
 * from w_s = w⁰_s + side a_s V x, with steps of V/2, V/3, … along each row's own gradient.
 *
 * With z = x + δ, δ = −side C2 g/‖g‖² and y = ∇f(z): d(side f(z))/dw_s = side a_s/√m (1[q_s > 0] z + 1[p_s > 0] k), where
 * k = −side C2 (y/‖g‖² − 2 g⟨g, y⟩/‖g‖⁴).
 */
const projectedGradient = (network: ExplicitNetwork, radius: number, C2: number, side: 1 | -1): number => {
  const { d, m, x, signs } = network;
  const rows: Float64Array[] = [];
  network.visitRows((_, row) => rows.push(Float64Array.from(row)));
  const scale = Math.sqrt(m);
  const shifts = rows.map((_, s) => x.map((entry) => side * signs[s]! * radius * entry));
  let best = Number.NEGATIVE_INFINITY;
  for (let k = 2; k < 60; k++) {
    const W = rows.map((row, s) => row.map((entry, i) => entry + shifts[s]![i]!));
    const sumOver = (active: (w: Float64Array) => boolean): Float64Array => {
      const sum = new Float64Array(d);
      W.forEach((w, s) => {
        if (active(w)) for (let i = 0; i < d; i++) sum[i]! += (signs[s]! * w[i]!) / scale;
      });
      return sum;
    };
    const g = sumOver((w) => dot(w, x) > 0);
    const square = dot(g, g);
    const z = x.map((entry, i) => entry - (side * C2 * g[i]!) / square);
    const y = sumOver((w) => dot(w, z) > 0);
    if (side * dot(g, x) > 0) best = Math.max(best, side * dot(y, z));
    const product = dot(g, y);
    const pull = g.map(
      (entry, i) => -side * C2 * (y[i]! / square - (2 * entry * product) / (square * square)),
    );
    W.forEach((w, s) => {
      const [after, before] = [dot(w, z) > 0 ? 1 : 0, dot(w, x) > 0 ? 1 : 0];
      const slope = z.map((entry, i) => side * signs[s]! * (after * entry + before * pull[i]!));
      const steepness = norm(slope);
      if (steepness === 0) return;
      const next = shifts[s]!.map((entry, i) => entry + ((radius / k) * slope[i]!) / steepness);
      const length = norm(next);
      shifts[s] = length > radius ? next.map((entry) => (entry * radius) / length) : next;
    });
  }
  return best;
};

describe('the structured step is nearly as good as projected gradient over all W', () => {
  it('at d = 20, m = 200, C0 = 1: projected gradient keeps the sign at most 10 % further in C2 (five pinned draws)', () => {
    const [d, m] = [20, 200];
    const gains: number[] = [];
    for (let trial = 0; trial < 5; trial++) {
      const instance = ambientStep(rootOf('laws').child('critical').child(trial), d, m);
      const radius = 1 / Math.sqrt(m);
      const critical = criticalStep(instance, { radius }, moved(instance, noMovement(m)));
      const network = instance.explicit();
      const keeps = (factor: number): boolean =>
        ([1, -1] as const).some((side) => projectedGradient(network, radius, critical * factor, side) > 0);
      let [inside, outside] = [0.5, 2];
      for (let halving = 0; halving < 6; halving++) {
        const middle = (inside + outside) / 2;
        if (keeps(middle)) inside = middle;
        else outside = middle;
      }
      gains.push(inside - 1);
    }
    // Seen: 0.4 to 7 %, to the 2 % that six halvings resolve. Wider and larger networks leave less.
    expect(Math.max(...gains)).toBeLessThan(0.1);
    expect(gains.reduce((sum, gain) => sum + gain, 0) / gains.length).toBeLessThan(0.05);
  });
});
