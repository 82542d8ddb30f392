import type { WhenJudged } from '../core/judge/judgeCell.ts';
import type { Alpha, SearchReport } from '../core/report/report.ts';
import { type Origin, resultAddress } from '../core/run/store/address.ts';
import { addressOfPlanned, addressOfSearch } from '../core/run/store/keeping.ts';
import { searchTaskOf, type Task, taskOf } from '../core/run/task.ts';
import type { ThreadedJudge } from '../core/run/threads.ts';
import type { Evidence } from '../core/study.ts';
import { bullmq, queueName } from './bullmq.ts';
import { unpacked } from './carried.ts';
import { type QueueProgress, type QueueTask, taskName } from './queueTask.ts';
import { connectionTo, reached, reasonOf, withoutPassword } from './redisUrl.ts';

/** What a run on a queue needs to know. */
export interface Queueing {
  readonly redis: string;
  readonly seed: string;
  readonly alpha: Alpha;
  readonly origin: Origin;
  readonly warn: (sentence: string) => void;
}

/** Seconds that a Redis may be gone in the midst of a run. */
const GONE_SECONDS = 120;

/** Milliseconds between two looks at what is pending: an event that was lost while Redis was away is found by them. */
const LOOK = 3000;

/** Tasks looked at each time, by turns: thousands would keep Redis busy with nothing else. */
const AT_A_LOOK = 500;

/** A task that fails is tried again; a third failure is one of the task. */
const ATTEMPTS = 3;

/** Times that a task is enqueued on a queue that loses it. */
const LAYINGS = 5;

/** A week: a run that comes back finds what its workers finished in the meantime; as many as keep Redis below some 100 MB. */
const KEEP = { age: 7 * 24 * 3600, count: 20_000 };

/** Tasks of a run that lie on the queue at once: enough for hundreds of workers, and few enough for any memory. */
const AT_ONCE = 2000;

/** A task that a run waits for. */
interface Waiting {
  readonly work: QueueTask;
  readonly result: Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly watchers: WhenJudged[];
  laid: number;
}

/** As the number of times that a task was enqueued: it is not this task's turn yet. */
const NOT_YET = -1;

const waitingFor = (work: QueueTask): Waiting => {
  let resolve!: Waiting['resolve'];
  let reject!: Waiting['reject'];
  const result = new Promise<unknown>((whenDone, whenNot) => {
    resolve = whenDone;
    reject = whenNot;
  });
  result.catch(() => {});
  return { work, result, resolve, reject, watchers: [], laid: NOT_YET };
};

/**
 * Lays tasks on the queue and waits for their results; any number of `lakatos worker` processes does the work.
 *
 * A task lies there once, under a name made of all that its result depends on: who asks again finds the result, or waits for
 * the one in flight. Tasks that are on the queue when the run is interrupted stay there, and the same command collects them. A task
 * that the queue has lost is enqueued again: its result is the same, whichever worker computes it.
 *
 * Throws: `UsageError` when Redis cannot be reached, or the packages are not installed.
 */
