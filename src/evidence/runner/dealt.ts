import { totalmem } from 'node:os';
import type { PlannedCell } from './plan.ts';

/** Seconds of a trial above which the trials of a cell are dealt out one by one. */
const HEAVY = 0.01;

/**
 * Whether the trials of a cell are dealt out to all threads, instead of the whole cell to one of them: where a trial is long against
 * the message that asks for it, and as many trials at once as there are threads fit the machine.
 *
 * What it decides is when a cell is done, never what is found.
 */
export const isDealtOut = ({ at: { family, cell } }: Pick<PlannedCell, 'at'>, threads: number): boolean => {
  const { d, m, C0, mode } = cell;
  return (
    threads > 1 &&
    family.seconds(d, m, C0, mode) >= HEAVY &&
    threads * family.bytes(d, m, C0, mode) <= 0.8 * totalmem()
  );
};
