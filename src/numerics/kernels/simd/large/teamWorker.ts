import { workerData } from 'node:worker_threads';
import {
  CALL,
  COUNT,
  DONE,
  FAILED,
  NUMBER_COUNT,
  NUMBERS,
  PAGES,
  PASS,
  READY,
  RESULTS,
  STRIDE,
} from './layout.ts';
import { passNames } from './passes.ts';
import { type TeamTask, takePieces } from './team.ts';
import { workplaceOf } from './workplace.ts';

const { module, memory, thread } = workerData as TeamTask;

let at = workplaceOf(module, memory, thread);
const { run } = at;
const control = at.i32;

/** The memory as large as the leader knows it; word that it grew may be a moment behind. */
const upToDate = (): void => {
  const bytes = 65536 * Atomics.load(control, PAGES);
  for (let look = 0; at.i8.length < bytes; look++) {
    if (look === 1e6) throw new Error('a thread of a trial did not hear that the memory grew');
    if (memory.buffer.byteLength > at.i8.length) at = workplaceOf(module, memory, thread, run);
  }
};

const doPass = (): void => {
  upToDate();
  const { i32, f64 } = at;
  const n = f64.slice(NUMBERS >>> 3, (NUMBERS >>> 3) + i32[NUMBER_COUNT]!);
  takePieces(at, passNames[i32[PASS]!]!, i32[COUNT]!, i32[STRIDE]!, n, i32[RESULTS]! >>> 0);
};

let call = Atomics.load(control, CALL + thread);
Atomics.store(control, READY + thread, 1);
for (;;) {
  Atomics.wait(control, CALL + thread, call);
  call = Atomics.load(control, CALL + thread);
  try {
    doPass();
  } catch {
    Atomics.store(control, FAILED, 1);
  }
  Atomics.add(control, DONE, 1);
  Atomics.notify(control, DONE);
}
