import type { Pack } from '../pack.ts';
import { coneExtends, coneExtendsIntended } from './coneExtends.ts';
import { fewNeuronsFlip } from './fewNeuronsFlip.ts';
import { gradientIsLarge, gradientIsLargeIntended } from './gradientIsLarge.ts';
import { initialGradientIsLarge } from './initialGradientIsLarge.ts';
import { initialValueIsBounded } from './initialValueIsBounded.ts';
import { oneStepFlips } from './oneStepFlips.ts';
import { stepIsShort, stepIsShortIntended, stepSizeIsSmall, stepSizeIsSmallIntended } from './stepIsShort.ts';
import { valueIsBounded } from './valueIsBounded.ts';

/** The claims of *Adversarial Robustness is at Odds with Lazy Training*, in the order in which the proof needs them. */
export const lazyTraining: Pack = {
  name: 'lazy training',
  claims: [
    initialValueIsBounded,
    valueIsBounded,
    initialGradientIsLarge,
    gradientIsLarge,
    gradientIsLargeIntended,
    fewNeuronsFlip,
    oneStepFlips,
    stepIsShort,
    stepIsShortIntended,
    stepSizeIsSmall,
    stepSizeIsSmallIntended,
    coneExtends,
    coneExtendsIntended,
  ],
};
