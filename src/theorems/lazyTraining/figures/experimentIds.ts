import { figure2 } from '../claims/figure2.ts';
import { figure3 } from '../claims/figure3.ts';
import { figure4Left, figure4Right } from '../claims/figure4.ts';
import { singleStepFlipsMost, trainedRobustError } from '../claims/robustErrorIsLarge.ts';

/** What `reproduce` can redo, in the order of the paper. */
export const experimentIds: readonly string[] = [
  trainedRobustError,
  singleStepFlipsMost,
  figure2,
  figure3,
  figure4Left,
  figure4Right,
].map(({ id }) => id);
