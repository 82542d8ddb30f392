import type { Lab } from '../../../../core/study.ts';
import type { Stream } from '../../../../numerics/random/stream.ts';
import type { Choices } from '../choices.ts';
import { type FlipStep, flipStepOn, gradientRays } from '../flipStep.ts';
import { type Images, type Laboratory, watching } from '../laboratory.ts';
import { accuracy } from '../training/accuracy.ts';
import type { TrainingState } from '../training/descent.ts';
import { drawNetwork, type LazyNetwork } from '../training/lazyNetwork.ts';
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
}

export const quantities = [
  { key: 'gradientNorm', name: '‖∇f‖' },
  { key: 'eta', name: 'the smallest flipping η' },
  { key: 'relative', name: '‖δ‖/‖x‖' },
] as const satisfies readonly { readonly key: keyof Measured; readonly name: string }[];

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
  /** The share of the images at which a claim fails at this W; null where this network was asked at a smaller C0 already. */
  readonly failing: FailingShares | null;
}

const measure = (
  lab: Laboratory,
  network: LazyNetwork,
  { test, looked }: Images,
  C0: number,
): Pick<LazyRun, keyof Measured | 'testError' | 'unflipped' | 'failing'> => {
  const live = liveNetwork(lab.engine, network);
  try {
    const { right, n } = accuracy(live, test);
    const steps: FlipStep[] = [];
    const theory = theoryOn(network, C0);
    for (const ray of gradientRays(live, looked)) {
      const step = flipStepOn(ray);
      steps.push(step);
      theory.see(ray, step);
    }
    const flipped = steps.flatMap(({ eta, relative, gradientNorm }) =>
      eta === null || relative === null ? [] : [{ eta, relative, gradientNorm }],
    );
    const mean = (values: readonly number[]): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    return {
      gradientNorm: mean(steps.map(({ gradientNorm }) => gradientNorm)),
      eta: mean(flipped.map(({ eta }) => eta)),
      relative: mean(flipped.map(({ relative }) => relative)),
      testError: 1 - right / n,
      unflipped: steps.length - flipped.length,
      failing: theory.shares(),
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
  breathe: Lab['breathe'],
  tell?: (done: number) => void,
): Promise<readonly LazyRun[]> => {
  const images = lab.images(d, unit);
  const stream = at.child(d).child(m).child(run);
  const start = drawNetwork(stream.child('network'), d, m);
  const runs: LazyRun[] = [];
  let resume: TrainingState | undefined;
  let last: LazyRun | undefined;
  for (const C0 of C0s) {
    if (last !== undefined && !last.left) {
      runs.push({ ...last, C0, failing: null });
      continue;
    }
    const trained = await lazyTraining(
      lab.engine,
      stream.child('training'),
      start,
      images.train,
      C0 / Math.sqrt(m),
      choices,
      { ...watching(breathe, tell), ...(resume && { resume }) },
    );
    resume = { step: trained.steps, shift: trained.network.shift };
    await breathe();
    last = {
      ...measure(lab, trained.network, images, C0),
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
