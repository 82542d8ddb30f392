import { parentPort, workerData } from 'node:worker_threads';
import { useMemory } from '../../numerics/memory.ts';
import type { Tally } from '../judge/tally.ts';
import { warnings } from '../process/session.ts';
import { type Performed, perform } from './perform.ts';
import { openStore } from './store/store.ts';
import type { Task } from './task.ts';
import { namedIn, type TheoremSource } from './theorems.ts';

/** A task as it travels to a worker thread. */
export interface WorkerTask {
  readonly task: Task;
  readonly source: TheoremSource;
  /** Where its result is kept; null where nothing is. */
  readonly kept: { readonly folder: string; readonly address: string } | null;
  /** The task's number, by which its messages are told apart. */
  readonly number: number;
}

/** What a worker says between two batches, while it is alive, and of a file of the store that was broken. */
export type WorkerMessage =
  | { readonly number: number; readonly tally: Tally; readonly share?: number | undefined }
  | { readonly number: number; readonly alive: true }
  | { readonly warning: string };

/** Milliseconds between two messages of one task: a watcher's eye needs no more. */
const PACE = 200;

/** Milliseconds between two signs of life. */
const PULSE = 1000;

const tell = (message: WorkerMessage): void => parentPort?.postMessage(message);

if (parentPort !== null) warnings.tell = (warning) => tell({ warning });

/** What the main thread shares: a word it sets when the run is interrupted, and the memory that W0 may take. */
const { stop, memory } = (workerData ?? {}) as { readonly stop?: Int32Array; readonly memory?: number };
if (memory !== undefined) useMemory(memory);

const isStopped = (): boolean => stop !== undefined && Atomics.load(stop, 0) !== 0;

// A theorem of one's own that ends the process would end this thread, and with it whatever else it was to do.
process.exit = (code) => {
  throw new Error(`process.exit(${code ?? ''}) was called`);
};

/** Does a task in a worker thread. Once the run is interrupted, a cell keeps what it has and ends after its batch. */
const performInWorker = async ({ task, source, kept, number }: WorkerTask): Promise<Performed> => {
  let said = Number.NEGATIVE_INFINITY;
  const interrupted = new AbortController();
  let yields = 0;
  let yieldsTold = 0;
  // A draw is computed without a pause, so that a thread in one that never ends is silent; a study may wait forever, and its
  // yields are what shows that it does not.
  const pulse = setInterval(() => {
    if (task.kind === 'study' && yields === yieldsTold) return;
    yieldsTold = yields;
    tell({ number, alive: true });
  }, PULSE);
  tell({ number, alive: true });
  try {
    return await perform(task, {
      theoremNamed: namedIn(source),
      kept:
        kept === null
          ? null
          : { address: kept.address, store: openStore(kept.folder, (warning) => tell({ warning })) },
      whenJudged: (tally, share) => {
        if (isStopped()) interrupted.abort(new Error('the run was interrupted'));
        const now = performance.now();
        if (now - said < PACE) return;
        said = now;
        tell({ number, tally, share });
      },
      whenAlive: () => {
        yields += 1;
        if (isStopped()) interrupted.abort(new Error('the run was interrupted'));
      },
      twice: source.own.length > 0,
      signal: interrupted.signal,
    });
  } finally {
    clearInterval(pulse);
  }
};

export default performInWorker;
