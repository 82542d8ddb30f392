import { pointKey } from '../core/judge/cell.ts';
import type { Tally } from '../core/judge/tally.ts';
import type { Task } from '../core/run/task.ts';

/** A task as it lies in the queue. */
export interface QueueTask {
  readonly task: Task;
  /** Where a worker keeps the result, if it keeps any. */
  readonly address: string;
}

/** What a worker says between two batches. */
export interface QueueProgress {
  readonly tally: Tally;
  /** How much of the work is done, from 0 to 1, where that is known. */
  readonly share?: number | undefined;
}

/** What a task is called on the dashboard and in the words of a worker; its identity is its content. */
export const taskName = (task: Task): string => {
  switch (task.kind) {
    case 'cell':
      return `${task.claim.id} (${task.claim.reading}) at ${pointKey(task.cell.at)}`;
    case 'search':
      return `a search for ${task.claim.id} (${task.claim.reading})`;
    case 'study':
      return `${task.id} (${task.reading}) at ${pointKey(task.cell.at)}`;
    default:
      return `a ${task.kind}`;
  }
};
