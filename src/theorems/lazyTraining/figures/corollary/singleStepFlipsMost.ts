import { singleStepFlipsMost } from '../../claims/robustErrorIsLarge.ts';
import type { LazyStudy, Place } from '../../studies/lazyStudy.ts';
import { type Choices, chosen, flagsOf } from '../choices.ts';
import { noSuchImages } from '../data/resize.ts';
import { stepSeconds } from '../figures/settings.ts';
import { efforts, trainingChoices } from './effort.ts';

/** d^2.4, rounded up. */
const widthOf = (d: number): number => Math.ceil(d ** 2.4);

export const corollaryPlaces = (dimensions: readonly number[], C0s: readonly number[]): readonly Place[] =>
  dimensions.flatMap((d) => C0s.map((C0) => ({ d, m: widthOf(d), C0, gamma: 0.05, constants: {} })));

/** Seconds of the draws of all four laws: steps and looks of the training and `looks` more, and so many plain passes over W for each point. */
export const corollarySeconds = (
  { d, m }: Place,
  { epochs, pgdSteps }: Choices,
  { draws, points }: { readonly draws: number; readonly points: number },
  { looks, passes }: { readonly looks: number; readonly passes: number },
): number =>
  4 *
  draws *
  ((epochs * (pgdSteps + 2) + looks) * stepSeconds(d, m, points) + passes * points * d * m * 1.2e-9);

/** The first of two readings of the corollary: the theorem's own step as the attack, which a W decides by evaluation. */
export const checkSingleStepFlipsMost: LazyStudy = {
  statement: singleStepFlipsMost,
  axes: ['d', 'm', 'C0', 'gamma'],
  places: {
    quick: corollaryPlaces([25], [1]),
    // Where the theorem itself is supported, so that the reading follows from it; trainings elsewhere only illustrate.
    standard: corollaryPlaces([49], [0.3]),
    full: corollaryPlaces([25, 49, 100], [1, 3, 10]),
  },
  regime: ({ d, m }) => (d ** 2.4 <= m ? 'inside' : 'outside'),
  refuses: ({ d }) => noSuchImages(d),
  uses: flagsOf('corollary'),
  seconds: (place, profile, options) =>
    corollarySeconds(place, chosen(trainingChoices[profile], options), efforts[profile], {
      looks: 0,
      passes: 40,
    }),
  judge: async (place, lab) => {
    const { judgeSingleStep } = await import('./judgeSingleStep.ts');
    return judgeSingleStep(place, lab);
  },
};
