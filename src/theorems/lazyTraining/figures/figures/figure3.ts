import type { Statement } from '../../../../core/study.ts';
import { figure3AsPublished } from '../../claims/asPublished.ts';
import { figure3 } from '../../claims/figure3.ts';
import type { LazyStudy } from '../../studies/lazyStudy.ts';
import { chosen, flagsOf } from '../choices.ts';
import { pathSeconds, pathsAt } from './figure2.ts';
import { inputsSetting } from './inputs.ts';
import { allSteps, descentRegime, factorsTo, printed, published, type Telling } from './settings.ts';

/** Figure 3 at one width: one training a run, measured as it leaves the balls of C0 = 10, 20, 30, 40. */
const examined = (statement: Statement, telling: Telling): LazyStudy => ({
  statement,
  axes: ['d', 'm', 'C0'],
  places: {
    quick: pathsAt(49, [1000], 40, telling),
    standard: pathsAt(784, [1000, 10_000], 40, telling),
    full: pathsAt(784, [1000, 10_000, 100_000], 40, telling),
  },
  // The paper's is at one width; at the others it is an observation of ours.
  regime: ({ m, C0 }) => (m === 1e5 ? descentRegime({ m, C0 }) : 'outside'),
  setting: inputsSetting,
  uses: flagsOf('descent'),
  seconds: (place, profile, options) => {
    const choices = chosen(telling.descent(profile, place), options);
    return pathSeconds(place, choices, allSteps(choices), factorsTo(place).length);
  },
  judge: async (place, lab) => {
    const { judgeFigure3 } = await import('./judgeFigure3.ts');
    return judgeFigure3(place, lab, telling);
  },
});

export const checkFigure3 = examined(figure3, printed);
export const checkFigure3AsPublished = examined(figure3AsPublished, published);
