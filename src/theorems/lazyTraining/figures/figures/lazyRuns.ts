import type { Lab } from '../../../../core/study.ts';
import type { Stream } from '../../../../numerics/random/stream.ts';
import type { Choices } from '../choices.ts';
import { type FlipStep, flipStepOn, gradientRays, walkedLength } from '../flipStep.ts';
import { type Images, type Laboratory, watching } from '../laboratory.ts';
import { accuracy } from '../training/accuracy.ts';
import type { TrainingState } from '../training/descent.ts';
import { drawBiasedNetwork, drawNetwork, type LazyNetwork } from '../training/lazyNetwork.ts';
import { lazyTraining } from '../training/lazyTraining.ts';
import { liveNetwork } from '../training/liveNetwork.ts';
import { type FailingShares, theoryOn } from './theoryOnTrained.ts';

/** The three quantities of Figures 2 and 3, averaged over test images. */
export interface Measured {
  readonly gradientNorm: number;
  /** The smallest step that flips, over the images that some step flips; NaN where there is no such image. */
  readonly eta: number;
  /** η‖∇f‖/‖x‖, over the same images; NaN with η. */
  readonly relative: number;
  /** ‖δ‖ = η‖∇f‖, over the same images; NaN with η. */
  readonly length: number;
}

/** A quantity of `Measured` and its name. */
export interface Quantity {
  readonly key: keyof Measured;
  readonly name: string;
}

const gradientAndStep: readonly Quantity[] = [
  { key: 'gradientNorm', name: '‖∇f‖' },
  { key: 'eta', name: 'the smallest flipping η' },
];

export const quantities: readonly Quantity[] = [...gradientAndStep, { key: 'relative', name: '‖δ‖/‖x‖' }];

/** The three that a figure shows: its perturbation may be one that is not divided by ‖x‖. */
export const shownQuantities = ({ perturbation }: Pick<Choices, 'perturbation'>): readonly Quantity[] =>
  perturbation === 'relative' ? quantities : [...gradientAndStep, { key: 'length', name: '‖δ‖' }];

/** One network, trained until it would leave the ball of radius C0/√m. */
export interface LazyRun extends Measured {
  readonly d: number;
  readonly m: number;
  readonly C0: number;
  readonly run: number;
  readonly steps: number;
  /** Whether the next step would have left the ball; else the epochs were over. */
  readonly left: boolean;
  readonly testError: number;
  /** Images that no step along the gradient flips. */
  readonly unflipped: number;
  /** max over s of ‖w_s − w_{s,0}‖, over the ball's radius. */
  readonly reach: number;
  /** Whether the same network was measured at a smaller C0 already. */
  readonly repeated: boolean;
  /** The share of the images at which a claim fails at this W; null for a network that is repeated, or has biases, of which the theory says nothing. */
  readonly failing: FailingShares | null;
}

const lengthOf = ({ eta, gradientNorm }: FlipStep): number | null =>
  eta === null ? null : eta * gradientNorm;

const measure = (
  lab: Laboratory,
  network: LazyNetwork,
  { test, looked }: Images,
  C0: number,
  choices: Choices,
): Pick<LazyRun, keyof Measured | 'testError' | 'unflipped' | 'reach' | 'failing'> => {
  const live = liveNetwork(lab.engine, network);
  try {
    const { right, n } = accuracy(live, test);
    const gradientNorms: number[] = [];
    const flipped: { readonly eta: number; readonly relative: number; readonly length: number }[] = [];
    const theory = choices.biases === 'none' ? theoryOn(network, C0) : null;
    for (const ray of gradientRays(live, looked)) {
      const step = flipStepOn(ray);
      theory?.see(ray, step);
      const isRight = looked.labels[gradientNorms.length]! * ray.value > 0;
      gradientNorms.push(step.gradientNorm);
      const length =
        choices.misclassified === 'zero' && !isRight
          ? 0
          : choices.flips === 'walked'
            ? walkedLength(ray, step)
            : lengthOf(step);
      if (length !== null && ray.inputNorm > 0 && step.gradientNorm > 0)
        flipped.push({ eta: length / step.gradientNorm, relative: length / ray.inputNorm, length });
    }
    const mean = (values: readonly number[]): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    return {
      gradientNorm: mean(gradientNorms),
      eta: mean(flipped.map(({ eta }) => eta)),
      relative: mean(flipped.map(({ relative }) => relative)),
      length: mean(flipped.map(({ length }) => length)),
      testError: 1 - right / n,
      unflipped: gradientNorms.length - flipped.length,
      reach: (live.largestShift() * Math.sqrt(network.m)) / C0,
      failing: theory === null ? null : theory.shares(),
    };
  } finally {
    live.release();
  }
};

/**
 * Trains one network and measures it as it leaves each of the balls, from the smallest on.
 *
 * Stopping at a smaller ball is a moment of the same training, so one training serves every C0, with the same bits as one training
 * each. Where the epochs end first, larger balls get the same network.
 *
 * Shapes: `C0s` ascending; one result for each.
 */
export const lazyRuns = async (
  lab: Laboratory,
  at: Stream,
  { d, m, C0s, unit, run }: { d: number; m: number; C0s: readonly number[]; unit: boolean; run: number },
  choices: Choices,
  yieldToLoop: Lab['yieldToLoop'],
  tell?: (done: number) => void,
): Promise<readonly LazyRun[]> => {
  const images = lab.images(d, unit);
  const stream = at.child(d).child(m).child(run);
  const draw = choices.biases === 'trained' ? drawBiasedNetwork : drawNetwork;
  const start = draw(stream.child('network'), d, m);
  const runs: LazyRun[] = [];
  let resume: TrainingState | undefined;
  let last: LazyRun | undefined;
  for (const C0 of C0s) {
    if (last !== undefined && !last.left) {
      runs.push({ ...last, C0, repeated: true, reach: (last.reach * last.C0) / C0, failing: null });
      continue;
    }
    const trained = await lazyTraining(
      lab.engine,
      stream.child('training'),
      start,
      images.train,
      C0 / Math.sqrt(m),
      choices,
      { ...watching(yieldToLoop, tell), ...(resume && { resume }) },
    );
    resume = { step: trained.steps, shift: trained.network.shift };
    await yieldToLoop();
    last = {
      ...measure(lab, trained.network, images, C0, choices),
      repeated: false,
      d,
      m,
      C0,
      run,
      steps: trained.steps,
      left: trained.ended === 'left the ball',
    };
    runs.push(last);
  }
  return runs;
};
