import { existsSync } from 'node:fs';
import type { Worker } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { ASKED_TWICE, requireSameTrial } from '../judge/askedTwice.ts';
import { BATCH } from '../judge/cellTest.ts';
import {
  type Judging,
  judgeCell,
  type RunBatch,
  type TrialLog,
  type WhenJudged,
} from '../judge/judgeCell.ts';
import type { Trial } from '../judge/outcome.ts';
import { endProcesses } from '../process/registry.ts';
import type { Alpha, SearchReport } from '../report/report.ts';
import type { Evidence } from '../study.ts';
import { runsInParallel } from './inParallel.ts';
import { judgingOf } from './inProcess.ts';
import { machine } from './machine.ts';
import type { PlannedCell } from './plan.ts';
import { isStudied, type Planned } from './planned.ts';
import type { Judge } from './runPlan.ts';
import type { PlannedSearch } from './searches.ts';
import { addressOfDraws, addressOfPlanned, addressOfSearch, type Keeping } from './store/keeping.ts';
import { openStore } from './store/store.ts';
import { trialLogIn } from './store/trialLog.ts';
import { type Measure, type SampleRow, searchTaskOf, type Task, taskOf, trialTaskOf } from './task.ts';
import type { TheoremSource } from './theorems.ts';
import { PATIENCE, type Watched, watchdog } from './watchdog.ts';
import type { WorkerMessage, WorkerTask } from './worker.ts';

/** A judge on worker threads, and how to let them go. */
export interface ThreadedJudge {
  readonly judge: Judge;
  readonly search: (planned: PlannedSearch, signal?: AbortSignal) => Promise<SearchReport>;
  /** Lets the threads go; returns whether all of them have ended. */
  readonly close: () => Promise<boolean>;
}

/** Measures stretches of draws on the same threads, and judges cells for other purposes than a verdict. */
export interface Measuring {
  readonly measure: Measure;
  /** Judges a cell for a purpose of its own, all threads at its trials. */
  readonly judgeAs: (planned: PlannedCell, judging: Judging, signal?: AbortSignal) => Promise<Evidence>;
  /** The same on one thread; nothing is stored. */
  readonly judgeAlone: (planned: PlannedCell, judging: Judging, signal?: AbortSignal) => Promise<Evidence>;
}

const WORKER = new URL('./worker.js', import.meta.url);

/** Whether threads can be had: they take the built files, which sources that a test runner reads have not beside them. */
export const threadsAreBuilt = existsSync(WORKER);

/** What the threads of a run share. */
export interface Threading {
  readonly threads: number;
  readonly seed: string;
  readonly alpha: Alpha;
  /** Where each thread finds the theorems. */
  readonly source: TheoremSource;
  /** Bytes that a matrix W0 may take in each thread. */
  readonly memory?: number;
  /** Where results are kept; null keeps none. */
  readonly keeping?: Keeping | null;
  /** Notified of files of the store that were broken. */
  readonly warn?: (sentence: string) => void;
  /** Seconds of silence after which a thread is ended, beside the time that its work may take. */
  readonly patience?: number;
}

/** Milliseconds that threads have to end, once the run is over, and between two looks whether they have. */
const END = 3000;
const END_LOOK = 20;

/** Seconds that a task may take without a sign of life, by its theorem's own account; null where it gives none. */
const secondsOf = (work: Work): number | null => {
  if ('study' in work) return work.study.seconds(work.cell, work.profile, work.options);
  // Each of its draws is a sign of life.
  if ('sample' in work) return 0;
  if (!('at' in work)) return null;
  const { setting, scope, cell } = work.at;
  return BATCH * setting.cost(scope, cell.mode).seconds;
};

/** What a thread works at, as far as the watch over it needs it: a planned row, a search, or a stretch of a sample. */
type Work = Planned | PlannedSearch | { readonly sample: string };

const inWords = (work: Work): string => {
  if ('study' in work) return `the study ${work.study.id} of ${work.theorem.id}`;
  if ('at' in work) return `the setting "${work.at.setting.name}" of ${work.theorem.id}`;
  return 'search' in work ? `the search for ${work.claim.id} of ${work.theorem.id}` : work.sample;
};

/** Milliseconds that a thread has to keep what it knows, once the run is interrupted. */
const GRACE = 1500;

/**
 * One long-lived pool of worker threads: a cell to a thread, or where its trials are long, a trial to a thread.
 *
 * A thread that dies takes its cell with it: the judge rejects, and the run is incomplete.
 */
