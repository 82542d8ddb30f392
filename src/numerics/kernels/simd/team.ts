import { serialize } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { SUM_BLOCK } from '../../linalg/blockedSum.ts';
import {
  CALL,
  DONE,
  FAILED,
  MOST_TASK_BYTES,
  MOST_THREADS,
  NEXT,
  PAGES,
  PIECE,
  READY,
  TASK,
  TASK_BYTES,
} from './layout.ts';
import { type GrowingMemory, PAGE } from './memory.ts';
import type { Pass, Workplace } from './pass.ts';
import type { Memory } from './webAssembly.ts';

/** What a member of a team is started with. */
export interface Membership {
  readonly memory: Memory;
  readonly thread: number;
}

/**
 * A pass over `count` entries: the file of its set, its name there, what it is given, where its results go.
 */
export interface Task {
  readonly file: string;
  readonly name: string;
  readonly given: unknown;
  readonly count: number;
  readonly stride: number;
  readonly out: number;
}

/** Looks at the others before this thread goes to sleep: they end within some microseconds of each other. */
const LOOKS = 2000;

/** Seconds that a member may take for what is left of a pass of milliseconds. */
const PATIENCE = 60;

/** Threads that share the passes of the one that leads them. */
export interface Team {
  /**
   * Does a pass over all entries together; returns when it is done. Throws: `Error` when a member failed or
   * does not answer.
   */
  run<Run>(at: Workplace<Run>, task: Task, pass: Pass<Run, never>): void;
}

/**
 * A team of `threads` threads, this one among them. The others take part as soon as they have started, and
 * end with this thread.
 *
 * What a pass finds does not depend on who did which piece, so neither on how many of them there are.
 */
export const teamOf = (threads: number, { memory }: GrowingMemory): Team => {
  const others = Math.min(threads, MOST_THREADS) - 1;
  let broken: string | null = null;
  for (let thread = 1; thread <= others; thread++) {
    const workerData: Membership = { memory, thread };
    const worker = new Worker(new URL('./teamWorker.js', import.meta.url), { workerData });
    // One that could not start, or has ended between two passes, is not asked any more; one that ends within
    // a pass does not answer.
    const gone = (): void => {
      Atomics.store(new Int32Array(memory.buffer), READY + thread, 0);
    };
    worker.on('error', gone);
    worker.on('exit', gone);
    // Nobody waits for it: it ends when the thread that leads it does.
    worker.unref();
  }
  const awaitMembers = (i32: Int32Array, members: number): void => {
    for (let look = 0; look < LOOKS; look++) if (Atomics.load(i32, DONE) === members) return;
    for (let second = 0; second < PATIENCE; ) {
      const done = Atomics.load(i32, DONE);
      if (done === members) return;
      if (Atomics.wait(i32, DONE, done, 1000) === 'timed-out') second++;
    }
    // It may still write where later passes read: no pass is any good from here on.
    broken = `a thread of a trial did not answer for ${PATIENCE} s; run it again, with --threads 1 if that helps`;
    throw new Error(broken);
  };
  return {
    run: (at, task, pass) => {
      if (broken !== null) throw new Error(broken);
      const { i32, u8 } = at;
      const text = serialize(task);
      Atomics.store(i32, NEXT, 0);
      Atomics.store(i32, DONE, 0);
      Atomics.store(i32, FAILED, 0);
      Atomics.store(i32, PAGES, memory.buffer.byteLength / PAGE);
      let members = 0;
      if (text.length <= MOST_TASK_BYTES) {
        u8.set(text, TASK);
        i32[TASK_BYTES] = text.length;
        for (let thread = 1; thread <= others; thread++) {
          if (Atomics.load(i32, READY + thread) === 0) continue;
          members++;
          Atomics.add(i32, CALL + thread, 1);
          Atomics.notify(i32, CALL + thread);
        }
      }
      try {
        takePieces(at, task, pass);
      } finally {
        awaitMembers(i32, members);
      }
      if (Atomics.load(i32, FAILED) !== 0) throw new Error(`a thread of a trial failed in ${task.name}`);
    },
  };
};

/** Does pieces of a pass until none is left. */
export const takePieces = <Run>(
  at: Workplace<Run>,
  { given, count, stride, out }: Task,
  pass: Pass<Run, never>,
): void => {
  for (;;) {
    const first = Atomics.add(at.i32, NEXT, PIECE);
    if (first >= count) return;
    const piece = {
      first,
      count: Math.min(PIECE, count - first),
      out: out + 8 * stride * (first / SUM_BLOCK),
      stride,
    };
    pass(at, given as never, piece);
  }
};
