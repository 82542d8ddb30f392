import { Piscina } from 'piscina';
import type { Alpha, SearchReport } from '../outcomes/report.ts';
import type { Examined } from '../trials/examination.ts';
import type { CellResult, WhenExamined } from '../trials/judgeCell.ts';
import { isExamination, type Planned, type PlannedExamination, type Result } from './planned.ts';
import type { Judge } from './runPlan.ts';
import type { PlannedSearch } from './searches.ts';
import type { ExaminationTask, SearchTask, WorkerMessage, WorkerTask } from './worker.ts';

/** A judge on worker threads, and how to let them go. */
export interface ThreadedJudge {
  readonly judge: Judge<Planned, Result>;
  readonly search: (planned: PlannedSearch, signal?: AbortSignal) => Promise<SearchReport>;
  readonly close: () => Promise<void>;
}

/** The module whose `examinations` this package can decide without experiments. */
const builtInExaminations = new URL('../trials/examinations/catalogue.js', import.meta.url).href;

/**
 * One long-lived pool of worker threads, a cell to a thread.
 *
 * A thread that dies takes its cell with it: the judge rejects, and the run is incomplete. `examinations` is the address of a module
 * that exports the list of that name, since functions do not travel to a thread.
 */
export const onThreads = (
  threads: number,
  seed: string,
  alpha: Alpha,
  ownQuantities: readonly string[] = [],
  examinations: string = builtInExaminations,
): ThreadedJudge => {
  const pool = new Piscina({
    filename: new URL('./worker.js', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    // A cell is seconds of work: threads are kept to the end of the run.
    idleTimeout: Number.POSITIVE_INFINITY,
  });
  const watchers = new Map<number, WhenExamined>();
  pool.on('message', ({ task, tally }: WorkerMessage) => watchers.get(task)?.(tally));
  let next = 0;
  const examine = async (
    { examination: { statement }, place, profile, options }: PlannedExamination,
    signal: AbortSignal | undefined,
  ): Promise<Examined> => {
    const { id, reading } = statement;
    const work: ExaminationTask = { examinations, id, reading, place, profile, options, seed, alpha };
    try {
      return (await pool.run(work, {
        name: 'examineInWorker',
        ...(signal === undefined ? {} : { signal }),
      })) as Examined;
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw error;
    }
  };
  const judge: ThreadedJudge['judge'] = async (cell, whenExamined, signal) => {
    if (isExamination(cell)) return examine(cell, signal);
    const task = next++;
    watchers.set(task, whenExamined);
    try {
      const work: WorkerTask = {
        claim: cell.at.bound.claim,
        cell: cell.at.cell,
        judging: { seed, purpose: 'verdict', alpha, cap: cell.cap },
        ownQuantities,
        task,
      };
      return (await pool.run(work, signal === undefined ? {} : { signal })) as CellResult;
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw error;
    } finally {
      watchers.delete(task);
    }
  };
  const search: ThreadedJudge['search'] = async (planned, signal) => {
    const work: SearchTask = { ...planned, searching: { seed, alpha }, ownQuantities };
    try {
      return (await pool.run(work, {
        name: 'searchInWorker',
        ...(signal === undefined ? {} : { signal }),
      })) as SearchReport;
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw error;
    }
  };
  return { judge, search, close: () => pool.destroy() };
};
