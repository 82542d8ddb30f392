import { Worker } from 'node:worker_threads';
import type { Memory } from '../webAssembly.ts';
import {
  CALL,
  COUNT,
  DONE,
  FAILED,
  MOST_THREADS,
  NEXT,
  NUMBER_COUNT,
  NUMBERS,
  PASS,
  READY,
  RESULTS,
  STRIDE,
} from './layout.ts';
import { type PassName, PIECE, passes, passNames } from './passes.ts';
import type { Workplace } from './workplace.ts';

/** What a member of a team is started with. */
export interface TeamTask {
  readonly module: object;
  readonly memory: Memory<SharedArrayBuffer>;
  readonly thread: number;
}

/** Looks at the others before this thread goes to sleep: they end within some microseconds of each other. */
const LOOKS = 2000;

/** Seconds that a member may take for what is left of a pass of milliseconds. */
const PATIENCE = 60;

/** Threads that share the passes of the one that leads them. */
export interface Team {
  /** Does a pass over all neurons together; returns when it is done. Throws: `Error` when a member failed or does not answer. */
  run(at: Workplace, pass: PassName, count: number, stride: number, n: Float64Array, results: number): void;
}

/**
 * A team of `threads` threads, this one among them. The others take part as soon as they have started, and end with this thread.
 *
 * What a pass finds does not depend on who did which piece, so neither on how many of them there are.
 */
export const teamOf = (threads: number, module: object, memory: Memory<SharedArrayBuffer>): Team => {
  const others = Math.min(threads, MOST_THREADS) - 1;
  let broken: string | null = null;
  for (let thread = 1; thread <= others; thread++) {
    const workerData: TeamTask = { module, memory, thread };
    const worker = new Worker(new URL('./teamWorker.js', import.meta.url), { workerData });
    // One that could not start, or has ended between two passes, is not asked any more; one that ends within a pass does not answer.
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
    run: (at, name, count, stride, n, results) => {
      if (broken !== null) throw new Error(broken);
      const { i32, f64 } = at;
      i32[PASS] = passNames.indexOf(name);
      i32[COUNT] = count;
      i32[STRIDE] = stride;
      i32[RESULTS] = results;
      i32[NUMBER_COUNT] = n.length;
      f64.set(n, NUMBERS >>> 3);
      Atomics.store(i32, NEXT, 0);
      Atomics.store(i32, DONE, 0);
      Atomics.store(i32, FAILED, 0);
      let members = 0;
      for (let thread = 1; thread <= others; thread++) {
        if (Atomics.load(i32, READY + thread) === 0) continue;
        members++;
        Atomics.add(i32, CALL + thread, 1);
        Atomics.notify(i32, CALL + thread);
      }
      try {
        takePieces(at, name, count, stride, n, results);
      } finally {
        awaitMembers(i32, members);
      }
      if (Atomics.load(i32, FAILED) !== 0) throw new Error(`a thread of a trial failed in ${name}`);
    },
  };
};

/** Does pieces of a pass until none is left. */
export const takePieces = (
  at: Workplace,
  name: PassName,
  count: number,
  stride: number,
  n: Float64Array,
  results: number,
): void => {
  const pass = passes[name];
  for (;;) {
    const first = Atomics.add(at.i32, NEXT, PIECE);
    if (first >= count) return;
    pass(at, n, first, Math.min(PIECE, count - first), results + 8 * stride * (first >> 12), stride);
  }
};
