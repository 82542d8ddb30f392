import type { Examination } from '../examination.ts';

/** The statements of the paper that are decided as a whole, except the experiments. */
export const examinations: readonly Examination[] = [];
