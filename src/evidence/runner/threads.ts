import { Piscina } from 'piscina';
import type { Alpha, SearchReport } from '../outcomes/report.ts';
import type { Examined } from '../trials/examination.ts';
import type { CellResult, WhenExamined } from '../trials/judgeCell.ts';
import { judgingOf } from './inProcess.ts';
import { isExamination, type Planned, type PlannedExamination, type Result } from './planned.ts';
import type { Judge } from './runPlan.ts';
import type { PlannedSearch } from './searches.ts';
import { addressOfPlanned, addressOfSearch, type Keeping } from './store/keeping.ts';
import type { ExaminationTask, Kept, SearchTask, WorkerMessage, WorkerTask } from './worker.ts';

/** A judge on worker threads, and how to let them go. */
export interface ThreadedJudge {
  readonly judge: Judge<Planned, Result>;
  readonly search: (planned: PlannedSearch, signal?: AbortSignal) => Promise<SearchReport>;
  readonly close: () => Promise<void>;
}

/** What the threads of a run share. */
export interface Threading {
  readonly threads: number;
  readonly seed: string;
  readonly alpha: Alpha;
  readonly ownQuantities?: readonly string[];
  /** The address of a module that exports the list `examinations`: functions do not travel to a thread. */
  readonly examinations?: string;
  /** Where results are kept; null keeps none. */
  readonly keeping?: Keeping | null;
  /** Told of files of the store that were broken. */
  readonly warn?: (sentence: string) => void;
}

/** Milliseconds that a thread has to keep what it knows, once the run is interrupted. */
const GRACE = 1500;

/** The module whose `examinations` this package can decide without experiments. */
const builtInExaminations = new URL('../trials/examinations/catalogue.js', import.meta.url).href;

/**
 * One long-lived pool of worker threads, a cell to a thread.
 *
 * A thread that dies takes its cell with it: the judge rejects, and the run is incomplete.
 */
export const onThreads = ({
  threads,
  seed,
  alpha,
  ownQuantities = [],
  examinations = builtInExaminations,
  keeping = null,
  warn = () => {},
}: Threading): ThreadedJudge => {
  // One word that every thread sees: a cell reads it between two batches, keeps what it has, and ends.
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const pool = new Piscina({
    workerData: { stop },
    filename: new URL('./worker.js', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    // A cell is seconds of work: threads are kept to the end of the run.
    idleTimeout: Number.POSITIVE_INFINITY,
  });
  const watchers = new Map<number, WhenExamined>();
  pool.on('message', (message: WorkerMessage) => {
    if ('warning' in message) warn(message.warning);
    else watchers.get(message.task)?.(message.tally);
  });
  let next = 0;
  const run = async (work: object, name: string | undefined, signal: AbortSignal | undefined) => {
    const cut = new AbortController();
    let waiting: NodeJS.Timeout | undefined;
    const end = (): void => {
      Atomics.store(stop, 0, 1);
      // A search, or a trial of minutes, sees no batch for a while: its thread is ended.
      waiting = setTimeout(() => cut.abort(), GRACE);
    };
    signal?.throwIfAborted();
    signal?.addEventListener('abort', end, { once: true });
    try {
      return await pool.run(work, { signal: cut.signal, ...(name === undefined ? {} : { name }) });
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw error;
    } finally {
      clearTimeout(waiting);
      signal?.removeEventListener('abort', end);
    }
  };
  const keptAt = (address: (origin: Keeping['origin']) => string): Kept =>
    keeping === null ? null : { folder: keeping.folder, address: address(keeping.origin) };

  const examine = async (planned: PlannedExamination, signal: AbortSignal | undefined): Promise<Examined> => {
    const { statement } = planned.examination;
    const { place, profile, options } = planned;
    const { id, reading } = statement;
    const kept = keptAt((origin) => addressOfPlanned(planned, alpha, origin));
    const work: ExaminationTask = { examinations, id, reading, place, profile, options, seed, alpha, kept };
    return (await run(work, 'examineInWorker', signal)) as Examined;
  };
  const judge: ThreadedJudge['judge'] = async (cell, whenExamined, signal) => {
    if (isExamination(cell)) return examine(cell, signal);
    const task = next++;
    watchers.set(task, whenExamined);
    try {
      const work: WorkerTask = {
        claim: cell.at.bound.claim,
        cell: cell.at.cell,
        judging: judgingOf(cell, seed, alpha),
        ownQuantities,
        kept: keptAt((origin) => addressOfPlanned(cell, alpha, origin)),
        task,
      };
      return (await run(work, undefined, signal)) as CellResult;
    } finally {
      watchers.delete(task);
    }
  };
  const search: ThreadedJudge['search'] = async (planned, signal) => {
    const kept = keptAt((origin) => addressOfSearch(planned, alpha, origin));
    const work: SearchTask = { ...planned, searching: { seed, alpha }, ownQuantities, kept };
    return (await run(work, 'searchInWorker', signal)) as SearchReport;
  };
  return { judge, search, close: () => pool.destroy() };
};