export const onThreads = ({
  threads,
  seed,
  alpha,
  source,
  memory,
  keeping = null,
  warn = () => {},
  patience = PATIENCE,
}: Threading): ThreadedJudge & Measuring => {
  // One word that every thread sees: a cell reads it between two batches, keeps what it has, and ends.
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const pool = new Piscina({
    workerData: { stop, memory },
    filename: WORKER.href,
    minThreads: threads,
    maxThreads: threads,
    // A cell is seconds of work: threads are kept to the end of the run.
    idleTimeout: Number.POSITIVE_INFINITY,
  });
  /** All threads that there were. */
  const seen = new Set<Worker>();
  const watchers = new Map<number, WhenJudged>();
  /** Work that no thread has begun: it may wait for one as long as it takes. */
  const starting = new Map<number, Watched>();
  const dog = watchdog({ patience, memory: 0.95 * machine().memory, taken: () => process.memoryUsage.rss() });
  pool.on('message', (message: WorkerMessage) => {
    if ('warning' in message) return warn(message.warning);
    const { number } = message;
    const watched = starting.get(number);
    if (watched === undefined) dog.heard(number);
    else dog.begin(number, watched);
    starting.delete(number);
    if ('tally' in message) watchers.get(message.number)?.(message.tally, message.share);
  });
  let next = 0;
  const run = async (
    task: Task,
    planned: Work,
    address: ((origin: Keeping['origin']) => string) | null,
    signal: AbortSignal | undefined,
    whenJudged: WhenJudged = () => {},
    dropped?: AbortSignal,
  ): Promise<unknown> => {
    signal?.throwIfAborted();
    dropped?.throwIfAborted();
    for (const thread of pool.threads) seen.add(thread);
    const number = next++;
    watchers.set(number, whenJudged);
    const kept =
      keeping === null || address === null
        ? null
        : { folder: keeping.folder, address: address(keeping.origin) };
    const work: WorkerTask = { task, source, kept, number };
    const cut = new AbortController();
    let waiting: NodeJS.Timeout | undefined;
    const end = (): void => {
      Atomics.store(stop, 0, 1);
      // A search, or a trial of minutes, sees no batch for a while: its thread is ended.
      waiting = setTimeout(() => cut.abort(), GRACE);
    };
    const drop = (): void => cut.abort(dropped!.reason);
    signal?.addEventListener('abort', end, { once: true });
    dropped?.addEventListener('abort', drop, { once: true });
    const says = inWords(planned);
    starting.set(number, { says, seconds: secondsOf(planned), cut: (why) => cut.abort(why) });
    try {
      return await pool.run(work, { signal: cut.signal });
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw cut.signal.aborted ? cut.signal.reason : error;
    } finally {
      starting.delete(number);
      dog.end(number);
      clearTimeout(waiting);
      signal?.removeEventListener('abort', end);
      dropped?.removeEventListener('abort', drop);
      watchers.delete(number);
    }
  };
  /** Judges a cell here while the threads examine its trials, a batch of them at a time. */
  const judgeInParallel = async (
    planned: PlannedCell,
    judging: Judging,
    addressIn: (origin: Keeping['origin']) => string,
    whenJudged: WhenJudged,
    signal: AbortSignal | undefined,
  ): Promise<Evidence> => {
    const examine: RunBatch = (first, end) => {
      const trials = Array.from({ length: end - first }, (_, i) =>
        run(trialTaskOf(planned, judging, first + i), planned, null, signal),
      );
      // The first that fails is waited for; the others behind it must not fail unheard.
      for (const trial of trials) trial.catch(() => {});
      return trials as Promise<Trial>[];
    };
    const kept =
      keeping === null ? undefined : trialLogIn(openStore(keeping.folder, warn), addressIn(keeping.origin));
    let asked: readonly Trial[] = [];
    const log: TrialLog = {
      known: kept?.known ?? [],
      keep: (first, trials, last) => {
        if (first === 0 && asked.length === 0) asked = trials.slice(0, ASKED_TWICE);
        return kept?.keep(first, trials, last) ?? true;
      },
    };
    const evidence = await judgeCell(planned.at, judging, whenJudged, signal, log, examine);
    if (source.own.length > 0)
      await Promise.all(
        asked.map(async (trial) => {
          const again = run(trialTaskOf(planned, judging, trial.index), planned, null, signal);
          requireSameTrial(planned.at, trial, (await again) as Trial);
        }),
      );
    return evidence;
  };
  return {
    judge: async (planned, whenJudged, signal) =>
      !isStudied(planned) && runsInParallel(planned, threads)
        ? judgeInParallel(
            planned,
            judgingOf(planned, seed, alpha),
            (origin) => addressOfPlanned(planned, alpha, origin),
            whenJudged,
            signal,
          )
        : ((await run(
            taskOf(planned, seed, alpha),
            planned,
            (origin) => addressOfPlanned(planned, alpha, origin),
            signal,
            whenJudged,
          )) as Evidence),
    search: async (planned, signal) =>
      (await run(
        searchTaskOf(planned, seed, alpha),
        planned,
        (origin) => addressOfSearch(planned, alpha, origin),
        signal,
      )) as SearchReport,
    judgeAs: (planned, judging, signal) =>
      judgeInParallel(
        planned,
        judging,
        (origin) => addressOfDraws(planned.drawsKey, judging.purpose, origin),
        () => {},
        signal,
      ),
    judgeAlone: async (planned, judging, signal) => {
      const { bound, cell } = planned.at;
      const theorem = planned.theorem.id;
      const task: Task = { kind: 'cell', theorem, claim: bound.claim, cell, judging };
      return (await run(task, planned, null, signal)) as Evidence;
    },
    // They are stored where the stretches of a sample are joined.
    measure: async (task, signal, dropped) =>
      (await run(
        { kind: 'sample', ...task },
        { sample: `the sample of ${task.claim}` },
        null,
        signal,
        undefined,
        dropped,
      )) as readonly SampleRow[],
    close: async () => {
      dog.close();
      for (const thread of pool.threads) seen.add(thread);
      // While the threads that own their pipes are still there.
      await endProcesses();
      void pool.destroy();
      // A thread that was cut is no longer the pool's, and may be in a call that it does not return from. Looks are counted: a
      // clock may jump.
      const areGone = (): boolean => [...seen].every(({ threadId }) => threadId === -1);
      for (let look = 0; look < END / END_LOOK && !areGone(); look += 1)
        await new Promise((resolve) => setTimeout(resolve, END_LOOK));
      return areGone();
    },
  };
};
