import { UsageError } from '../core/run/usageError.ts';

/** Of BullMQ, what is used here. Its own types are not imported: the package is optional, and this one must build without it. */
export interface BullJob {
  readonly id?: string;
  readonly name: string;
  readonly data: unknown;
  readonly returnvalue: unknown;
  readonly failedReason?: string;
  getState(): Promise<string>;
  retry(state?: 'completed' | 'failed'): Promise<void>;
  updateProgress: (progress: object) => Promise<void>;
  /** The task as it is handed to a process, once that is ready for it. */
  asJSONSandbox: () => object;
  /** Gives a task in flight back to the queue; `token` shows that it is ours. */
  moveToWait(token?: string): Promise<unknown>;
  readonly token?: string;
}

export interface BullQueue {
  add(name: string, data: unknown, options: object): Promise<BullJob>;
  getJob(id: string): Promise<BullJob | undefined>;
  getJobState(id: string): Promise<string>;
  getWorkersCount(): Promise<number>;
  getJobCounts(): Promise<Record<string, number>>;
  waitUntilReady(): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): void;
  close(): Promise<void>;
}

export interface BullEvents {
  waitUntilReady(): Promise<unknown>;
  on(
    event: 'completed',
    listener: (event: { readonly jobId: string; readonly returnvalue: unknown }) => void,
  ): void;
  on(event: 'failed', listener: (event: { readonly jobId: string }) => void): void;
  on(event: 'progress', listener: (event: { readonly jobId: string; readonly data: unknown }) => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  close(): Promise<void>;
}

export interface BullWorker {
  waitUntilReady(): Promise<unknown>;
  /** Takes no more; waits for those in flight. */
  pause(): Promise<void>;
  /** Tells the process of a task in flight that its work is no longer wanted. */
  cancelJob(id: string, reason: string): boolean;
  cancelAllJobs(reason: string): void;
  on(event: 'error', listener: (error: Error) => void): void;
  on(event: 'lockRenewalFailed', listener: (ids: readonly string[]) => void): void;
  on(event: 'active' | 'completed', listener: (job: BullJob) => void): void;
  on(event: 'failed', listener: (job: BullJob | undefined, error: Error) => void): void;
  on(event: 'stalled', listener: (id: string) => void): void;
  close(force?: boolean): Promise<void>;
}

interface Bull {
  readonly Queue: new (name: string, options: object) => BullQueue;
  readonly QueueEvents: new (name: string, options: object) => BullEvents;
  readonly Worker: new (name: string, processor: URL, options: object) => BullWorker;
}

/** An optional package by its name. Throws: `UsageError` saying how to install what is missing. */
export const optionalPackage = async <T>(name: string, wantedFor: string, also = ''): Promise<T> => {
  try {
    return (await import(name)) as T;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw error;
    throw new UsageError(
      `${wantedFor} needs the optional package ${name}; install it with \`npm install ${name}${also}\``,
    );
  }
};

/** BullMQ. Throws: `UsageError` where it is not installed. */
export const bullmq = async (wantedFor: string): Promise<Bull> => {
  await optionalPackage('ioredis', wantedFor, ' bullmq');
  return optionalPackage<Bull>('bullmq', wantedFor, ' ioredis');
};

/** The queue of a code: a worker never takes the tasks of another one, whose results would differ. */
export const queueName = (code: string): string => `lakatos-${code.slice(0, 16)}`;
