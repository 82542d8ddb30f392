import type { Examination } from '../examination.ts';
import { deterministicExaminations } from './deterministic/catalogue.ts';
import { lawAndExactExaminations } from './lawAndExact.ts';
import { examineOneStepFlipsAllWeights } from './oneStepFlipsAllWeights.ts';
import { orderExaminations } from './orderExaminations.ts';

/** The statements of the paper that are decided as a whole, except the experiments on data. */
export const examinations: readonly Examination[] = [
  ...deterministicExaminations,
  ...lawAndExactExaminations,
  ...orderExaminations,
  examineOneStepFlipsAllWeights,
];
