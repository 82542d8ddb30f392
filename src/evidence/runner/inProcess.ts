import type { Alpha } from '../outcomes/report.ts';
import { type Judging, judgeCell } from '../trials/judgeCell.ts';
import { examinePlanned } from './examinePlanned.ts';
import { type PlannedCell, sharedAlpha } from './plan.ts';
import { isExamination, type Planned, type Result } from './planned.ts';
import type { Judge } from './runPlan.ts';

/** How a planned cell is judged: the share of α that is its own, where it has but a share. */
export const judgingOf = (cell: PlannedCell, seed: string, alpha: Alpha): Judging => ({
  seed,
  purpose: 'verdict',
  alpha: sharedAlpha(cell, alpha),
  cap: cell.cap,
});

/** Judges cells in this very process, one after the other: how vitest's workers and the shortest commands do it. */
export const inProcess =
  (seed: string, alpha: Alpha): Judge =>
  (cell, whenExamined, signal) =>
    judgeCell(cell.at, judgingOf(cell, seed, alpha), whenExamined, signal);

/** Judges cells and examines statements in this very process. */
export const everythingInProcess = (seed: string, alpha: Alpha): Judge<Planned, Result> => {
  const judge = inProcess(seed, alpha);
  return (planned, whenExamined, signal) =>
    isExamination(planned)
      ? examinePlanned(planned, seed, alpha, signal)
      : judge(planned, whenExamined, signal);
};

/** The same judge, with the results of trials that other readings share kept. */
export const memoised = <T extends Pick<Planned, 'trialsKey'>, R>(judge: Judge<T, R>): Judge<T, R> => {
  const known = new Map<string, Promise<R>>();
  return (cell, whenExamined, signal) => {
    const result = known.get(cell.trialsKey) ?? judge(cell, whenExamined, signal);
    known.set(cell.trialsKey, result);
    return result;
  };
};
