import type { Claim, Reading } from '../claim.ts';
import { type Cell, cellKey, pointKey } from '../judge/cell.ts';
import type { Regime } from '../judge/verdict.ts';
import type { Study } from '../study.ts';
import type { Profile, Theorem } from '../theorem.ts';
import type { PlannedCell } from './plan.ts';

/** One cell of a study, in the order of the report. */
export interface PlannedStudy {
  readonly theorem: Theorem;
  readonly study: Study;
  readonly cell: Cell;
  readonly regime: Regime;
  readonly profile: Profile;
  readonly options: Readonly<Record<string, string>>;
  /** The same for cells that are the same work: never two, since each statement has its own. */
  readonly trialsKey: string;
  /** Roughly how long it takes on one thread, in seconds. */
  readonly seconds: number;
}

/** Whatever has a row in a report: a cell judged by its trials, or by a study. */
export type Planned = PlannedCell | PlannedStudy;

export const isStudied = (planned: Planned): planned is PlannedStudy => 'study' in planned;

/** What a row is about. */
export const statementOf = (planned: Planned): Claim | Study =>
  isStudied(planned) ? planned.study : planned.at.bound.claim;

export const cellOf = (planned: Planned): Cell => (isStudied(planned) ? planned.cell : planned.at.cell);

/** The cell of a study in one line of text, the same for equal cells. */
export const studyCellKey = ({ at, constants }: Pick<Cell, 'at' | 'constants'>): string =>
  [
    pointKey(at),
    ...Object.keys(constants)
      .sort()
      .map((name) => `${name}=${constants[name]}`),
  ]
    .filter((part) => part !== '')
    .join(',');

/** The claim, the reading and the cell, as reports and progress name them. */
export const nameOfPlanned = (
  planned: Planned,
): { readonly claim: string; readonly reading: Reading; readonly cell: string } => {
  const { id, reading } = statementOf(planned);
  return {
    claim: id,
    reading,
    cell: isStudied(planned) ? studyCellKey(planned.cell) : cellKey(planned.at.cell),
  };
};

/** Whether a planned row belongs to a claim that is known to be false. */
export const isControl = (planned: Planned): boolean => statementOf(planned).control === true;

/** Seconds on so many threads: a study keeps one of them until it is done. */
export const estimatedWait = (planned: readonly Planned[], threads: number): number =>
  planned
    .filter(isStudied)
    .reduce((longest, { seconds }) => Math.max(longest, seconds), estimatedSeconds(planned) / threads);

/** Seconds on one thread that these rows take, work that they share counted once. */
export const estimatedSeconds = (planned: readonly Planned[]): number => {
  const once = new Map(planned.map((one) => [one.trialsKey, one.seconds]));
  return [...once.values()].reduce((sum, seconds) => sum + seconds, 0);
};
