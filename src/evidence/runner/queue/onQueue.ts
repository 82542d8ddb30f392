import type { Alpha, SearchReport } from '../../outcomes/report.ts';
import type { WhenExamined } from '../../trials/judgeCell.ts';
import type { Result } from '../planned.ts';
import { type Origin, resultAddress } from '../store/address.ts';
import { addressOfPlanned, addressOfSearch } from '../store/keeping.ts';
import { searchTaskOf, type Task, taskOf } from '../task.ts';
import type { ThreadedJudge } from '../threads.ts';
import { UsageError } from '../usageError.ts';
import { type BullJob, bullmq, connectionTo, queueName } from './bullmq.ts';
import type { QueueProgress, QueueTask } from './queueTask.ts';

/** What a run on a queue needs to know. */
export interface Queueing {
  readonly redis: string;
  readonly seed: string;
  readonly alpha: Alpha;
  readonly origin: Origin;
  readonly warn: (sentence: string) => void;
}

/** Seconds that a first connection may take, and that a Redis may be gone in the midst of a run. */
const CONNECT_SECONDS = 5;
const GONE_SECONDS = 120;

/** Milliseconds between two looks at what is pending: an event that was lost while Redis was away is found by them. */
const LOOK = 3000;

/** A task that fails is tried again; a third failure is one of the task. */
const ATTEMPTS = 3;

/** A week: a run that comes back finds what its workers finished in the meantime. */
const KEEP = { age: 7 * 24 * 3600 };

const within = <T>(promise: Promise<T>, seconds: number, sentence: string): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new UsageError(sentence)), seconds * 1000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly whenExamined: WhenExamined;
}

/**
 * Lays tasks on the queue and waits for their results; any number of `lakatos worker` processes does the work.
 *
 * A task lies there once, under a name made of all that its result depends on: whoever asks again finds the result, or waits for
 * the one in flight. Tasks that are on the queue when the run is interrupted stay there, and the same command collects them.
 *
 * Throws: `UsageError` when Redis cannot be reached, or the packages are not installed.
 */
export const onQueue = async ({ redis, seed, alpha, origin, warn }: Queueing): Promise<ThreadedJudge> => {
  const { Queue, QueueEvents } = await bullmq('--redis');
  const connection = connectionTo(redis);
  const name = queueName(origin.code);
  const queue = new Queue(name, { connection });
  const events = new QueueEvents(name, { connection });
  let gone: string | null = null;
  const onError = (error: Error): void => {
    gone ??= error.message;
  };
  queue.on('error', onError);
  events.on('error', onError);
  const sentence = `--redis ${redis} cannot be reached within ${CONNECT_SECONDS} seconds; start Redis there, or give another address`;
  try {
    await within(Promise.all([queue.waitUntilReady(), events.waitUntilReady()]), CONNECT_SECONDS, sentence);
  } catch (error) {
    void Promise.allSettled([queue.close(), events.close()]);
    throw error;
  }
  gone = null;

  const waiting = new Map<string, Waiting>();
  const settle = async (id: string, known?: BullJob): Promise<void> => {
    const one = waiting.get(id);
    if (one === undefined) return;
    const job = known ?? (await queue.getJob(id));
    const state = job === undefined ? 'unknown' : await job.getState();
    if (state === 'completed') {
      waiting.delete(id);
      one.resolve(job!.returnvalue);
    } else if (state === 'failed') {
      waiting.delete(id);
      one.reject(new Error(`a queue worker gave it up: ${job!.failedReason ?? 'no reason'}`));
    } else if (state === 'unknown') {
      waiting.delete(id);
      one.reject(new Error('the queue lost it: see the Redis settings that keep data'));
    }
  };
  events.on('completed', ({ jobId }) => void settle(jobId).catch(onError));
  events.on('failed', ({ jobId }) => void settle(jobId).catch(onError));
  events.on('progress', ({ jobId, data }) => waiting.get(jobId)?.whenExamined((data as QueueProgress).tally));
  let looked = performance.now();
  let told = false;
  const look = async (): Promise<void> => {
    for (const id of [...waiting.keys()]) await settle(id);
    looked = performance.now();
    gone = null;
    if (!told && waiting.size > 0 && (await queue.getWorkersCount()) === 0) {
      told = true;
      warn(`no worker is at the queue: start one with \`npx lakatos worker --redis ${redis}\``);
    }
  };
  let looking = false;
  const clock = setInterval(() => {
    if (performance.now() - looked > GONE_SECONDS * 1000) {
      const error = new Error(`Redis is gone for more than ${GONE_SECONDS} seconds (${gone ?? 'no answer'})`);
      for (const one of waiting.values()) one.reject(error);
      waiting.clear();
    }
    if (looking) return;
    looking = true;
    void look()
      .catch(onError)
      .finally(() => {
        looking = false;
      });
  }, LOOK);

  const run = async (
    task: Task,
    address: string,
    whenExamined: WhenExamined,
    signal: AbortSignal | undefined,
  ): Promise<unknown> => {
    signal?.throwIfAborted();
    const id = resultAddress('job', JSON.stringify(task), origin);
    const result = new Promise<unknown>((resolve, reject) => {
      waiting.set(id, { resolve, reject, whenExamined });
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    result.catch(() => {});
    const job = await queue.add(task.kind, { task, address } satisfies QueueTask, {
      jobId: id,
      attempts: ATTEMPTS,
      backoff: { type: 'exponential', delay: 500 },
      removeOnComplete: KEEP,
      removeOnFail: KEEP,
    });
    // One that an earlier run gave up is tried anew; one that is done already is taken as it is.
    if ((await job.getState()) === 'failed') await job.retry('failed');
    await settle(id);
    return result;
  };

  return {
    judge: async (planned, whenExamined, signal) =>
      (await run(
        taskOf(planned, seed, alpha),
        addressOfPlanned(planned, alpha, origin),
        whenExamined,
        signal,
      )) as Result,
    search: async (planned, signal) =>
      (await run(
        searchTaskOf(planned, seed, alpha),
        addressOfSearch(planned, alpha, origin),
        () => {},
        signal,
      )) as SearchReport,
    close: async () => {
      clearInterval(clock);
      await Promise.race([
        Promise.allSettled([queue.close(), events.close()]),
        new Promise((resolve) => setTimeout(resolve, 2000).unref()),
      ]);
    },
  };
};
