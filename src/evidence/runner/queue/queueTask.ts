import type { Tally } from '../../outcomes/tally.ts';
import type { Task } from '../task.ts';

/** A task as it lies in the queue. */
export interface QueueTask {
  readonly task: Task;
  /** Where a worker keeps the result, if it keeps any. */
  readonly address: string;
}

/** What a worker says between two batches. */
export interface QueueProgress {
  readonly tally: Tally;
}
