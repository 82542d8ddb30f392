// Loaded by node before a command: holds each thread of a run at a known point until a signal has reached the run, so that the
// signal finds it at work on a machine of any pace.
//
//   HOLD_FILE    made by the first thread that waits: holds the id of its process
//   HOLD_BATCH   the batch of trials of a thread after which it waits
//   HOLD_KEPT    the number of files put into a store by a thread after which it waits
//
// The run goes on once `${HOLD_FILE}.go` is there. SIGINT, SIGTERM and SIGHUP make it, after the handlers of the command itself.
import { existsSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { atBatch } from './atBatch.js';
import { atKept } from './atKept.js';

const { HOLD_FILE, HOLD_BATCH, HOLD_KEPT } = process.env;
const released = `${HOLD_FILE}.go`;

const hold = () => {
  try {
    writeFileSync(HOLD_FILE, `${process.pid}`, { flag: 'wx' });
  } catch {
    // Another thread came first.
  }
  const never = new Int32Array(new SharedArrayBuffer(4));
  while (!existsSync(released)) Atomics.wait(never, 0, 0, 5);
};

/** Milliseconds that an interrupted run gives its threads to keep what they have: `core/run/threads.ts`, `cli/worker.ts`. */
const GRACE = 1500;

// Work is done in threads, and in processes that a queue worker or vitest started.
if (!isMainThread || process.send !== undefined) {
  if (HOLD_BATCH !== undefined) atBatch(Number(HOLD_BATCH), hold);
  if (HOLD_KEPT !== undefined) atKept(Number(HOLD_KEPT), hold);
} else {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => void setImmediate(() => writeFileSync(released, '')));
  // What a run keeps is not to depend on the pace of a disk.
  const right = globalThis.setTimeout;
  globalThis.setTimeout = (work, milliseconds, ...rest) =>
    right(work, milliseconds === GRACE ? 100 * GRACE : milliseconds, ...rest);
}
