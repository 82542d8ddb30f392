import type { Change } from '../alternatives.ts';
import type { Choices } from '../choices.ts';
import { geometric, networkSeconds } from './settings.ts';

/** Where the choices are compared: two dimensions, and a coarse grid of perturbations. */
export const dimensions = [49, 196];
export const deltas = geometric(0.1, 0.8, 4);

/** A tenth of MNIST's 0s and 1s, in whole batches of many sizes. */
const TENTH = 1280;

/** Each open choice made otherwise; a rate of 0.01 as published would learn nothing in as many epochs. */
export const changesOf = ({
  batchSize,
  trainImages,
  epochs,
  learningRate,
  pgdStepSize,
  testPgdSteps,
}: Choices): readonly Change[] => [
  { batchSize: 4 * batchSize },
  // As many steps on fewer images, and more steps.
  { trainImages: TENTH, epochs: Math.round((epochs * trainImages) / TENTH) },
  { epochs: 4 * epochs },
  { learningRate: learningRate / 4 },
  { pgdSteps: 1 },
  { pgdSteps: 7 },
  { pgdStepSize: pgdStepSize / 2 },
  { pgdStart: 'at random' },
  { testPgdSteps: 4 * testPgdSteps },
  { filter: 'nearest' },
  // What the published programs do otherwise, one at a time.
  { filter: 'bilinear' },
  { biases: 'trained' },
  { clip: 'pixels' },
  { attackKeeps: 'last' },
  { attacked: 'epoch' },
  { projected: 'epoch' },
  { projected: 'epoch', robustMeasured: 'unprojected' },
  { shuffled: 'once' },
];

/** What is asked of every choice. */
export const smaller = { testImages: 100 };

/** Seconds of `robustAlternatives`, roughly. */
export const robustAlternativesSeconds = (choices: Choices, m: number): number =>
  [{}, ...changesOf(choices)].reduce(
    (sum, change) =>
      sum +
      dimensions.reduce(
        (all, d) => all + deltas.length * networkSeconds({ ...choices, ...smaller, ...change }, d, m),
        0,
      ),
    0,
  );
