import type { Stream } from '../../../numerics/random/stream.ts';
import type { Bracket } from '../../outcomes/outcome.ts';
import type { Purpose } from '../address.ts';
import { cellStream } from '../address.ts';
import { surveyBrackets } from './surveyBrackets.ts';
import { surveyPerturbation } from './surveyPerturbation.ts';
import { surveyReach } from './surveyReach.ts';
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
    }
  /** How far the ball may reach, among candidate radius factors, while a step of one C2 flips the sign everywhere in it. */
  | { readonly kind: 'reach'; readonly C2: number; readonly C0: readonly number[] }
  /** Perturbations that turn all of the ball, and such that some W resists: their size at one radius factor, or the radius at one size. */
  | {
      readonly kind: 'perturbation';
      readonly of: 'size' | 'radius';
      readonly C0: number;
      readonly size: number;
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
  | { readonly certified: readonly boolean[]; readonly violated: readonly boolean[] }
  | { readonly lower: number | null; readonly upper: number | null }
  | { readonly flips: number | null; readonly resists: number | null };

const surveyed = (stream: Stream, d: number, m: number, of: Surveyed): SurveyRow => {
  switch (of.kind) {
    case 'brackets':
      return surveyBrackets(stream, d, m, of);
    case 'step':
      return surveyStep(stream, d, m, of);
    case 'reach':
      return surveyReach(stream, d, m, of);
    case 'perturbation':
      return surveyPerturbation(stream, d, m, of);
    default:
      return of satisfies never;
  }
};

/** Measures a stretch of draws. A search that throws ends it: a draw must not be left out of a sample of fixed size. */
export const survey = ({ seed, purpose, claim, d, m, from, to, of }: SurveyTask): readonly SurveyRow[] => {
  const cell = cellStream(seed, purpose, claim, d, m);
  return Array.from({ length: to - from }, (_, i) => surveyed(cell.child(from + i), d, m, of));
};
