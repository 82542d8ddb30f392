import { machine } from './machine.ts';
import type { PlannedCell } from './plan.ts';

/** Seconds of a trial above which the trials of a cell are scheduled one by one. */
const HEAVY = 0.01;

/**
 * Whether the trials of a cell are scheduled on all threads, instead of the whole cell to one of them: where a trial is long against
 * the message that asks for it, and as many trials at once as there are threads fit the machine.
 *
 * What it decides is when a cell is done, never what is found.
 */
export const runsInParallel = (
  { at: { setting, scope, cell } }: Pick<PlannedCell, 'at'>,
  threads: number,
): boolean => {
  const { seconds, bytes } = setting.cost(scope, cell.mode);
  return threads > 1 && seconds >= HEAVY && threads * bytes <= 0.8 * machine().memory;
};
