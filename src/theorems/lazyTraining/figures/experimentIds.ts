import {
  figure2AsPublished,
  figure3AsPublished,
  figure4LeftAsPublished,
  figure4RightAsPublished,
} from '../claims/asPublished.ts';
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

/** The figures that can be told in two ways, each with the statement that asks the published programs. */
export const asPublished: Readonly<Record<string, string>> = {
  [figure2.id]: figure2AsPublished.id,
  [figure3.id]: figure3AsPublished.id,
  [figure4Left.id]: figure4LeftAsPublished.id,
  [figure4Right.id]: figure4RightAsPublished.id,
};
