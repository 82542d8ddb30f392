import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../../numerics/engine/engine.ts';
import { openEngine } from '../../../../numerics/engine/openEngine.ts';
import { addScaled, dot, norm } from '../../../../numerics/linalg/vectors.ts';
import { gaussian } from '../../../../numerics/random/gaussian.ts';
import { rootOf } from '../../../../numerics/random/root.ts';
import type { ImageSet } from '../data/imageSet.ts';
import { accuracy, robustAccuracy } from './accuracy.ts';
import { type AttackOptions, attack } from './attack.ts';
import type { TrainingState } from './descent.ts';
import { lazyAdversarialTraining } from './lazyAdversarialTraining.ts';
import { drawNetwork, type LazyNetwork, largestShiftOf } from './lazyNetwork.ts';
import { lazyTraining } from './lazyTraining.ts';
import { liveNetwork } from './liveNetwork.ts';

const [d, m] = [12, 300];
const stream = rootOf('training');

/** Two clusters on the unit sphere, around ±e_1 + e_2: easy to tell apart, with some noise. */
const clusters = (n: number, name: string): ImageSet => {
  const noise = gaussian(stream.child(name), n * d);
  const images = new Float32Array(n * d);
  const labels = new Int8Array(n);
  for (let i = 0; i < n; i++) {
    labels[i] = i % 3 === 0 ? -1 : 1;
    const point = Float64Array.from(noise.subarray(i * d, (i + 1) * d), (entry) => 0.15 * entry);
    point[0]! += labels[i]!;
    point[1]! += 1;
    const length = norm(point);
    images.set(
      point.map((entry) => entry / length),
      i * d,
    );
  }
  return { n, d, images, labels };
};

const train = clusters(150, 'train');
const test = clusters(90, 'test');
const start = drawNetwork(stream.child('network'), d, m);
const quick = { learningRate: 0.1, batchSize: 20, epochs: 6 };

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine('wasm');
});

/** w_s in f64. */
const rowOf = ({ initial, shift }: LazyNetwork, s: number): Float64Array =>
  Float64Array.from({ length: d }, (_, k) => initial[s * d + k]! + shift[s * d + k]!);

/** f, ∇f and the sum of |a_s w_s x|/√m terms at one point, from their definition in f64. */
const plainAt = (network: LazyNetwork, x: Float64Array) => {
  const gradient = new Float64Array(d);
  let value = 0;
  for (let s = 0; s < m; s++) {
    const w = rowOf(network, s);
    const p = dot(w, x);
    if (p <= 0) continue;
    value += (network.signs[s]! * p) / Math.sqrt(m);
    addScaled(gradient, network.signs[s]! / Math.sqrt(m), w);
  }
  return { value, gradient };
};

const pointOf = (images: ImageSet, i: number): Float64Array =>
  Float64Array.from(images.images.subarray(i * d, (i + 1) * d));

/**
 * Room for f32: a value sums m terms of d products each, with Σ_s ‖w_s‖/√m ≤ √m · (√d + 3) · ‖x‖ in all and (d + m + 8) roundings. A neuron
 * that rounding switches has ⟨w_s, x⟩ below that room itself, so it moves a value within it; it moves a gradient by ‖w_s‖/√m, and
 * none is that near here.
 */
const ROOM = (d + m + 8) * 2 ** -24 * Math.sqrt(m) * (Math.sqrt(d) + 3);

describe('a network on an engine', () => {
  it('has the values and gradients of the plain one, shift included', async () => {
    const shift = gaussian(stream.child('shift'), d * m).map((entry) => 0.05 * entry);
    const network = { ...start, shift };
    const live = liveNetwork(engine, network);
    const { values, gradients } = live.valuesAndGradients(test.images);
    const again = live.values(test.images);
    for (let i = 0; i < test.n; i++) {
      const { value, gradient } = plainAt(network, pointOf(test, i));
      expect(Math.abs(values[i]! - value)).toBeLessThan(ROOM);
      expect(Math.abs(again[i]! - value)).toBeLessThan(ROOM);
      for (let k = 0; k < d; k++) expect(Math.abs(gradients[i * d + k]! - gradient[k]!)).toBeLessThan(ROOM);
    }
    expect(live.snapshot().shift).toEqual(shift);
    live.release();
  });

  it('takes the step of the definition: w_s − Σ factors a_s/√m 1[⟨w_s, x⟩ > 0] x', () => {
    const live = liveNetwork(engine, start);
    const factors = Float64Array.from({ length: 5 }, (_, i) => (i - 2) / 7);
    live.descend(train.images.subarray(0, 5 * d), () => factors, {});
    const { shift } = live.snapshot();
    for (let s = 0; s < m; s++) {
      const moved = new Float64Array(d);
      for (let i = 0; i < 5; i++) {
        const x = pointOf(train, i);
        if (dot(rowOf(start, s), x) > 0) addScaled(moved, (-factors[i]! * start.signs[s]!) / Math.sqrt(m), x);
      }
      // Five products of two rounded factors each, of size ≤ 1/√m.
      for (let k = 0; k < d; k++)
        expect(Math.abs(shift[s * d + k]! - moved[k]!)).toBeLessThan((5 * 8 * 2 ** -24) / Math.sqrt(m));
    }
    live.release();
  });

  it('leaves nothing behind on the engine', async () => {
    const before = engine.held();
    const live = liveNetwork(engine, start);
    live.valuesAndGradients(test.images);
    live.descend(train.images.subarray(0, d), () => Float64Array.of(1), { stay: 1e-6 });
    live.descend(train.images.subarray(0, d), () => Float64Array.of(1), { project: 0.01 });
    live.release();
    expect(engine.held()).toBe(before);
  });
});

