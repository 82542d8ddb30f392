import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../numerics/engine/engine.ts';
import { openEngine } from '../../../numerics/engine/openEngine.ts';
import { addScaled, dot, norm } from '../../../numerics/linalg/vectors.ts';
import { gaussian } from '../../../numerics/random/gaussian.ts';
import { rootOf } from '../../../numerics/random/root.ts';
import { type ImageSet, withOnes } from './data/imageSet.ts';
import { flipStep, flipStepOn, gradientRays, walkedLength } from './flipStep.ts';
import { type AttackOptions, attack } from './training/attack.ts';
import { batchAt } from './training/batches.ts';
import {
  type AdversarialOptions,
  lazyAdversarialTraining,
  risesNoLonger,
} from './training/lazyAdversarialTraining.ts';
import { drawBiasedNetwork, type LazyNetwork, largestShiftOf } from './training/lazyNetwork.ts';
import { lazyTraining } from './training/lazyTraining.ts';
import { liveNetwork } from './training/liveNetwork.ts';

const [inputs, m] = [9, 200];
const d = inputs + 1;
const stream = rootOf('as published');

/** Pixels from 0 to 1: ones have ink on the left, zeros on the right. */
const pictures = (n: number, name: string): ImageSet => {
  const noise = gaussian(stream.child(name), n * inputs);
  const labels = Int8Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 1 : -1));
  const images = Float32Array.from({ length: n * inputs }, (_, at) => {
    const [i, k] = [Math.floor(at / inputs), at % inputs];
    const ink = k % 3 === 1 - labels[i]! ? 0.8 : 0.1;
    return Math.min(1, Math.max(0, ink + 0.2 * noise[at]!));
  });
  return withOnes({ n, d: inputs, images, labels });
};

const train = pictures(64, 'train');
const test = pictures(40, 'test');
const start = drawBiasedNetwork(stream.child('network'), inputs, m);
const quick = { learningRate: 0.5, batchSize: 16, epochs: 12, shuffled: 'once' as const };

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine('wasm');
});

/** f and its gradient in the pixels, from the definition with a bias each, in f64. */
const plainAt = (network: LazyNetwork, x: Float64Array) => {
  const gradient = new Float64Array(inputs);
  let value = network.offset;
  for (let s = 0; s < m; s++) {
    const w = Float64Array.from(
      { length: inputs },
      (_, k) => network.initial[s * d + k]! + network.shift[s * d + k]!,
    );
    const bias = network.initial[s * d + inputs]! + network.shift[s * d + inputs]!;
    const sum = dot(w, x) + bias;
    if (sum <= 0) continue;
    value += (network.signs[s]! * sum) / Math.sqrt(m);
    addScaled(gradient, network.signs[s]! / Math.sqrt(m), w);
  }
  return { value, gradient };
};

const pixelsOf = ({ images }: Pick<ImageSet, 'images'>, i: number): Float64Array =>
  Float64Array.from(images.subarray(i * d, i * d + inputs));

/** Room for f32: see the test of the training. */
const ROOM = (d + m + 8) * 2 ** -24 * Math.sqrt(m) * (Math.sqrt(d) + 3) * 2;

describe('a network with biases', () => {
  it('has the values of the definition, its output bias included, whichever way they are asked', () => {
    expect(Math.abs(start.offset)).toBeCloseTo(1 / Math.sqrt(m), 12);
    const live = liveNetwork(engine, start);
    const { values, gradients } = live.valuesAndGradients(test.images);
    const again = live.values(test.images);
    for (let i = 0; i < test.n; i++) {
      const { value, gradient } = plainAt(start, pixelsOf(test, i));
      expect(Math.abs(values[i]! - value)).toBeLessThan(ROOM);
      expect(Math.abs(again[i]! - value)).toBeLessThan(ROOM);
      gradient.forEach((entry, k) => {
        expect(Math.abs(gradients[i * d + k]! - entry)).toBeLessThan(ROOM);
      });
    }
    live.release();
  });

  it('is walked along the gradient of its pixels: by steps of 0.001 of the definition', () => {
    const live = liveNetwork(engine, start);
    let i = 0;
    for (const ray of gradientRays(live, test)) {
      const x = pixelsOf(test, i);
      const { value, gradient } = plainAt(start, x);
      const step = flipStepOn(ray);
      const whole = flipStep(start, Float64Array.from([...x, 1]));
      expect(step.gradientNorm).toBeCloseTo(norm(gradient), 4);
      expect(whole.gradientNorm).toBeCloseTo(norm(gradient), 10);
      if (whole.eta !== null) expect(step.eta! / whole.eta).toBeCloseTo(1, 3);
      // The walk itself, one step after the other, of which each sum is p + t q.
      const side = value < 0 ? -1 : 1;
      const sums = Array.from({ length: m }, (_, s) => {
        const w = Float64Array.from(
          { length: d },
          (_, k) => start.initial[s * d + k]! + start.shift[s * d + k]!,
        );
        return [dot(w, x, inputs) + w[inputs]!, (-side * dot(w, gradient, inputs)) / norm(gradient)] as const;
      });
      let k = 0;
      const at = (steps: number): number =>
        side *
        sums.reduce(
          (sum, [p, q], s) => sum + (start.signs[s]! * Math.max(0, p + 0.001 * steps * q)) / Math.sqrt(m),
          start.offset,
        );
      while (k < 5000 && at(k) >= 0) k++;
      // f32 sums may put the crossing on the other side of a multiple.
      expect(Math.abs(walkedLength(ray, step) - 0.001 * k)).toBeLessThan(0.0011);
      i++;
    }
    live.release();
  });

  it('is attacked in its pixels alone, clipped, and answers with the last point where that is asked', () => {
    const live = liveNetwork(engine, start);
    const options: AttackOptions = {
      ...{ radius: 0.7, steps: 12, stepSize: 0.2, start: 'at x' },
      ...{ clip: 'pixels', keeps: 'last' },
    };
    const { points, margins, reached } = attack(live, test.images, test.labels, options, stream);
    const free = attack(live, test.images, test.labels, { ...options, clip: 'none' }, stream);
    let left = 0;
    for (let i = 0; i < test.n; i++) {
      expect(points[i * d + inputs]).toBe(1);
      const [x, z] = [pixelsOf(test, i), pixelsOf({ images: points }, i)];
      expect(Math.min(...z)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...z)).toBeLessThanOrEqual(1 + 2 ** -23);
      expect(norm(z.map((entry, k) => entry - x[k]!))).toBeLessThanOrEqual(0.7 * (1 + 1e-6));
      expect(Math.abs(margins[i]! - test.labels[i]! * plainAt(start, z).value)).toBeLessThan(2 * ROOM);
      expect(reached[i]!).toBeLessThanOrEqual(1);
      if (pixelsOf({ images: free.points }, i).some((entry) => entry < 0 || entry > 1)) left++;
    }
    expect(left).toBeGreaterThan(0);
    // Two steps of a fifth never see the border.
    const short = attack(live, test.images, test.labels, { ...options, steps: 2 }, stream);
    for (const share of short.reached) expect(share).toBeLessThan(0.4 + 1e-6);
    live.release();
  });
});

