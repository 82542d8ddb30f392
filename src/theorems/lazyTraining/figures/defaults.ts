import type { Profile } from '../../../core/theorem.ts';
import { choicesInWords } from './choices.ts';
import { trainingChoices } from './corollary/effort.ts';
import { adversarialChoices, descentChoices } from './figures/settings.ts';

/** The choices that each kind of experiment makes in a profile where no flag says otherwise, as lines for a reader. */
export const defaultsInWords = (profile: Profile): readonly string[] => {
  const at = (m: number, C0: number) => choicesInWords(descentChoices(profile, { m, C0 }));
  return [
    `figure-2: ${at(1000, 10)}`,
    `figure-3: ${at(1000, 40)}`,
    `figure-4-left and -right: ${choicesInWords(adversarialChoices[profile])}`,
    `robust-error-of-trained-networks, single-step-flips-most: ${choicesInWords(trainingChoices[profile])}`,
  ];
};
