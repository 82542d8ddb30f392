import type { WhenJudged } from '../judge/judgeCell.ts';
import { counted } from '../judge/tally.ts';
import type { CellRecord } from '../report/assembleReport.ts';
import type { CellReport } from '../report/report.ts';
import type { Evidence } from '../study.ts';
import type { Planned } from './planned.ts';

/** Judges one cell, here or elsewhere. Rejects when the cell has no result: a lost worker, an abort. */
export type Judge<T = Planned, R = Evidence> = (
  cell: T,
  whenJudged: WhenJudged,
  signal?: AbortSignal,
) => Promise<R>;

/** What a watcher is told; nothing here decides a verdict. */
export interface RunWatcher<T = Planned> {
  started(cell: T): void;
  /** `share`: how much of the work on this cell is done, from 0 to 1, where that is known. */
  examined(cell: T, trials: number, share?: number): void;
  finished(cell: T, report: CellReport, seconds: number): void;
}

/** The records of a plan's cells in the plan's order, with the seconds each took (null where it has no record). */
export interface PlanResults {
  readonly records: readonly CellRecord[];
  readonly seconds: readonly (number | null)[];
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Judges every cell of a plan, `atOnce` at a time, those that take longest first.
 *
 * Cells whose trials are the same trials are judged once. The order of work is free, because a cell's result depends on the cell
 * alone; the records come back in the order of the plan. After an abort the cells that were not finished are missing.
 */
export const runPlan = async <T extends Pick<Planned, 'trialsKey' | 'seconds'>, R>(
  planned: readonly T[],
  judge: Judge<T, R>,
  report: (cell: T, result: R) => CellReport,
  atOnce: number,
  watcher: RunWatcher<T>,
  signal?: AbortSignal,
): Promise<PlanResults> => {
  const records: CellRecord[] = planned.map(() => ({ missing: 'it was never tried' }));
  const seconds: (number | null)[] = planned.map(() => null);
  const groups = new Map<string, number[]>();
  planned.forEach((cell, i) => {
    const group = groups.get(cell.trialsKey) ?? [];
    group.push(i);
    groups.set(cell.trialsKey, group);
  });
  const queue = [...groups.values()].sort((a, b) => planned[b[0]!]!.seconds - planned[a[0]!]!.seconds);

  const work = async (): Promise<void> => {
    for (;;) {
      const group = queue.shift();
      if (group === undefined) return;
      const cells = group.map((i) => planned[i]!);
      if (signal?.aborted) {
        for (const i of group) records[i] = { missing: reasonOf(signal.reason) };
        continue;
      }
      for (const cell of cells) watcher.started(cell);
      const begin = performance.now();
      try {
        const whenJudged: WhenJudged = (tally, share) => {
          for (const cell of cells) watcher.examined(cell, counted(tally), share);
        };
        const result = await judge(cells[0]!, whenJudged, signal);
        const took = (performance.now() - begin) / 1000;
        for (const i of group) {
          const cell = planned[i]!;
          const record = report(cell, result);
          records[i] = { report: record };
          seconds[i] = took / group.length;
          watcher.finished(cell, record, took / group.length);
        }
      } catch (error) {
        for (const i of group) records[i] = { missing: reasonOf(error) };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(atOnce, queue.length)) }, work));
  return { records, seconds };
};
