import { wrongVerdictsAreRare } from '../evidence/runner/controls/wrongVerdictsAreRare.ts';
import type { Examination } from '../evidence/trials/examination.ts';
import { examinations as builtIn } from '../evidence/trials/examinations/catalogue.ts';
import { experiments } from '../experiments/catalogue.ts';

/** Every statement of the paper that is examined as a whole. Worker threads load this module by its address. */
export const examinations: readonly Examination[] = [...builtIn, ...experiments, wrongVerdictsAreRare];

/** What `reproduce` can redo. */
export const experimentIds: readonly string[] = [
  ...new Set(
    examinations
      .filter(({ statement }) => statement.manner === 'experiment')
      .map(({ statement }) => statement.id),
  ),
];

/** The address of this module, for a thread. */
export const examinationsModule = new URL('./examinations.js', import.meta.url).href;
