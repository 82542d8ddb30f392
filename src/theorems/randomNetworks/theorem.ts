import type { Theorem } from '../../core/theorem.ts';
import {
  bottleneckDecides,
  deepGradientIsLarge,
  deepStepFlips,
  deepStepIsShort,
  deepValueIsBounded,
  depthIgnored,
} from './claims/deepStepFlips.ts';
import { descentFindsAFlip, descentIsShort } from './claims/descentFindsAFlip.ts';
import { fixedStepFlips, fixedStepIsShort, shorterStep } from './claims/fixedStepFlips.ts';
import { reluStepFlips, windowIsNotNeeded } from './claims/reluStepFlips.ts';
import { shallowIsConstant, tooDeepIsConstant } from './claims/tooDeepIsConstant.ts';
import { descent } from './descent.ts';
import { oneStep } from './oneStep.ts';
import { axes } from './space.ts';
import { logarithmicWidthIsEnough } from './studies/logarithmicWidthIsEnough.ts';
import { stepConstantIsTheLimit } from './studies/stepConstantIsTheLimit.ts';
import { twoInputs } from './twoInputs.ts';

/** One gradient step on random networks of any depth and activation. */
export const randomNetworks: Theorem = {
  id: 'random-networks',
  work: 'Bubeck, Cherapanamjeri, Gidel, Tachet des Combes 2021; Bartlett, Bubeck, Cherapanamjeri 2021; Daniely and Shacham 2020; Montanari and Wu 2022',
  axes,
  table: { rows: 'depth', columns: 'm' },
  settings: [oneStep, twoInputs, descent],
  statements: [
    fixedStepFlips,
    fixedStepIsShort,
    logarithmicWidthIsEnough,
    reluStepFlips,
    windowIsNotNeeded,
    stepConstantIsTheLimit,
    deepStepFlips,
    deepStepIsShort,
    bottleneckDecides,
    deepValueIsBounded,
    deepGradientIsLarge,
    tooDeepIsConstant,
    descentFindsAFlip,
    descentIsShort,
    shorterStep,
    depthIgnored,
    shallowIsConstant,
  ],
};
