import { parentPort, workerData } from 'node:worker_threads';
import { useMemory } from '../../network/samplers/memory.ts';
import type { Tally } from '../outcomes/tally.ts';
import { type Performed, perform } from './perform.ts';
import { openStore } from './store/store.ts';
import type { Task } from './task.ts';

/** A task as it travels to a worker thread. */
export interface WorkerTask {
  readonly task: Task;
  readonly ownQuantities: readonly string[];
  readonly examinations: string;
  /** Where its result is kept; null where nothing is. */
  readonly kept: { readonly folder: string; readonly address: string } | null;
  /** The task's number, by which its messages are told apart. */
  readonly number: number;
}

/** What a worker says between two batches, and of a file of the store that was broken. */
export type WorkerMessage =
  | { readonly number: number; readonly tally: Tally; readonly share?: number | undefined }
  | { readonly warning: string };

/** Milliseconds between two messages of one task: a watcher's eye needs no more. */
const PACE = 200;

const tell = (message: WorkerMessage): void => parentPort?.postMessage(message);

/** What the main thread shares: a word it sets when the run is interrupted, and the memory that W0 may take. */
const { stop, memory } = (workerData ?? {}) as { readonly stop?: Int32Array; readonly memory?: number };
if (memory !== undefined) useMemory(memory);

/** Does a task in a worker thread. Once the run is interrupted, a cell keeps what it has and ends after its batch. */
const performInWorker = ({
  task,
  ownQuantities,
  examinations,
  kept,
  number,
}: WorkerTask): Promise<Performed> => {
  let said = Number.NEGATIVE_INFINITY;
  const interrupted = new AbortController();
  return perform(task, {
    ownQuantities,
    examinations,
    kept:
      kept === null
        ? null
        : { address: kept.address, store: openStore(kept.folder, (warning) => tell({ warning })) },
    whenExamined: (tally, share) => {
      if (stop !== undefined && Atomics.load(stop, 0) !== 0)
        interrupted.abort(new Error('the run was interrupted'));
      const now = performance.now();
      if (now - said < PACE) return;
      said = now;
      tell({ number, tally, share });
    },
    signal: interrupted.signal,
  });
};

export default performInWorker;
