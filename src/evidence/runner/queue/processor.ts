import { perform } from '../perform.ts';
import { openStore } from '../store/store.ts';
import type { BullJob } from './bullmq.ts';
import type { QueueProgress, QueueTask } from './queueTask.ts';

/** Milliseconds between two messages of one task. */
const PACE = 1000;

/** What the worker hands to the processes in which it works: their environment is the one thing they share. */
export const PROCESSOR_ENVIRONMENT = {
  store: 'LAKATOS_WORKER_STORE',
  examinations: 'LAKATOS_WORKER_EXAMINATIONS',
} as const;

/**
 * Does one task of the queue, in a process of its own: the worker's own loop stays free to renew the task's lock, however long the
 * task takes.
 */
export default async function processor(job: BullJob): Promise<unknown> {
  const { task, address } = job.data as QueueTask;
  const folder = process.env[PROCESSOR_ENVIRONMENT.store];
  const warn = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
  let said = performance.now();
  return perform(task, {
    ownQuantities: [],
    examinations: process.env[PROCESSOR_ENVIRONMENT.examinations] ?? '',
    kept: folder ? { store: openStore(folder, warn), address } : null,
    whenExamined: (tally) => {
      const now = performance.now();
      if (now - said < PACE) return;
      said = now;
      void job.updateProgress({ tally } satisfies QueueProgress).catch(() => {});
    },
    signal: undefined,
  });
}
