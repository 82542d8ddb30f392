import type { Examination } from '../examination.ts';
import { deterministicExaminations } from './deterministic/catalogue.ts';
import { lawAndExactExaminations } from './lawAndExact.ts';
import { orderExaminations } from './orderExaminations.ts';

/** The statements of the paper that are decided as a whole, except the experiments. */
export const examinations: readonly Examination[] = [
  ...deterministicExaminations,
  ...lawAndExactExaminations,
  ...orderExaminations,
];
