import { figure2 } from '../../claims/figure2.ts';
import type { LazyStudy, Place } from '../../studies/lazyStudy.ts';
import { type Choices, chosen, flagsOf } from '../choices.ts';
import { inputsOf, inputsSetting } from './inputs.ts';
import {
  allSteps,
  descentChoices,
  descentRegime,
  dimensionsTo,
  measuringSeconds,
  stepSeconds,
} from './settings.ts';

const placesAt = (d: number, widths: readonly number[]): readonly Place[] =>
  widths.flatMap((m) => [0, 1].map((unit) => ({ d, m, C0: 10, gamma: null, constants: { unit } })));

/** Seconds of the trainings and measurements of one path. */
export const pathSeconds = (place: Place, choices: Choices, steps: number, measurements: number): number =>
  choices.runs *
  dimensionsTo(place).reduce(
    (sum, d) =>
      sum +
      steps * stepSeconds(d, place.m, choices.batchSize) +
      measurements * measuringSeconds(d, place.m, choices),
    0,
  );

/** Steps until the ball is left, roughly; seen were 550 to 970 for C0 = 10 on inputs of length 1, 800 to 2800 on inputs as they are. */
const stepsOf = (choices: Choices, { C0, constants }: Place): number =>
  Math.min(allSteps(choices), (inputsOf({ constants }) === 'unit' ? 8 : 15) * C0 ** 2);

/** The three curves of Figure 2 at one width, along the paper's dimensions up to d. */
export const examineFigure2: LazyStudy = {
  statement: figure2,
  axes: ['d', 'm', 'C0'],
  places: {
    quick: placesAt(196, [1000]),
    standard: placesAt(784, [1000, 10_000]),
    full: placesAt(784, [1000, 10_000, 100_000]),
  },
  regime: descentRegime,
  setting: inputsSetting,
  uses: flagsOf('descent'),
  seconds: (place, profile, options) => {
    const choices = chosen(descentChoices(profile, place), options);
    return pathSeconds(place, choices, stepsOf(choices, place), 1);
  },
  judge: async (place, lab) => {
    const { judgeFigure2 } = await import('./judgeFigure2.ts');
    return judgeFigure2(place, lab);
  },
};
