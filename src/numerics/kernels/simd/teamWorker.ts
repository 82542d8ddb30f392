import { deserialize } from 'node:v8';
import { workerData } from 'node:worker_threads';
import { CALL, DONE, FAILED, PAGES, READY, TASK, TASK_BYTES } from './layout.ts';
import { PAGE, viewsOf } from './memory.ts';
import type { PassSet } from './pass.ts';
import { type Membership, type Task, takePieces } from './team.ts';
import { workplaces } from './workplace.ts';

const { memory, thread } = workerData as Membership;

let views = viewsOf(memory);
const control = views.i32;
const workplace = workplaces(memory, thread);

/** The memory as large as the leader knows it; word that it grew may be a moment behind. */
const upToDate = (): void => {
  const bytes = PAGE * Atomics.load(control, PAGES);
  for (let look = 0; views.u8.length < bytes; look++) {
    if (look === 1e6) throw new Error('a thread of a trial did not hear that the memory grew');
    if (memory.buffer.byteLength > views.u8.length) views = viewsOf(memory);
  }
};

const doTask = async (): Promise<void> => {
  upToDate();
  const task = deserialize(views.u8.slice(TASK, TASK + control[TASK_BYTES]!)) as Task;
  const { passes: set } = (await import(task.file)) as { passes: PassSet<unknown, Record<string, never>> };
  takePieces(workplace(set, views), task, set.passes[task.name]!);
};

let call = Atomics.load(control, CALL + thread);
Atomics.store(control, READY + thread, 1);
for (;;) {
  Atomics.wait(control, CALL + thread, call);
  call = Atomics.load(control, CALL + thread);
  try {
    await doTask();
  } catch {
    Atomics.store(control, FAILED, 1);
  }
  Atomics.add(control, DONE, 1);
  Atomics.notify(control, DONE);
}
