import type { Alpha } from '../outcomes/report.ts';
import { judgeCell } from '../trials/judgeCell.ts';
import type { Judge } from './runPlan.ts';

/** Judges cells in this very process, one after the other: how vitest's workers and the shortest commands do it. */
export const inProcess =
  (seed: string, alpha: Alpha): Judge =>
  (cell, whenExamined, signal) =>
    judgeCell(cell.at, { seed, purpose: 'verdict', alpha, cap: cell.cap }, whenExamined, signal);

/** The same judge, with the results of trials that other readings share kept. */
export const memoised = (judge: Judge): Judge => {
  const known = new Map<string, ReturnType<Judge>>();
  return (cell, whenExamined, signal) => {
    const result = known.get(cell.trialsKey) ?? judge(cell, whenExamined, signal);
    known.set(cell.trialsKey, result);
    return result;
  };
};
