import { setImmediate } from 'node:timers/promises';
import type { Engine } from '../../../../numerics/engine/engine.ts';
import type { Stream } from '../../../../numerics/random/stream.ts';
import type { ImageSet } from '../data/imageSet.ts';
import { batchAt, batchesPerEpoch } from './batches.ts';
import { type LazyNetwork, requireSameDimension } from './lazyNetwork.ts';
import { type LiveNetwork, liveNetwork, type Points } from './liveNetwork.ts';

/** Stochastic gradient descent on the mean logistic loss. The paper states the rate alone; the others are our choices. */
export interface DescentOptions {
  readonly learningRate: number;
  readonly batchSize: number;
  /** Passes over the training images at most. */
  readonly epochs: number;
  /** When the images get a new order: at each epoch, or once before the first. */
  readonly shuffled?: 'epoch' | 'once';
}

/** Where a training stood after `step` steps; it goes on from there as if it had never been interrupted. */
export interface TrainingState {
  readonly step: number;
  readonly shift: Float32Array;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** The state to go on from, copied when it is asked for. */
  state(): TrainingState;
}

/** An observer: notified after every step, it may end the training by the signal, may hand in a state to go on from. */
export interface Watch {
  readonly onStep?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
  readonly resume?: TrainingState;
}

export interface Trained {
  readonly network: LazyNetwork;
  /** Steps taken, those before a resumption included; a step that left the ball is not one of them. */
  readonly steps: number;
  /** Why it ended: the ball is left, or the next step would leave it; the robust training accuracy rises no longer; the epochs are over. */
  readonly ended: 'left the ball' | 'rises no longer' | 'epochs done';
}

/** What a kind of training does with a batch: where the gradient is taken, and how the weights are kept in place. */
export interface TrainingRule {
  points(network: LiveNetwork, clean: Points, labels: Int8Array, step: number): Points;
  readonly keep: { readonly project?: number; readonly stay?: number };
  /** Before an epoch, with the weights at its beginning: the points that stand for the training images in it, image after image. */
  readonly enter?: (network: LiveNetwork, epoch: number) => Promise<Points>;
  /** After an epoch: why the training ends here, or null. `last`: no other epoch will follow. */
  readonly leave?: (network: LiveNetwork, last: boolean) => Trained['ended'] | null;
}

/** σ(−margin): how steeply ln(1 + exp(−margin)) falls. */
export const steepness = (margin: number): number => 1 / (1 + Math.exp(margin));

const requireOptions = ({ learningRate, batchSize, epochs }: DescentOptions): void => {
  const whole = (name: string, value: number): void => {
    if (!Number.isSafeInteger(value) || value < 1)
      throw new RangeError(`${name}: expected a whole number from 1 on, got ${value}`);
  };
  whole('batchSize', batchSize);
  whole('epochs', epochs);
  if (!(learningRate > 0 && learningRate < Number.POSITIVE_INFINITY))
    throw new RangeError(`learningRate: expected a number above 0, got ${learningRate}`);
};

/**
 * Stochastic gradient descent by a rule, batch after batch, until the epochs are over or the rule's ball is left.
 *
 * The same bits for the same stream, images and engine, interrupted or not. The event loop gets its turn after every step.
 *
 * Throws: `RangeError` for options that make no sense, and for a state within an epoch where the rule acts between epochs; the signal's reason when it is given.
 */
export const descend = async (
  engine: Engine,
  stream: Stream,
  start: LazyNetwork,
  images: ImageSet,
  options: DescentOptions,
  rule: TrainingRule,
  watch: Watch,
): Promise<Trained> => {
  requireOptions(options);
  requireSameDimension(start, images);
  const { d, n } = images;
  const { learningRate, batchSize, epochs } = options;
  const perEpoch = batchesPerEpoch(n, batchSize);
  const total = epochs * perEpoch;
  const batch = batchAt(stream.child('order'), n, batchSize, options.shuffled);
  const begin = watch.resume?.step ?? 0;
  const isBetween = (step: number): boolean => step % perEpoch === 0;
  if ((rule.enter !== undefined || rule.leave !== undefined) && !isBetween(begin))
    throw new RangeError(`descend: expected a state between epochs of ${perEpoch} steps, got step ${begin}`);
  const live = liveNetwork(
    engine,
    watch.resume === undefined ? start : { ...start, shift: watch.resume.shift },
  );
  try {
    let step = begin;
    let from: Points = images.images;
    const ended = (): Trained['ended'] | null =>
      step > 0 && isBetween(step) ? (rule.leave?.(live, step === total) ?? null) : null;
    // What was stopped at a smaller ball may be outside this one already.
    const before = ended();
    if (before !== null) return { network: live.snapshot(), steps: step, ended: before };
    while (step < total) {
      watch.signal?.throwIfAborted();
      if (rule.enter !== undefined && isBetween(step)) from = await rule.enter(live, step / perEpoch);
      const chosen = batch(step);
      const clean = new Float32Array(chosen.length * d);
      const labels = new Int8Array(chosen.length);
      chosen.forEach((image, i) => {
        clean.set(from.subarray(image * d, (image + 1) * d), i * d);
        labels[i] = images.labels[image]!;
      });
      const points = rule.points(live, clean, labels, step);
      const inside = live.descend(
        points,
        (values) =>
          values.map(
            (value, i) => (-learningRate * labels[i]! * steepness(labels[i]! * value)) / labels.length,
          ),
        rule.keep,
      );
      if (!inside) return { network: live.snapshot(), steps: step, ended: 'left the ball' };
      step++;
      const done = step;
      watch.onStep?.({ done, total, state: () => ({ step: done, shift: live.snapshot().shift }) });
      await setImmediate();
      const why = ended();
      if (why !== null) return { network: live.snapshot(), steps: step, ended: why };
    }
    return { network: live.snapshot(), steps: step, ended: 'epochs done' };
  } finally {
    live.release();
  }
};
