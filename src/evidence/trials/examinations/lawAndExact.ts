import type { Examination } from '../examination.ts';
import { linearModelExamination, linearModelIntendedExamination } from './exact/linearModel.ts';
import {
  linearModelMovedExamination,
  linearModelMovedIntendedExamination,
} from './exact/linearModelMoved.ts';
import { markovStepExamination } from './exact/markovStep.ts';
import { widthWindowExamination } from './exact/widthWindow.ts';
import {
  projectionIsIndependentExamination,
  projectionIsIndependentIntendedExamination,
} from './law/projectionIsIndependent.ts';
import { secondTermLawExamination, secondTermLawIntendedExamination } from './law/secondTermLaw.ts';

/** The statements about laws, and those that exact arithmetic decides. */
export const lawAndExactExaminations: readonly Examination[] = [
  linearModelExamination,
  linearModelIntendedExamination,
  linearModelMovedExamination,
  linearModelMovedIntendedExamination,
  widthWindowExamination,
  projectionIsIndependentExamination,
  projectionIsIndependentIntendedExamination,
  secondTermLawExamination,
  secondTermLawIntendedExamination,
  markovStepExamination,
];
