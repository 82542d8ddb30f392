import type { Bracket } from '../../outcomes/outcome.ts';
import type { Purpose } from '../address.ts';
import { cellStream } from '../address.ts';
import { surveyBrackets } from './surveyBrackets.ts';
import { surveyStep } from './surveyStep.ts';

/** What is measured on every draw. */
export type Surveyed =
  /** Both ends of some quantities of one family, at every radius factor. */
  | {
      readonly kind: 'brackets';
      readonly family: 'value' | 'gradient';
      readonly quantities: readonly string[];
      readonly C0: readonly number[];
    }
  /** Whether the theorem's step is certified, and whether it is known to fail, at candidate values of C2. */
  | {
      readonly kind: 'step';
      readonly C0: number;
      readonly certify: readonly number[];
      readonly attack: readonly number[];
    };

/** A stretch of draws, and what is measured on them: plain data, and all that the numbers depend on. */
export interface SurveyTask {
  readonly seed: string;
  readonly purpose: Purpose;
  readonly claim: string;
  readonly d: number;
  readonly m: number;
  readonly from: number;
  readonly to: number;
  readonly of: Surveyed;
}

/** One draw: `brackets[i][j]` is quantity j at radius factor i; `certified[i]` and `violated[i]` belong to candidate i. */
export type SurveyRow =
  | { readonly brackets: readonly (readonly Bracket[])[] }
  | { readonly certified: readonly boolean[]; readonly violated: readonly boolean[] };

/** Measures a stretch of draws. A search that throws ends it: a draw must not be left out of a sample of fixed size. */
export const survey = ({ seed, purpose, claim, d, m, from, to, of }: SurveyTask): readonly SurveyRow[] => {
  const cell = cellStream(seed, purpose, claim, d, m);
  return Array.from({ length: to - from }, (_, i) => {
    const stream = cell.child(from + i);
    return of.kind === 'step' ? surveyStep(stream, d, m, of) : surveyBrackets(stream, d, m, of);
  });
};
