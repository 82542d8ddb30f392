import type { Lab } from '../../../../core/study.ts';
import type { Stream } from '../../../../numerics/random/stream.ts';
import type { Choices } from '../choices.ts';
import type { ImageSet } from '../data/imageSet.ts';
import { type Laboratory, watching } from '../laboratory.ts';
import { accuracy } from '../training/accuracy.ts';
import { attack } from '../training/attack.ts';
import { batchesPerEpoch } from '../training/batches.ts';
import type { Trained } from '../training/descent.ts';
import { lazyAdversarialTraining } from '../training/lazyAdversarialTraining.ts';
import { drawBiasedNetwork, drawNetwork } from '../training/lazyNetwork.ts';
import { type LiveNetwork, liveNetwork } from '../training/liveNetwork.ts';

/** One network, trained adversarially in a ball and attacked. */
export interface RobustRun {
  readonly d: number;
  readonly m: number;
  /** The ball's radius V; null where nothing was projected. */
  readonly radius: number | null;
  /** ‖δ‖, in training and at test time. */
  readonly delta: number;
  readonly run: number;
  /** Of all test images. */
  readonly clean: number;
  /** Of the attacked test images: those that kept their label wherever the attack looked, so an upper bound of what is robust. */
  readonly robust: number;
  readonly attacked: number;
  /** The same of the worse of the two digits: a network that calls everything a one keeps the robust accuracy of a one. */
  readonly worseClass: number;
  /** The length that the attack reached, over ‖δ‖: the mean over images of the greatest length that it looked at. Below 1 it never saw the border. */
  readonly reached: number;
  /** Epochs of the training, and why it ended. */
  readonly epochs: number;
  readonly ended: Trained['ended'];
  /** The robust training accuracy of the last epoch; null where it was not told. */
  readonly trained: number | null;
}

const robustOf = (
  live: LiveNetwork,
  images: ImageSet,
  delta: number,
  { testPgdSteps, testPgdStepSize, pgdStart, clip, attackKeeps }: Choices,
  stream: Stream,
): Pick<RobustRun, 'robust' | 'attacked' | 'worseClass' | 'reached'> => {
  const batch = 256;
  const kept = { [-1]: 0, 1: 0 };
  const all = { [-1]: 0, 1: 0 };
  let lengths = 0;
  for (let from = 0; from < images.n; from += batch) {
    const to = Math.min(images.n, from + batch);
    const labels = images.labels.subarray(from, to);
    const { margins, reached } = attack(
      live,
      images.images.subarray(from * images.d, to * images.d),
      labels,
      {
        radius: delta,
        steps: testPgdSteps,
        stepSize: testPgdStepSize,
        start: pgdStart,
        clip,
        keeps: attackKeeps,
      },
      stream.child(from),
    );
    lengths += reached.reduce((sum, one) => sum + one, 0);
    margins.forEach((margin, i) => {
      const label = labels[i] === 1 ? 1 : -1;
      all[label]++;
      if (margin > 0) kept[label]++;
    });
  }
  const shares = ([1, -1] as const)
    .filter((label) => all[label] > 0)
    .map((label) => kept[label] / all[label]);
  return {
    robust: (kept[1] + kept[-1]) / images.n,
    attacked: images.n,
    worseClass: Math.min(...shares),
    reached: lengths / images.n,
  };
};

/** Trains against perturbations of size `delta` in the ball of this radius, and attacks what came out. */
export const robustRun = async (
  lab: Laboratory,
  at: Stream,
  { d, m, radius, delta, run }: Pick<RobustRun, 'd' | 'm' | 'radius' | 'delta' | 'run'>,
  choices: Choices,
  yieldToLoop: Lab['yieldToLoop'],
  tell?: (done: number) => void,
): Promise<RobustRun> => {
  const { train, test, looked } = lab.images(d, true);
  const stream = at.child(d).child(m).child(run);
  const { pgdSteps: steps, pgdStepSize: stepSize, pgdStart: start, clip, attackKeeps: keeps } = choices;
  const draw = choices.biases === 'trained' ? drawBiasedNetwork : drawNetwork;
  const told = await lazyAdversarialTraining(
    lab.engine,
    stream.child('training'),
    draw(stream.child('network'), d, m),
    train,
    radius ?? Number.POSITIVE_INFINITY,
    { ...choices, attack: { radius: delta, steps, stepSize, start, clip, keeps } },
    watching(yieldToLoop, tell),
  );
  await yieldToLoop();
  const live = liveNetwork(lab.engine, told.network);
  try {
    const { right, n } = accuracy(live, test);
    return {
      d,
      m,
      radius,
      delta,
      run,
      clean: right / n,
      epochs: Math.ceil(told.steps / batchesPerEpoch(train.n, choices.batchSize)),
      ended: told.ended,
      trained: told.robust.at(-1) ?? null,
      ...robustOf(live, looked, delta, choices, stream.child('test')),
    };
  } finally {
    live.release();
  }
};
