import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../numerics/engine/engine.ts';
import { openEngine } from '../../../numerics/engine/openEngine.ts';
import { norm } from '../../../numerics/linalg/vectors.ts';
import { gaussian } from '../../../numerics/random/gaussian.ts';
import { rootOf } from '../../../numerics/random/root.ts';
import type { ImageSet } from './data/imageSet.ts';
import {
  type FlipStep,
  firstCrossing,
  flipStep,
  flipStepOn,
  gradientRays,
  type Ray,
  valueAlong,
} from './flipStep.ts';
import { drawNetwork, type LazyNetwork } from './training/lazyNetwork.ts';
import { liveNetwork } from './training/liveNetwork.ts';

const ray = (...neurons: readonly (readonly [sign: number, p: number, q: number])[]): Ray => ({
  added: 0,
  signs: Int8Array.from(neurons, ([sign]) => sign),
  p: Float64Array.from(neurons, ([, p]) => p),
  q: Float64Array.from(neurons, ([, , q]) => q),
});

/** side · √m f(x + t v), from its definition. */
const along = ({ signs, p, q }: Ray, side: number, t: number): number =>
  p.reduce((sum, entry, s) => sum + side * signs[s]! * Math.max(0, entry + t * q[s]!), 0);

describe('firstCrossing', () => {
  it('is exact where f is linear, and where a kink lies before the crossing', () => {
    expect(firstCrossing(ray([1, 1, -1], [-1, 0.5, 0]), 1)).toBe(0.5);
    // 1 − 2t, from which the second neuron takes t − 1/4 from 1/4 on.
    expect(firstCrossing(ray([1, 1, -2], [-1, -0.25, 1]), 1)).toBeCloseTo(1.25 / 3, 15);
    expect(firstCrossing(ray([-1, 1, -2], [1, -0.25, 1]), -1)).toBeCloseTo(1.25 / 3, 15);
  });

  it('finds a short dip below 0 that longer steps jump over', () => {
    // 2 − t − 1 is below 0 from 1 on, until a steep neuron is switched on at 1.015625.
    const short = ray([1, 2, -1], [-1, 1, 0], [1, -1.015625 * 200, 200]);
    expect(firstCrossing(short, 1)).toBe(1);
    expect(along(short, 1, 1.01)).toBeLessThan(0);
    expect(along(short, 1, 1.1)).toBeGreaterThan(10);
    // The same neuron a little earlier, and there is no crossing at all.
    expect(firstCrossing(ray([1, 2, -1], [-1, 1, 0], [1, -0.984375 * 200, 200]), 1)).toBe(null);
  });

  it('takes a touched zero for none, and one where f lies flat for the end of the flat', () => {
    expect(firstCrossing(ray([1, 1, -1], [1, -1, 1]), 1)).toBe(null);
    expect(firstCrossing(ray([1, 1, -1], [-1, -3, 1]), 1)).toBe(3);
  });

  it('has no crossing where f only rises, and knows neurons that start at their kink', () => {
    expect(firstCrossing(ray([1, 1, 1]), 1)).toBe(null);
    expect(firstCrossing(ray([1, 1, 0], [-1, 0, 2]), 1)).toBe(0.5);
    expect(firstCrossing(ray([1, 1, 0], [-1, 0, -2]), 1)).toBe(null);
    expect(firstCrossing(ray([1, 0, 1]), 1)).toBe(0);
  });
});

const [d, m, n] = [10, 80, 120];
const stream = rootOf('flip step');
const drawn = drawNetwork(stream, d, m);
const network: LazyNetwork = {
  ...drawn,
  shift: gaussian(stream.child('shift'), d * m).map((entry) => 0.1 * entry),
};
const images: ImageSet = {
  n,
  d,
  images: gaussian(stream.child('images'), n * d),
  labels: new Int8Array(n).fill(1),
};
const pointOf = (i: number): Float64Array => Float64Array.from(images.images.subarray(i * d, (i + 1) * d));

/** What the ray of an image is, from the definitions. */
const rayAt = (x: Float64Array): { ray: Ray; value: number; gradient: Float64Array; side: 1 | -1 } => {
  const weight = (s: number, k: number): number => network.initial[s * d + k]! + network.shift[s * d + k]!;
  const product = (s: number, z: Float64Array): number =>
    z.reduce((sum, entry, k) => sum + weight(s, k) * entry, 0);
  const gradient = new Float64Array(d);
  for (let s = 0; s < m; s++)
    if (product(s, x) > 0)
      for (let k = 0; k < d; k++) gradient[k]! += (network.signs[s]! * weight(s, k)) / Math.sqrt(m);
  const value = gradient.reduce((sum, entry, k) => sum + entry * x[k]!, 0);
  const side = value < 0 ? -1 : 1;
  const v = gradient.map((entry) => -side * entry);
  const all = Array.from({ length: m }, (_, s) => s);
  return {
    ray: {
      added: 0,
      signs: network.signs,
      p: Float64Array.from(all, (s) => product(s, x)),
      q: Float64Array.from(all, (s) => product(s, v)),
    },
    value,
    gradient,
    side,
  };
};

