import { figure3 } from '../../claims/figure3.ts';
import type { LazyStudy, Place } from '../../studies/lazyStudy.ts';
import { chosen, flagsOf } from '../choices.ts';
import { pathSeconds } from './figure2.ts';
import { inputsSetting } from './inputs.ts';
import { allSteps, descentChoices, descentRegime, factorsTo } from './settings.ts';

const placesAt = (d: number, widths: readonly number[]): readonly Place[] =>
  widths.flatMap((m) => [0, 1].map((unit) => ({ d, m, C0: 40, gamma: null, constants: { unit } })));

/** Figure 3 at one width: one training a run, measured as it leaves the balls of C0 = 10, 20, 30, 40. */
export const examineFigure3: LazyStudy = {
  statement: figure3,
  axes: ['d', 'm', 'C0'],
  places: {
    quick: placesAt(49, [1000]),
    standard: placesAt(784, [1000, 10_000]),
    full: placesAt(784, [1000, 10_000, 100_000]),
  },
  regime: descentRegime,
  setting: inputsSetting,
  uses: flagsOf('descent'),
  seconds: (place, profile, options) => {
    const choices = chosen(descentChoices(profile, place), options);
    return pathSeconds(place, choices, allSteps(choices), factorsTo(place).length);
  },
  judge: async (place, lab) => {
    const { judgeFigure3 } = await import('./judgeFigure3.ts');
    return judgeFigure3(place, lab);
  },
};
