import type { Claim, Reading } from '../../claims/claim.ts';
import type { Cell } from '../outcomes/cell.ts';
import type { Alpha } from '../outcomes/report.ts';
import type { Place, Profile } from '../trials/examination.ts';
import type { Judging } from '../trials/judgeCell.ts';
import type { SurveyTask } from '../trials/survey/survey.ts';
import { judgingOf } from './inProcess.ts';
import type { PlannedCell } from './plan.ts';
import { isExamination, type Planned } from './planned.ts';
import type { PlannedSearch, Search } from './searches.ts';

/** A piece of a run's work as it travels to a thread, or to another machine: plain data, and all that its result depends on. */
export type Task =
  | { readonly kind: 'cell'; readonly claim: Claim; readonly cell: Cell; readonly judging: Judging }
  | {
      readonly kind: 'trial';
      readonly claim: Claim;
      readonly cell: Cell;
      readonly judging: Pick<Judging, 'seed' | 'purpose'>;
      readonly index: number;
    }
  | {
      readonly kind: 'examination';
      readonly id: string;
      readonly reading: Reading;
      readonly place: Place;
      readonly profile: Profile;
      readonly options: Readonly<Record<string, string>>;
      readonly seed: string;
      readonly alpha: Alpha;
    }
  | {
      readonly kind: 'search';
      readonly claim: Claim;
      readonly search: Search;
      readonly seed: string;
      readonly alpha: Alpha;
    }
  | { readonly kind: 'survey'; readonly survey: SurveyTask };

/** The work of a planned row. */
export const taskOf = (planned: Planned, seed: string, alpha: Alpha): Task => {
  if (!isExamination(planned)) {
    const { bound, cell } = planned.at;
    return { kind: 'cell', claim: bound.claim, cell, judging: judgingOf(planned, seed, alpha) };
  }
  const { examination, place, profile, options } = planned;
  const { id, reading } = examination.statement;
  return { kind: 'examination', id, reading, place, profile, options, seed, alpha };
};

/** The work of one trial of a planned cell. */
export const trialTaskOf = ({ at: { bound, cell } }: PlannedCell, judging: Judging, index: number): Task => {
  const { seed, purpose } = judging;
  return { kind: 'trial', claim: bound.claim, cell, judging: { seed, purpose }, index };
};

/** The work of a planned search. */
export const searchTaskOf = (planned: PlannedSearch, seed: string, alpha: Alpha): Task => ({
  kind: 'search',
  ...planned,
  seed,
  alpha,
});
