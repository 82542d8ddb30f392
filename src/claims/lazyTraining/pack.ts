import type { Pack } from '../pack.ts';
import { fewNeuronsFlip } from './fewNeuronsFlip.ts';
import { gradientIsLarge, gradientIsLargeIntended } from './gradientIsLarge.ts';
import { oneStepFlips } from './oneStepFlips.ts';
import { valueIsBounded } from './valueIsBounded.ts';

/** The claims of *Adversarial Robustness is at Odds with Lazy Training*, in the order in which the proof needs them. */
export const lazyTraining: Pack = {
  name: 'lazy training',
  claims: [valueIsBounded, gradientIsLarge, gradientIsLargeIntended, fewNeuronsFlip, oneStepFlips],
};