describe('training as published', () => {
  it('looks at the ball after each epoch, and returns the network outside', async () => {
    const options = { ...quick, ballChecked: 'epoch' as const };
    const free = await lazyTraining(engine, stream, start, train, 10, options);
    expect(free.ended).toBe('epochs done');
    const radius = largestShiftOf(free.network) / 2;
    const { network, ended, steps } = await lazyTraining(engine, stream, start, train, radius, options);
    expect(ended).toBe('left the ball');
    expect(steps % 4).toBe(0);
    expect(largestShiftOf(network)).toBeGreaterThan(radius);
    // An epoch before it was inside; and a larger ball goes on from here as one training.
    const shorter = await lazyTraining(engine, stream, start, train, radius, {
      ...options,
      epochs: steps / 4 - 1,
    });
    expect(shorter.ended).toBe('epochs done');
    expect(largestShiftOf(shorter.network)).toBeLessThanOrEqual(radius);
    const resume = { step: steps, shift: network.shift };
    const on = await lazyTraining(engine, stream, start, train, 10, options, { resume });
    expect(on.network.shift).toEqual(free.network.shift);
    // One that is outside the larger ball already is not trained on.
    const same = await lazyTraining(engine, stream, start, train, radius, options, { resume });
    expect([same.steps, same.ended]).toEqual([steps, 'left the ball']);
    await expect(
      lazyTraining(engine, stream, start, train, 10, options, { resume: { ...resume, step: 3 } }),
    ).rejects.toThrow('between epochs');
  });

  it('keeps its first order of the images', () => {
    const [once, ever] = [batchAt(stream, 20, 5, 'once'), batchAt(stream, 20, 5)];
    expect([...once(4)]).toEqual([...once(0)]);
    expect([...ever(4)]).not.toEqual([...ever(0)]);
    expect([...ever(0)]).toEqual([...once(1)].length === 5 ? [...once(0)] : []);
  });

  const adversarial: AdversarialOptions = {
    ...{ learningRate: 2, batchSize: 16, epochs: 6 },
    attack: { radius: 0.3, steps: 5, stepSize: 0.3, start: 'at x', clip: 'pixels', keeps: 'last' },
    ...{ attacked: 'epoch', projected: 'epoch', robustMeasured: 'unprojected' },
  };

  it('attacks once an epoch with the weights at its beginning, and measures before the projection', async () => {
    const radius = 0.05;
    const one = { ...adversarial, epochs: 1 };
    const { network, robust } = await lazyAdversarialTraining(engine, stream, start, train, radius, one);
    expect(largestShiftOf(network)).toBeGreaterThan(radius);
    // The same by hand: all images attacked at W0, then descended on without a ball.
    const live = liveNetwork(engine, start);
    const { points, margins } = attack(live, train.images, train.labels, one.attack, stream);
    live.release();
    expect(robust).toEqual([margins.filter((margin) => margin > 0).length / train.n]);
    const { network: byHand } = await lazyTraining(
      engine,
      stream,
      start,
      { ...train, images: points },
      1e3,
      one,
    );
    expect(network.shift).toEqual(byHand.shift);
    const after = await lazyAdversarialTraining(engine, stream, start, train, radius, {
      ...one,
      robustMeasured: 'projected',
    });
    expect(largestShiftOf(after.network)).toBeLessThanOrEqual(radius);
  });

  it('ends by its rule', async () => {
    expect(risesNoLonger([0, 0.1, 0.1, 0.10005], 1)).toBe(true);
    expect(risesNoLonger([0, 0.1, 0.1, 0.2], 1)).toBe(false);
    expect(risesNoLonger([0.1, 0.1], 1)).toBe(false);
    expect(risesNoLonger([0.1, 0.1, 0.1], 0)).toBe(false);
    const options = { ...adversarial, epochs: 60, patience: 2 };
    const { ended, robust, steps } = await lazyAdversarialTraining(
      engine,
      stream,
      start,
      train,
      0.05,
      options,
    );
    expect(ended).toBe('rises no longer');
    expect(robust.length).toBe(steps / 4);
    expect(risesNoLonger(robust, 2)).toBe(true);
    expect(risesNoLonger(robust.slice(0, -1), 2)).toBe(false);
  });
});