describe('lazyTraining', () => {
  it('learns to tell two clusters apart', async () => {
    const before = liveNetwork(engine, start);
    const untrained = accuracy(before, test);
    before.release();
    const held = engine.held();
    const { network, ended, steps } = await lazyTraining(engine, stream, start, train, 10, quick);
    expect([ended, steps]).toEqual(['epochs done', 48]);
    expect(engine.held()).toBe(held);
    const live = liveNetwork(engine, network);
    expect(accuracy(live, test).right).toBeGreaterThan(untrained.right);
    expect(accuracy(live, test)).toEqual({ right: test.n, n: test.n });
    live.release();
  });

  it('stops before it leaves the ball, and returns the last iterate inside', async () => {
    const free = await lazyTraining(engine, stream, start, train, 10, quick);
    const radius = largestShiftOf(free.network) / 2;
    const { network, ended, steps } = await lazyTraining(engine, stream, start, train, radius, quick);
    expect(ended).toBe('left the ball');
    expect(largestShiftOf(network)).toBeLessThanOrEqual(radius);
    // The same iterates, seen without a ball in their way: this one, and the next, which is outside.
    const shifts: Float32Array[] = [];
    await lazyTraining(engine, stream, start, train, 10, quick, {
      onStep: ({ done, state }) => {
        if (done === steps || done === steps + 1) shifts.push(state().shift);
      },
    });
    expect(shifts[0]).toEqual(network.shift);
    expect(largestShiftOf({ ...network, shift: shifts[1]! })).toBeGreaterThan(
      radius * (1 - (d + 4) * 2 ** -22),
    );
  });

  it('stays at W0 where the ball is a point', async () => {
    const { network, ended, steps } = await lazyTraining(engine, stream, start, train, 0, quick);
    expect([ended, steps]).toEqual(['left the ball', 0]);
    expect(network.shift.every((entry) => entry === 0)).toBe(true);
  });

  it('gives the same bits again, other bits for another stream, and goes on where it was interrupted', async () => {
    const whole = await lazyTraining(engine, stream, start, train, 10, quick);
    const again = await lazyTraining(engine, stream, start, train, 10, quick);
    expect(again.network.shift).toEqual(whole.network.shift);
    const other = await lazyTraining(engine, stream.child('other'), start, train, 10, quick);
    expect(other.network.shift).not.toEqual(whole.network.shift);

    let state: TrainingState | null = null;
    const stopper = new AbortController();
    const interrupted = lazyTraining(engine, stream, start, train, 10, quick, {
      signal: stopper.signal,
      onStep: (progress) => {
        expect(progress.total).toBe(48);
        if (progress.done !== 21) return;
        state = progress.state();
        stopper.abort(new Error('enough'));
      },
    });
    await expect(interrupted).rejects.toThrow('enough');
    const resumed = await lazyTraining(engine, stream, start, train, 10, quick, { resume: state! });
    expect(resumed.network.shift).toEqual(whole.network.shift);
    expect(resumed.steps).toBe(48);
  });

  it('refuses images of another size and options without sense', async () => {
    await expect(lazyTraining(engine, stream, start, { ...train, d: 6 }, 1, quick)).rejects.toThrow('d = 12');
    await expect(lazyTraining(engine, stream, start, train, 1, { ...quick, batchSize: 0 })).rejects.toThrow(
      'batchSize',
    );
    await expect(
      lazyTraining(engine, stream, start, train, 1, { ...quick, learningRate: -1 }),
    ).rejects.toThrow('learningRate');
  });
});

