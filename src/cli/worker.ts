import { codeFingerprint } from '../core/run/store/fingerprint.ts';
import { UsageError } from '../core/run/usageError.ts';
import { type BullJob, type BullWorker, bullmq, queueName } from '../queue/bullmq.ts';
import { PROCESSOR_ENVIRONMENT } from '../queue/processorEnvironment.ts';
import { connectionTo, reached, reasonOf, withoutPassword } from '../queue/redisUrl.ts';
import { theoremsModule } from '../theorems/index.ts';
import { EXIT } from './exitCodes.ts';
import { interruptible } from './interruptible.ts';
import { DEFAULT_STORE } from './keep.ts';
import { leave } from './leave.ts';
import { requireWritable } from './requireWritable.ts';
import { resolveSettings } from './settings.ts';
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

/** Milliseconds that a task in flight has to keep what it knows, once the worker is told to stop. */
const GRACE = 1500;

/** `LOCK`, unless the environment says otherwise. Throws: `UsageError`. */
const lockOf = (env: Terminal['env']): number => {
  const text = env.LAKATOS_QUEUE_LOCK_MS;
  if (text === undefined) return LOCK;
  const lock = Number(text);
  if (Number.isInteger(lock) && lock >= 300 && lock <= 3_600_000) return lock;
  throw new UsageError(
    `LAKATOS_QUEUE_LOCK_MS is ${text}; give whole milliseconds from 300 to 3600000 (default: ${LOCK})`,
  );
};

/** The least of the milliseconds that a process may take to start, on a machine that is overloaded. */
const START = 15_000;

/** A worker at the queue, and what it has in hand. */
interface Engaged {
  readonly bull: BullWorker;
  readonly inFlight: ReadonlyMap<string, BullJob>;
  /** Resolves when a process did not start, and its task would wait for it forever. */
  readonly isStuck: Promise<void>;
}

const within = (promise: Promise<unknown>, milliseconds: number): Promise<unknown> =>
  Promise.race([
    promise.catch(() => {}),
    new Promise((resolve) => setTimeout(resolve, milliseconds).unref()),
  ]);

/** Ends the tasks in flight: each keeps what it has, if it can do so soon, and all of them lie on the queue again. */
const giveBack = async (bull: BullWorker, inFlight: ReadonlyMap<string, BullJob>): Promise<void> => {
  const idle = bull.pause();
  bull.cancelAllJobs('the worker was told to stop');
  await within(idle, GRACE);
  const back = [...inFlight.values()].map((job) => job.moveToWait(job.token).catch(() => {}));
  await within(Promise.all(back), GRACE);
};

const nameOf = (job: BullJob | undefined): string => job?.name ?? 'a task';

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
  const lock = lockOf(terminal.env);
  const { store, threads } = await resolveSettings({ store: DEFAULT_STORE, ...flags }, terminal.env);
  const { Worker, Queue } = await bullmq('worker');
  if (store !== null) {
    requireWritable(store, '--store');
    process.env[PROCESSOR_ENVIRONMENT.store] = store;
  }
  process.env[PROCESSOR_ENVIRONMENT.theorems] = theoremsModule;
  process.env[PROCESSOR_ENVIRONMENT.parent] = String(process.pid);
  const name = queueName(codeFingerprint());
  const processor = new URL('../queue/processor.js', import.meta.url);
  const queue = new Queue(name, { connection: connection.options });
  try {
    await reached(redis, [queue]);
  } catch (error) {
    connection.end();
    void queue.close().catch(() => {});
    throw error;
  }
  let away = false;
  const onError = (error: Error): void => {
    // Node's errors of connections have a code; others are of one task, and the queue is well.
    if ((error as NodeJS.ErrnoException).code === undefined) terminal.err(`${error.message}\n`);
    else if (!away) terminal.err(`the queue cannot be reached and is tried again: ${reasonOf(error)}\n`);
    away ||= (error as NodeJS.ErrnoException).code !== undefined;
  };
  queue.on('error', onError);
  const engage = (patience: number): Engaged => {
    const bull = new Worker(name, processor, {
      connection: connection.options,
      concurrency: threads,
      lockDuration: lock,
      // In whole milliseconds: Redis refuses others, and no stalled task would ever be found.
      stalledInterval: Math.ceil(lock / 3),
      maxStalledCount: STALLS,
      runRetryDelay: 1000,
    });
    bull.on('error', onError);
    const inFlight = new Map<string, BullJob>();
    const late = new Map<string, NodeJS.Timeout>();
    let stuck!: () => void;
    const isStuck = new Promise<void>((resolve) => {
      stuck = resolve;
    });
    bull.on('active', (job) => {
      away = false;
      inFlight.set(job.id!, job);
      // A task that Redis has lost takes no progress, which is not a failure of the one who works at it.
      const updateProgress = job.updateProgress.bind(job);
      job.updateProgress = (progress) => updateProgress(progress).catch(() => {});
      // BullMQ waits forever for a process that dies before it is ready; the task is read once it is.
      clearTimeout(late.get(job.id!));
      late.set(job.id!, setTimeout(stuck, patience).unref());
      const asJSONSandbox = job.asJSONSandbox.bind(job);
      job.asJSONSandbox = () => {
        clearTimeout(late.get(job.id!));
        return asJSONSandbox();
      };
      terminal.err(`${nameOf(job)}: taken\n`);
    });
    bull.on('completed', (job) => {
      inFlight.delete(job.id!);
      terminal.err(`${nameOf(job)}: done\n`);
    });
    bull.on('failed', (job, error) => {
      if (job?.id !== undefined) {
        inFlight.delete(job.id);
        clearTimeout(late.get(job.id));
      }
      terminal.err(`${nameOf(job)}: ${error.message}\n`);
    });
    bull.on('stalled', (id) =>
      terminal.err(`task ${id.slice(0, 12)}: its worker was lost, it goes back to the queue\n`),
    );
    // Another worker has it by now, or will: the second one would be refused.
    bull.on('lockRenewalFailed', (ids) => {
      for (const id of ids) {
        bull.cancelJob(id, 'the task was taken by another worker');
        inFlight.delete(id);
      }
    });
    return { bull, inFlight, isStuck };
  };
  const interruption = interruptible(() => {});
  terminal.err(
    `${threads} process${threads === 1 ? '' : 'es'} at queue ${name} of ${withoutPassword(redis)}\n`,
  );
  const over = new Promise<void>((resolve) => {
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
  let patience = Math.max(START, lock);
  let engaged = engage(patience);
  for (;;) {
    const isOver = await Promise.race([over.then(() => true), engaged.isStuck.then(() => false)]);
    if (isOver) break;
    terminal.err(
      'a process did not start: the tasks in flight go back to the queue, and new processes begin\n',
    );
    await giveBack(engaged.bull, engaged.inFlight);
    void within(engaged.bull.close(true), 0);
    // A process that is slow to start lives on, and slows the next one: each is waited for twice as long as the one before.
    patience *= 2;
    engaged = engage(patience);
  }
  const { bull, inFlight } = engaged;
  const code = interruption.code();
  if (code !== null) await giveBack(bull, inFlight);
  interruption.release();
  connection.end();
  await within(Promise.allSettled([bull.close(code !== null), queue.close()]), 3000);
  // A process in the midst of a long trial would keep this one alive; it ends itself once this one is gone.
  if (code !== null) leave(code);
  return EXIT.nothingUnexpected;
};
