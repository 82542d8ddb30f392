import type { Statement } from '../../../../core/study.ts';
import { figure2AsPublished } from '../../claims/asPublished.ts';
import { figure2 } from '../../claims/figure2.ts';
import type { LazyStudy, Place } from '../../studies/lazyStudy.ts';
import { type Choices, chosen, flagsOf } from '../choices.ts';
import { inputsOf, inputsSetting } from './inputs.ts';
import {
  allSteps,
  descentRegime,
  dimensionsTo,
  measuringSeconds,
  printed,
  published,
  stepSeconds,
  type Telling,
} from './settings.ts';

/** Inputs as they are and of length 1, between which the text leaves the choice; the programs take them as they are. */
export const pathsAt = (
  d: number,
  widths: readonly number[],
  C0: number,
  { as }: Telling,
): readonly Place[] =>
  widths.flatMap((m) =>
    (as === 'printed' ? [0, 1] : [0]).map((unit) => ({ d, m, C0, gamma: null, constants: { unit } })),
  );

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
const examined = (statement: Statement, telling: Telling): LazyStudy => ({
  statement,
  axes: ['d', 'm', 'C0'],
  places: {
    quick: pathsAt(196, [1000], 10, telling),
    standard: pathsAt(784, [1000, 10_000], 10, telling),
    full: pathsAt(784, [1000, 10_000, 100_000], 10, telling),
  },
  regime: descentRegime,
  setting: inputsSetting,
  uses: flagsOf('descent'),
  seconds: (place, profile, options) => {
    const choices = chosen(telling.descent(profile, place), options);
    return pathSeconds(place, choices, stepsOf(choices, place), 1);
  },
  judge: async (place, lab) => {
    const { judgeFigure2 } = await import('./judgeFigure2.ts');
    return judgeFigure2(place, lab, telling);
  },
});

export const checkFigure2 = examined(figure2, printed);
export const checkFigure2AsPublished = examined(figure2AsPublished, published);
