import { type BullJob, bullmq, connectionTo, queueName } from '../evidence/runner/queue/bullmq.ts';
import { PROCESSOR_ENVIRONMENT } from '../evidence/runner/queue/processor.ts';
import type { QueueTask } from '../evidence/runner/queue/queueTask.ts';
import { resolveSettings } from '../evidence/runner/settings.ts';
import { codeFingerprint } from '../evidence/runner/store/fingerprint.ts';
import { UsageError } from '../evidence/runner/usageError.ts';
import { examinationsModule } from './examinations.ts';
import { EXIT } from './exitCodes.ts';
import { interruptible } from './interruptible.ts';
import { DEFAULT_STORE } from './keep.ts';
import { requireWritable } from './requireWritable.ts';
import type { Terminal } from './terminal.ts';

/** The flags of `worker`, as commander hands them over. */
export interface WorkerFlags {
  readonly redis?: string;
  readonly threads?: number;
  readonly store?: string | false;
  readonly once?: boolean;
  readonly config?: string;
}

/** Milliseconds for which a task stays a worker's own without a sign of life. */
const LOCK = 30_000;

/** A task whose worker died is taken by another one, up to this often. */
const STALLS = 10;

const nameOf = (job: BullJob | undefined): string => {
  const task = (job?.data as QueueTask | undefined)?.task;
  if (task === undefined) return 'a task';
  if (task.kind === 'cell' || task.kind === 'search')
    return `${task.kind === 'search' ? 'a search for ' : ''}${task.claim.id} (${task.claim.reading})`;
  return 'id' in task ? `${task.id} (${task.reading})` : `a ${task.kind}`;
};

/** The address of the queue. Throws: `UsageError` where none is given. */
export const redisOf = (flags: { readonly redis?: string }, command: string): string => {
  if (flags.redis !== undefined) return flags.redis;
  throw new UsageError(`${command} needs the address of the queue; give --redis redis://localhost:6379`);
};

/**
 * `lakatos worker --redis URL`: takes tasks from the queue until it is told to stop; `--once` ends when the queue is empty.
 *
 * Any number of them may run, on any machine that has the same version. Ctrl-C gives tasks in flight back to the queue.
 */
export const worker = async (flags: WorkerFlags, terminal: Terminal): Promise<number> => {
  const redis = redisOf(flags, 'worker');
  const connection = connectionTo(redis);
  const { store, threads } = await resolveSettings({ store: DEFAULT_STORE, ...flags }, terminal.env);
  const { Worker, Queue } = await bullmq('worker');
  if (store !== null) {
    requireWritable(store, '--store');
    process.env[PROCESSOR_ENVIRONMENT.store] = store;
  }
  process.env[PROCESSOR_ENVIRONMENT.examinations] = examinationsModule;
  const name = queueName(codeFingerprint());
  const processor = new URL('../evidence/runner/queue/processor.js', import.meta.url);
  const bull = new Worker(name, processor, {
    connection,
    concurrency: threads,
    lockDuration: LOCK,
    stalledInterval: LOCK / 3,
    maxStalledCount: STALLS,
  });
  const queue = new Queue(name, { connection });
  let away = false;
  const onError = (error: Error): void => {
    if (!away) terminal.err(`the queue cannot be reached and is tried again: ${error.message}\n`);
    away = true;
  };
  queue.on('error', onError);
  bull.on('error', onError);
  bull.on('active', (job) => {
    away = false;
    terminal.err(`${nameOf(job)}: taken\n`);
  });
  bull.on('completed', (job) => terminal.err(`${nameOf(job)}: done\n`));
  bull.on('failed', (job, error) => terminal.err(`${nameOf(job)}: ${error.message}\n`));
  bull.on('stalled', (id) =>
    terminal.err(`task ${id.slice(0, 12)}: its worker was lost, it goes back to the queue\n`),
  );
  const interruption = interruptible(() => {});
  terminal.err(`${threads} process${threads === 1 ? '' : 'es'} at queue ${name} of ${redis}\n`);
  await new Promise<void>((resolve) => {
    interruption.signal.addEventListener('abort', () => resolve(), { once: true });
    if (flags.once !== true) return;
    const clock = setInterval(async () => {
      try {
        const { waiting = 0, active = 0, delayed = 0, prioritized = 0 } = await queue.getJobCounts();
        if (waiting + active + delayed + prioritized > 0) return;
        clearInterval(clock);
        resolve();
      } catch (error) {
        onError(error as Error);
      }
    }, 1000);
    interruption.signal.addEventListener('abort', () => clearInterval(clock), { once: true });
  });
  interruption.release();
  // In order when the queue is empty; else the tasks in flight are let go, and their locks run out.
  const closing = Promise.allSettled([bull.close(interruption.code() !== null), queue.close()]);
  await Promise.race([closing, new Promise((resolve) => setTimeout(resolve, 3000).unref())]);
  return interruption.code() ?? EXIT.nothingUnexpected;
};
