import { Piscina } from 'piscina';
import type { Trial } from '../outcomes/outcome.ts';
import type { Alpha, SearchReport } from '../outcomes/report.ts';
import {
  type CellResult,
  type ExamineBatch,
  type Judging,
  judgeCell,
  type WhenExamined,
} from '../trials/judgeCell.ts';
import type { SurveyRow, SurveyTask } from '../trials/survey/survey.ts';
import { isDealtOut } from './dealt.ts';
import { judgingOf } from './inProcess.ts';
import type { PlannedCell } from './plan.ts';
import { isExamination, type Planned, type Result } from './planned.ts';
import type { Judge } from './runPlan.ts';
import type { PlannedSearch } from './searches.ts';
import { addressOfDraws, addressOfPlanned, addressOfSearch, type Keeping } from './store/keeping.ts';
import { openStore } from './store/store.ts';
import { trialLogIn } from './store/trialLog.ts';
import { searchTaskOf, type Task, taskOf, trialTaskOf } from './task.ts';
import type { WorkerMessage, WorkerTask } from './worker.ts';

/** A judge on worker threads, and how to let them go. */
export interface ThreadedJudge {
  readonly judge: Judge<Planned, Result>;
  readonly search: (planned: PlannedSearch, signal?: AbortSignal) => Promise<SearchReport>;
  readonly close: () => Promise<void>;
}

/** Measures stretches of draws on the same threads. */
export interface Surveying {
  readonly survey: (task: SurveyTask, signal?: AbortSignal) => Promise<readonly SurveyRow[]>;
  /** Judges a cell for a purpose of its own, all threads at its trials. */
  readonly judgeAs: (planned: PlannedCell, judging: Judging, signal?: AbortSignal) => Promise<CellResult>;
}

/** What the threads of a run share. */
export interface Threading {
  readonly threads: number;
  readonly seed: string;
  readonly alpha: Alpha;
  readonly ownQuantities?: readonly string[];
  /** The address of a module that exports the list `examinations`: functions do not travel to a thread. */
  readonly examinations?: string;
  /** Bytes that a matrix W0 may take in each thread. */
  readonly memory?: number;
  /** Where results are kept; null keeps none. */
  readonly keeping?: Keeping | null;
  /** Told of files of the store that were broken. */
  readonly warn?: (sentence: string) => void;
}

/** Milliseconds that a thread has to keep what it knows, once the run is interrupted. */
const GRACE = 1500;

/** The module whose `examinations` this package can decide without experiments. */
export const builtInExaminations = new URL('../trials/examinations/catalogue.js', import.meta.url).href;

/**
 * One long-lived pool of worker threads: a cell to a thread, or where its trials are long, a trial to a thread.
 *
 * A thread that dies takes its cell with it: the judge rejects, and the run is incomplete.
 */
export const onThreads = ({
  threads,
  seed,
  alpha,
  ownQuantities = [],
  examinations = builtInExaminations,
  memory,
  keeping = null,
  warn = () => {},
}: Threading): ThreadedJudge & Surveying => {
  // One word that every thread sees: a cell reads it between two batches, keeps what it has, and ends.
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const pool = new Piscina({
    workerData: { stop, memory },
    filename: new URL('./worker.js', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    // A cell is seconds of work: threads are kept to the end of the run.
    idleTimeout: Number.POSITIVE_INFINITY,
  });
  const watchers = new Map<number, WhenExamined>();
  pool.on('message', (message: WorkerMessage) => {
    if ('warning' in message) warn(message.warning);
    else watchers.get(message.number)?.(message.tally, message.share);
  });
  let next = 0;
  const run = async (
    task: Task,
    address: ((origin: Keeping['origin']) => string) | null,
    signal: AbortSignal | undefined,
    whenExamined: WhenExamined = () => {},
  ): Promise<unknown> => {
    signal?.throwIfAborted();
    const number = next++;
    watchers.set(number, whenExamined);
    const kept =
      keeping === null || address === null
        ? null
        : { folder: keeping.folder, address: address(keeping.origin) };
    const work: WorkerTask = { task, ownQuantities, examinations, kept, number };
    const cut = new AbortController();
    let waiting: NodeJS.Timeout | undefined;
    const end = (): void => {
      Atomics.store(stop, 0, 1);
      // A search, or a trial of minutes, sees no batch for a while: its thread is ended.
      waiting = setTimeout(() => cut.abort(), GRACE);
    };
    signal?.addEventListener('abort', end, { once: true });
    try {
      return await pool.run(work, { signal: cut.signal });
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw error;
    } finally {
      clearTimeout(waiting);
      signal?.removeEventListener('abort', end);
      watchers.delete(number);
    }
  };
  /** Judges a cell here while the threads examine its trials, a batch of them at a time. */
  const judgeDealt = (
    planned: PlannedCell,
    judging: Judging,
    addressIn: (origin: Keeping['origin']) => string,
    whenExamined: WhenExamined,
    signal: AbortSignal | undefined,
  ): Promise<CellResult> => {
    const examine: ExamineBatch = (first, end) => {
      const trials = Array.from({ length: end - first }, (_, i) =>
        run(trialTaskOf(planned, judging, first + i), null, signal),
      );
      // The first that fails is waited for; the others behind it must not fail unheard.
      for (const trial of trials) trial.catch(() => {});
      return trials as Promise<Trial>[];
    };
    const log =
      keeping === null ? undefined : trialLogIn(openStore(keeping.folder, warn), addressIn(keeping.origin));
    return judgeCell(planned.at, judging, whenExamined, signal, log, examine);
  };
  return {
    judge: async (planned, whenExamined, signal) =>
      !isExamination(planned) && isDealtOut(planned, threads)
        ? judgeDealt(
            planned,
            judgingOf(planned, seed, alpha),
            (origin) => addressOfPlanned(planned, alpha, origin),
            whenExamined,
            signal,
          )
        : ((await run(
            taskOf(planned, seed, alpha),
            (origin) => addressOfPlanned(planned, alpha, origin),
            signal,
            whenExamined,
          )) as Result),
    search: async (planned, signal) =>
      (await run(
        searchTaskOf(planned, seed, alpha),
        (origin) => addressOfSearch(planned, alpha, origin),
        signal,
      )) as SearchReport,
    judgeAs: (planned, judging, signal) =>
      judgeDealt(
        planned,
        judging,
        (origin) => addressOfDraws(planned.drawsKey, judging.purpose, origin),
        () => {},
        signal,
      ),
    // Whoever joins the stretches of a sample keeps them.
    survey: async (task, signal) =>
      (await run({ kind: 'survey', survey: task }, null, signal)) as readonly SurveyRow[],
    close: () => pool.destroy(),
  };
};