describe('attack', () => {
  const options: AttackOptions = { radius: 0.3, steps: 10, stepSize: 0.25, start: 'at x' };

  it('stays in the ball around each point, and its margins are those of the plain network', () => {
    const live = liveNetwork(engine, start);
    for (const begin of ['at x', 'at random'] as const) {
      const { points, margins } = attack(
        live,
        test.images,
        test.labels,
        { ...options, start: begin },
        stream,
      );
      for (let i = 0; i < test.n; i++) {
        const [x, moved] = [pointOf(test, i), pointOf({ ...test, images: points }, i)];
        // x + δ rounds to f32: d entries of size ≤ 2.
        expect(norm(moved.map((entry, k) => entry - x[k]!))).toBeLessThanOrEqual(
          0.3 + Math.sqrt(d) * 2 ** -23,
        );
        expect(Math.abs(margins[i]! - test.labels[i]! * plainAt(start, moved).value)).toBeLessThan(2 * ROOM);
        expect(margins[i]!).toBeLessThan(test.labels[i]! * plainAt(start, x).value + ROOM);
      }
    }
    live.release();
  });

  it('finds the best point there is where the network is linear: margin − radius · ‖∇f‖', () => {
    // One neuron far from its kink everywhere in sight.
    const initial = Float32Array.from({ length: d }, (_, k) => (k === 1 ? 50 : k === 0 ? 1 : 0));
    const one: LazyNetwork = {
      ...{ d, m: 1, inputs: d, offset: 0, signs: Int8Array.of(1), initial },
      shift: new Float32Array(d),
    };
    const live = liveNetwork(engine, one);
    const { margins } = attack(live, test.images, test.labels, options, stream);
    for (let i = 0; i < test.n; i++) {
      const x = pointOf(test, i);
      const value = dot(initial, x, d);
      const best = test.labels[i]! * value - 0.3 * norm(initial);
      if (value < 0.3 * norm(initial)) continue;
      expect(Math.abs(margins[i]! - best)).toBeLessThan(50 * (d + 8) * 2 ** -20);
    }
    live.release();
  });

  it('never finds less with more steps or a larger ball of the same steps; and nothing moves in a ball of radius 0', () => {
    const live = liveNetwork(engine, start);
    const total = (steps: number): Float64Array =>
      attack(live, test.images, test.labels, { ...options, steps }, stream).margins;
    const [none, few, many] = [total(0), total(3), total(9)];
    for (let i = 0; i < test.n; i++) {
      expect(few[i]!).toBeLessThanOrEqual(none[i]!);
      expect(many[i]!).toBeLessThanOrEqual(few[i]!);
    }
    expect(attack(live, test.images, test.labels, { ...options, radius: 0 }, stream).points).toEqual(
      test.images,
    );
    expect(robustAccuracy(live, test, { ...options, radius: 0 }, stream)).toEqual(accuracy(live, test));
    live.release();
  });
});

describe('lazyAdversarialTraining', () => {
  const hard: AttackOptions = { radius: 0.3, steps: 10, stepSize: 0.25, start: 'at x' };

  it('keeps every neuron in its ball, reaches its sphere, and makes the network more robust than plain training does', async () => {
    const radius = 0.1;
    const options = { ...quick, epochs: 10, attack: hard };
    const { network, ended } = await lazyAdversarialTraining(engine, stream, start, train, radius, options);
    expect(ended).toBe('epochs done');
    expect(largestShiftOf(network)).toBeLessThanOrEqual(radius);
    expect(largestShiftOf(network)).toBeGreaterThan(0.99 * radius);
    const ordinary = await lazyTraining(engine, stream, start, train, radius, options);
    const [robust, plain] = [network, ordinary.network].map((trained) => {
      const live = liveNetwork(engine, trained);
      const found = robustAccuracy(live, test, { ...hard, steps: 20 }, stream);
      live.release();
      return found.right;
    });
    expect(robust).toBeGreaterThan(plain!);
  });

  it('gives the same bits again, interrupted or not, from a random start too', async () => {
    const options = { ...quick, epochs: 2, attack: { ...hard, start: 'at random' } as const };
    let state: TrainingState | null = null;
    const whole = await lazyAdversarialTraining(engine, stream, start, train, 0.1, options, {
      onStep: (progress) => {
        if (progress.done === 5) state = progress.state();
      },
    });
    const resumed = await lazyAdversarialTraining(engine, stream, start, train, 0.1, options, {
      resume: state!,
    });
    expect(resumed.network.shift).toEqual(whole.network.shift);
  });
});
