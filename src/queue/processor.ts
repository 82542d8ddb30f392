import { perform } from '../core/run/perform.ts';
import { openStore } from '../core/run/store/store.ts';
import { namedIn } from '../core/run/theorems.ts';
import type { BullJob } from './bullmq.ts';
import { carried } from './carried.ts';
import { PROCESSOR_ENVIRONMENT } from './processorEnvironment.ts';
import type { QueueProgress, QueueTask } from './queueTask.ts';
import { watchParent } from './watchParent.ts';

/** Milliseconds between two messages of one task. */
const PACE = 1000;

/** The error by which BullMQ is told that a task has not failed, and is to be done another time. */
const givenBack = (): Error =>
  Object.assign(new Error('the task was given back to the queue'), { name: 'WaitingError' });

// A worker whose stderr is gone works on.
process.stderr.on('error', () => {});

watchParent(Number(process.env[PROCESSOR_ENVIRONMENT.parent] ?? process.ppid));

/**
 * Does one task of the queue, in a process of its own: the worker's own loop stays free to renew the task's lock, however long the
 * task takes.
 *
 * Once the worker ends, or has lost the task, a cell keeps what it has and ends after its batch.
 */
export default async function processor(
  job: BullJob,
  _token?: string,
  signal?: AbortSignal,
): Promise<unknown> {
  const { task, address } = job.data as QueueTask;
  const folder = process.env[PROCESSOR_ENVIRONMENT.store];
  const warn = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
  const ended = new AbortController();
  const end = (): void => ended.abort(givenBack());
  signal?.addEventListener('abort', end, { once: true });
  process.once('disconnect', end);
  let said = performance.now();
  try {
    const result = await perform(task, {
      theoremNamed: namedIn({ module: process.env[PROCESSOR_ENVIRONMENT.theorems] ?? '', own: [] }),
      kept: folder ? { store: openStore(folder, warn), address } : null,
      whenJudged: (tally, share) => {
        const now = performance.now();
        if (now - said < PACE) return;
        said = now;
        void job.updateProgress({ tally, share } satisfies QueueProgress).catch(() => {});
      },
      signal: ended.signal,
    });
    return carried(result);
  } finally {
    process.off('disconnect', end);
  }
}
