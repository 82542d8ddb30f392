import type { Profile } from '../../../../core/theorem.ts';
import type { Place } from '../../studies/lazyStudy.ts';
import { asPrinted, type Choices } from '../choices.ts';

/** Draws of (W0, a) for each law, and points of a law. */
export const efforts: Readonly<Record<Profile, { readonly draws: number; readonly points: number }>> = {
  quick: { draws: 4, points: 11 },
  standard: { draws: 24, points: 20 },
  full: { draws: 48, points: 100 },
};

/** How W is trained adversarially: the points are few, so an epoch is a batch or two. */
export const trainingChoices: Readonly<Record<Profile, Choices>> = (() => {
  const base: Choices = {
    engine: 'wasm',
    filter: 'area',
    runs: 1,
    trainImages: 1000,
    testImages: 1000,
    learningRate: 4,
    batchSize: 32,
    epochs: 15,
    pgdSteps: 3,
    testPgdSteps: 20,
    pgdStepSize: 0.5,
    testPgdStepSize: 0.25,
    pgdStart: 'at x',
    ...asPrinted,
  };
  return {
    quick: { ...base, trainImages: 100, testImages: 100 },
    standard: base,
    full: { ...base, epochs: 60 },
  };
})();

/** 2√ln(2/γ) + C0, the bound of Lemma 4.1 that the proof asks of the step. */
export const stepConstant = ({ gamma, C0 }: Place): number => 2 * Math.sqrt(Math.log(2 / gamma!)) + C0;
