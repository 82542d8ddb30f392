import type { Examination } from '../evidence/trials/examination.ts';
import { examineRobustErrorIsLarge } from './corollary/robustErrorIsLarge.ts';
import { examineSingleStepFlipsMost } from './corollary/singleStepFlipsMost.ts';
import { examineFigure2 } from './figures/figure2.ts';
import { examineFigure3 } from './figures/figure3.ts';
import { examineFigure4Left, examineFigure4Right } from './figures/figure4.ts';

/** The experiments of the paper, in its order. */
export const experiments: readonly Examination[] = [
  examineRobustErrorIsLarge,
  examineSingleStepFlipsMost,
  examineFigure2,
  examineFigure3,
  examineFigure4Left,
  examineFigure4Right,
];
