import type { Reading } from '../../claims/claim.ts';
import { cellKey } from '../outcomes/cell.ts';
import type { Regime } from '../outcomes/verdict.ts';
import {
  type Examination,
  type Examined,
  type Place,
  type Profile,
  placeKey,
} from '../trials/examination.ts';
import type { CellResult } from '../trials/judgeCell.ts';
import type { PlannedCell } from './plan.ts';

/** One place at which a statement is examined as a whole, in the order of the report. */
export interface PlannedExamination {
  readonly examination: Examination;
  readonly place: Place;
  readonly regime: Regime;
  readonly profile: Profile;
  readonly options: Readonly<Record<string, string>>;
  /** The same for examinations that are the same work: never two, since each statement has its own. */
  readonly trialsKey: string;
  /** Roughly how long it takes on one thread, in seconds. */
  readonly seconds: number;
}

/** Whatever has a row in a report: a cell judged by its trials, or a place examined as a whole. */
export type Planned = PlannedCell | PlannedExamination;

/** What came of either. */
export type Result = CellResult | Examined;

export const isExamination = (planned: Planned): planned is PlannedExamination => 'examination' in planned;

export const isExamined = (result: Result): result is Examined => 'because' in result;

/** The claim, the reading and the place, as reports and progress name them. */
export const nameOfPlanned = (
  planned: Planned,
): { readonly claim: string; readonly reading: Reading; readonly cell: string } => {
  if (isExamination(planned)) {
    const { id, reading } = planned.examination.statement;
    return { claim: id, reading, cell: placeKey(planned.place) };
  }
  const { id, reading } = planned.at.bound.claim;
  return { claim: id, reading, cell: cellKey(planned.at.cell) };
};

/** Whether a planned row belongs to a claim that is known to be false. */
export const isControl = (planned: Planned): boolean =>
  (isExamination(planned) ? planned.examination.statement : planned.at.bound.claim).control === true;

/** The place of a row: d, m, C0 and γ. */
export const axesOfPlanned = (
  planned: Planned,
): { readonly d: number; readonly m: number; readonly C0: number; readonly gamma: number | null } =>
  isExamination(planned) ? planned.place : planned.at.cell;

/** Seconds on so many threads: a place that is examined as a whole keeps one of them until it is done. */
export const estimatedWait = (planned: readonly Planned[], threads: number): number =>
  planned
    .filter(isExamination)
    .reduce((longest, { seconds }) => Math.max(longest, seconds), estimatedSeconds(planned) / threads);

/** Seconds on one thread that these rows take, work that they share counted once. */
export const estimatedSeconds = (planned: readonly Planned[]): number => {
  const once = new Map(planned.map((one) => [one.trialsKey, one.seconds]));
  return [...once.values()].reduce((sum, seconds) => sum + seconds, 0);
};
