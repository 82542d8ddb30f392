import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../../numerics/engine/engine.ts';
import { openEngine } from '../../../../numerics/engine/openEngine.ts';
import { norm } from '../../../../numerics/linalg/vectors.ts';
import { gaussian } from '../../../../numerics/random/gaussian.ts';
import { rootOf } from '../../../../numerics/random/root.ts';
import { keptSigns, plainValue, weightsOf } from '../corollary/plainNetwork.ts';
import type { ImageSet } from '../data/imageSet.ts';
import { flipStep, flipStepOn, gradientRays } from '../flipStep.ts';
import { drawNetwork, type LazyNetwork } from '../training/lazyNetwork.ts';
import { liveNetwork } from '../training/liveNetwork.ts';
import type { LazyRun } from './lazyRuns.ts';
import { theoryOn } from './theoryOnTrained.ts';
import { theoryTable } from './theoryTable.ts';

const [d, m, n] = [10, 80, 150];
const stream = rootOf('theory on trained networks');
const start = drawNetwork(stream, d, m);

const images: ImageSet = {
  n,
  d,
  // Of many lengths: the claims speak of x/‖x‖.
  images: gaussian(stream.child('images'), n * d).map(
    (entry, at) => entry * (0.3 + (Math.floor(at / d) % 7)),
  ),
  labels: new Int8Array(n).fill(1),
};
const unitPoint = (i: number): Float64Array => {
  const x = Float64Array.from(images.images.subarray(i * d, (i + 1) * d));
  const length = norm(x);
  return x.map((entry) => entry / length);
};

/** Networks far from W0 in three ways; the theory is asked of each as if it lay in the ball. */
const shifted: Readonly<Record<string, LazyNetwork>> = {
  'at W0': start,
  'towards its signs': {
    ...start,
    shift: Float32Array.from({ length: d * m }, (_, at) =>
      at % d === 0 ? 2.5 * start.signs[Math.floor(at / d)]! : 0,
    ),
  },
  'towards 0': { ...start, shift: start.initial.map((entry) => -0.75 * entry) },
};

/** The shares from their definitions, in f64: 2√ln 40 + C0, √d/4, C0√m + √(m ln 20 / 2). */
const sharesByDefinition = (network: LazyNetwork, C0: number): Record<string, number> => {
  const weights = weightsOf(network);
  const initial = Float64Array.from(network.initial);
  const C2 = 2 * Math.sqrt(Math.log(40)) + C0;
  const failed = { value: 0, gradient: 0, neurons: 0, step: 0 };
  const on = (rows: Float64Array, x: Float64Array): readonly boolean[] =>
    Array.from({ length: m }, (_, s) => x.reduce((sum, entry, k) => sum + rows[s * d + k]! * entry, 0) > 0);
  let needed = 0;
  let flipped = 0;
  for (let i = 0; i < n; i++) {
    const x = unitPoint(i);
    const { value, square } = plainValue(weights, network.signs, x);
    if (Math.abs(value) > C2) failed.value++;
    if (Math.sqrt(square) < Math.sqrt(d) / 4) failed.gradient++;
    const before = on(initial, x);
    const switched = on(weights, x).filter((now, s) => now !== before[s]).length;
    if (switched > C0 * Math.sqrt(m) + Math.sqrt((m * Math.log(20)) / 2)) failed.neurons++;
    if (keptSigns(weights, network.signs, Float32Array.from(x), d, C2)[0]) failed.step++;
    const { eta } = flipStep(network, x);
    if (eta === null) continue;
    flipped++;
    needed += eta / (C2 / square);
  }
  return {
    value: failed.value / n,
    gradient: failed.gradient / n,
    neurons: failed.neurons / n,
    step: failed.step / n,
    needed: needed / flipped,
  };
};

describe('the theory on trained networks', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine('wasm');
  });

  const sharesOn = (network: LazyNetwork, C0: number): Readonly<Record<string, number>> => {
    const live = liveNetwork(engine, network);
    const theory = theoryOn(network, C0);
    for (const ray of gradientRays(live, images)) theory.see(ray, flipStepOn(ray));
    live.release();
    return theory.shares();
  };

  it('fails at the images where the definitions say so, at x/‖x‖ whatever the length of x', () => {
    const all: Readonly<Record<string, number>>[] = [];
    for (const network of Object.values(shifted))
      for (const C0 of [0, 2]) {
        const shares = sharesOn(network, C0);
        const { needed, ...rates } = sharesByDefinition(network, C0);
        expect(shares).toMatchObject(rates);
        // Each ratio is that of an η and a ‖∇f‖² from f32 products; near touches of single images are rarer than one in n.
        expect(Math.abs(shares.needed! / needed! - 1)).toBeLessThan(2e-3);
        all.push(shares);
      }
    // Each claim fails at some images of some network, and holds at others: no column is empty by construction.
    for (const name of ['value', 'gradient', 'neurons', 'step'])
      expect(all.some((shares) => shares[name]! > 0 && shares[name]! < 1)).toBe(true);
  });

  it('leaves images of length 0 out', () => {
    // f(e₁) is some √m/2 · 50, far above 2√ln 40; a black image that counted would halve the share.
    const network: LazyNetwork = {
      ...start,
      shift: Float32Array.from({ length: d * m }, (_, at) =>
        at % d === 0 ? 50 * start.signs[Math.floor(at / d)]! : 0,
      ),
    };
    const live = liveNetwork(engine, network);
    const theory = theoryOn(network, 0);
    const firstAndBlack = Float32Array.from({ length: 2 * d }, (_, at) => Number(at === 0));
    const two: ImageSet = { n: 2, d, images: firstAndBlack, labels: Int8Array.of(1, 1) };
    for (const ray of gradientRays(live, two)) theory.see(ray, flipStepOn(ray));
    live.release();
    expect(theory.shares().value).toBe(1);
  });

  it('leaves unknown what no step flips', () => {
    const unknown = { value: 0, gradient: 0, neurons: 0, step: 0, needed: Number.NaN };
    const { rows } = theoryTable(
      [
        {
          ...{ d: 9, m: 1, C0: 10, run: 0, steps: 1, left: true, testError: 0, unflipped: 1 },
          ...{ reach: 1, repeated: false, length: Number.NaN },
          ...{ gradientNorm: 1, eta: Number.NaN, relative: Number.NaN, failing: unknown },
        },
      ],
      'here',
    );
    expect(rows[0]!.at(-1)).toBe(null);
  });

  it('makes a table of the networks that were asked, and says which lie inside the premise', () => {
    const failing = { value: 0, gradient: 0.5, neurons: 0, step: 0.25, needed: 0.1 };
    const run = (d: number, run: number, asked: LazyRun['failing']): LazyRun => ({
      ...{ d, m: 1000, C0: 10, run, steps: 1, left: true, testError: 0, unflipped: 0 },
      ...{ reach: 1, repeated: false, length: 1 },
      ...{ gradientNorm: 1, eta: 1, relative: 1, failing: asked },
    });
    const { rows } = theoryTable(
      [run(9, 0, failing), run(9, 1, { ...failing, step: 0.75 }), run(25, 0, failing), run(49, 0, null)],
      'here',
    );
    expect(rows).toEqual([
      [10, 9, 2, 'yes', 0, 0.5, 0, 0.5, '0.25 to 0.75', 0.1],
      [10, 25, 1, 'no', 0, 0.5, 0, 0.25, '0.25 to 0.25', 0.1],
    ]);
  });
});