describe('flipStep', () => {
  it('flips just beyond, and nowhere before: looked at in every kink on the way', () => {
    let never = 0;
    let bent = 0;
    for (let i = 0; i < n; i++) {
      const x = pointOf(i);
      const { ray: plain, value, gradient, side } = rayAt(x);
      const found = flipStep(network, x);
      // Sums of m terms of d products in f64.
      expect(found.value).toBeCloseTo(value, 11);
      expect(found.gradientNorm).toBeCloseTo(norm(gradient), 11);
      const size = along({ ...plain, signs: plain.signs.map(Math.abs) }, 1, 0);
      const kinks = [...plain.p].map((p, s) => -p / plain.q[s]!).filter((t) => t > 0);
      // The rounding of sums along the ray is far below 1e-10 of their terms, of which each grows like t.
      if (found.eta === null) {
        never++;
        expect(found.relative).toBe(null);
        for (const t of [...kinks, 1e6, 1e9])
          expect(along(plain, side, t)).toBeGreaterThan(-1e-10 * size * (1 + t));
        continue;
      }
      const { eta } = found;
      expect(found.relative).toBeCloseTo((eta * norm(gradient)) / norm(x), 11);
      const before = kinks.filter((t) => t < eta);
      bent += Number(before.length > 0);
      for (const t of before) expect(along(plain, side, t)).toBeGreaterThan(-1e-10 * size * (1 + t));
      expect(Math.abs(along(plain, side, eta))).toBeLessThan(1e-10 * size * (1 + eta));
      expect(along(plain, side, eta * (1 + 1e-6))).toBeLessThan(0);
    }
    // The draws show both kinds: rays that never flip need not be among them.
    expect(bent).toBeGreaterThan(n / 2);
    expect(never).toBeLessThan(n / 2);
  });

  it('is not a step where f = 0', () => {
    const found = flipStep(network, new Float64Array(d));
    expect(found).toEqual({ value: 0, gradientNorm: 0, eta: null, relative: null });
  });
});

describe('gradientRays', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine('wasm');
  });

  /** f32 sums of m terms of d products of order 1. */
  const ROOM = 1e-4;

  it('describe f along the gradient: the flipping steps are those of flipStep, image by image', () => {
    const held = engine.held();
    const live = liveNetwork(engine, network);
    const found: FlipStep[] = [];
    for (const ray of gradientRays(live, images)) found.push(flipStepOn(ray));
    live.release();
    expect(engine.held()).toBe(held);
    expect(found).toHaveLength(n);
    found.forEach((step, i) => {
      const exact = flipStep(network, pointOf(i));
      expect(Math.abs(step.value - exact.value)).toBeLessThan(ROOM);
      expect(Math.abs(step.gradientNorm - exact.gradientNorm)).toBeLessThan(ROOM);
      expect(step.eta === null).toBe(exact.eta === null);
      if (step.eta !== null) expect(Math.abs(step.eta / exact.eta! - 1)).toBeLessThan(2e-3);
    });
  });

  it('have the values of the plain ray, and count the neurons that the shift switched', () => {
    const live = liveNetwork(engine, network);
    let [i, switchedInAll] = [0, 0];
    for (const ray of gradientRays(live, images)) {
      const { ray: plain, side } = rayAt(pointOf(i));
      for (const t of [0, 0.1, 1])
        expect(Math.abs(valueAlong(ray, t) - side * along(plain, side, t))).toBeLessThan(
          ROOM * Math.sqrt(m) * (1 + t),
        );
      const initial = Array.from({ length: m }, (_, s) =>
        pointOf(i).reduce((sum, entry, k) => sum + network.initial[s * d + k]! * entry, 0),
      );
      const now = Array.from(plain.p);
      // Nobody is so near its kink that f32 decides.
      expect(Math.min(...[...initial, ...now].map(Math.abs))).toBeGreaterThan(1e-6);
      const switched = now.filter((p, s) => p > 0 !== initial[s]! > 0).length;
      expect(ray.switched).toBe(switched);
      switchedInAll += switched;
      i++;
    }
    live.release();
    expect(i).toBe(n);
    expect(switchedInAll).toBeGreaterThan(n);
  });
});
