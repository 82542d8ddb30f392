import { trainedRobustError } from '../../claims/robustErrorIsLarge.ts';
import type { LazyStudy } from '../../studies/lazyStudy.ts';
import { chosen, flagsOf } from '../choices.ts';
import { noSuchImages } from '../data/resize.ts';
import { budgetOf, smaller } from './budgets.ts';
import { efforts, trainingChoices } from './effort.ts';
import { corollaryPlaces, corollarySeconds } from './singleStepFlipsMost.ts';

/**
 * Corollary 3.2 illustrated: lazy adversarial training looks for a W of small robust error.
 *
 * An attack that fails proves nothing, so a witness needs the bound of `leastMargin` on more than a tenth of the mass; an attack that succeeds
 * shows the corollary at that W alone.
 */
export const checkTrainedRobustError: LazyStudy = {
  statement: trainedRobustError,
  axes: ['d', 'm', 'C0', 'gamma'],
  places: {
    quick: corollaryPlaces([25], [1]),
    standard: corollaryPlaces([25, 49], [1, 10]),
    full: corollaryPlaces([25, 49, 100], [1, 3, 10]),
  },
  regime: ({ d, m }) => (d ** 2.4 <= m ? 'inside' : 'outside'),
  refuses: ({ d }) => noSuchImages(d),
  uses: flagsOf('corollary'),
  seconds: (place, profile, options) => {
    const choices = chosen(trainingChoices[profile], options);
    const each = { looks: choices.testPgdSteps + 1, passes: 4 };
    const budgets = smaller[profile].filter((R) => R < budgetOf(place)).length + 1;
    return budgets * corollarySeconds(place, choices, efforts[profile], each);
  },
  judge: async (place, lab) => {
    const { judgeRobustError } = await import('./judgeRobustError.ts');
    return judgeRobustError(place, lab);
  },
};