export const onQueue = async ({ redis, seed, alpha, origin, warn }: Queueing): Promise<ThreadedJudge> => {
  const connection = connectionTo(redis);
  const { Queue, QueueEvents } = await bullmq('--redis');
  const name = queueName(origin.code);
  const queue = new Queue(name, { connection: connection.options });
  const events = new QueueEvents(name, { connection: connection.options });
  let gone: string | null = null;
  const onError = (error: Error): void => {
    gone ??= reasonOf(error);
  };
  queue.on('error', onError);
  events.on('error', onError);
  const close = async (): Promise<void> => {
    connection.end();
    await Promise.race([
      Promise.allSettled([queue.close(), events.close()]),
      new Promise((resolve) => setTimeout(resolve, 2000).unref()),
    ]);
  };
  try {
    await reached(redis, [queue, events]);
  } catch (error) {
    void close();
    throw error;
  }
  gone = null;

  const waiting = new Map<string, Waiting>();
  let losses = 0;
  /** Tasks that are not enqueued yet, in their order, and the number of those that are and have not ended. */
  const later: string[] = [];
  let nextLater = 0;
  let laidOut = 0;

  /** Ends the wait for a task, if it has ended. */
  const settle = async (id: string): Promise<void> => {
    const state = await queue.getJobState(id);
    // The state first: a job that was read before it ended has no result.
    const job = state === 'completed' || state === 'failed' ? await queue.getJob(id) : undefined;
    const one = waiting.get(id);
    if (one === undefined || one.laid <= 0) return;
    if (state === 'unknown') {
      if (losses++ === 0)
        warn('the queue lost tasks, and they are enqueued again: see the Redis settings that keep data');
      if (one.laid >= LAYINGS) finish(id, new Error(`the queue lost it ${LAYINGS} times`));
      else await lay(id, one);
    } else if (job !== undefined && state === 'completed') finish(id, job.returnvalue);
    else if (job !== undefined)
      finish(id, new Error(`a queue worker gave it up: ${job.failedReason ?? 'no reason'}`));
  };

  const finish = (id: string, value: unknown): void => {
    const one = waiting.get(id);
    if (one === undefined) return;
    waiting.delete(id);
    if (one.laid > NOT_YET) laidOut -= 1;
    layNext();
    if (value instanceof Error) one.reject(value);
    else one.resolve(unpacked(value));
  };

  /** Enqueues what may be enqueued. Not awaited: it may wait for a Redis that never comes back, and each result is told that it is gone. */
  const layNext = (): void => {
    while (laidOut < AT_ONCE && nextLater < later.length) {
      const id = later[nextLater++]!;
      const one = waiting.get(id);
      if (one === undefined) continue;
      one.laid = 0;
      laidOut += 1;
      lay(id, one).catch((error: Error) => finish(id, error));
    }
  };

  const lay = async (id: string, one: Waiting): Promise<void> => {
    const job = await queue.add(taskName(one.work.task), one.work, {
      jobId: id,
      attempts: ATTEMPTS,
      backoff: { type: 'exponential', delay: 500 },
      removeOnComplete: KEEP,
      removeOnFail: KEEP,
    });
    const first = one.laid++ === 0;
    const state = await job.getState();
    // One that an earlier run gave up is tried anew; one that is done already is taken as it is.
    if (first && state === 'failed') await job.retry('failed');
    else if (state === 'completed' || state === 'failed') await settle(id);
  };

  const report = (id: string): void => void settle(id).catch(onError);
  events.on('completed', ({ jobId, returnvalue }) => finish(jobId, returnvalue));
  events.on('failed', ({ jobId }) => report(jobId));
  events.on('progress', ({ jobId, data }) => {
    const { tally, share } = data as QueueProgress;
    for (const watcher of waiting.get(jobId)?.watchers ?? []) watcher(tally, share);
  });

  let looked = performance.now();
  let told = false;
  let turn = 0;
  const look = async (): Promise<void> => {
    const ids = [...waiting].flatMap(([id, { laid }]) => (laid > NOT_YET ? [id] : []));
    if (turn >= ids.length) turn = 0;
    const some = ids.slice(turn, turn + AT_A_LOOK);
    turn += AT_A_LOOK;
    await Promise.all(some.map(settle));
    if (some.length > 0 && !told && (await queue.getWorkersCount()) === 0) {
      told = true;
      warn(
        `no worker is at the queue: start one with \`npx lakatos worker --redis ${withoutPassword(redis)}\``,
      );
    }
    looked = performance.now();
    gone = null;
  };
  let looking = false;
  const clock = setInterval(() => {
    if (performance.now() - looked > GONE_SECONDS * 1000) {
      const error = new Error(`Redis is gone for more than ${GONE_SECONDS} seconds (${gone ?? 'no answer'})`);
      for (const id of [...waiting.keys()]) finish(id, error);
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
    whenJudged: WhenJudged,
    signal: AbortSignal | undefined,
  ): Promise<unknown> => {
    signal?.throwIfAborted();
    const id = resultAddress('job', JSON.stringify(task), origin);
    const known = waiting.get(id);
    const one = known ?? waitingFor({ task, address });
    one.watchers.push(whenJudged);
    signal?.addEventListener('abort', () => finish(id, signal.reason), { once: true });
    if (known === undefined) {
      waiting.set(id, one);
      later.push(id);
      layNext();
    }
    return one.result;
  };

  return {
    judge: async (planned, whenJudged, signal) =>
      (await run(
        taskOf(planned, seed, alpha),
        addressOfPlanned(planned, alpha, origin),
        whenJudged,
        signal,
      )) as Evidence,
    search: async (planned, signal) =>
      (await run(
        searchTaskOf(planned, seed, alpha),
        addressOfSearch(planned, alpha, origin),
        () => {},
        signal,
      )) as SearchReport,
    close: async () => {
      clearInterval(clock);
      await close();
      return true;
    },
  };
};
