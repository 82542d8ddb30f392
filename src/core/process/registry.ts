import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';

/** Processes that may run at once. */
const SLOTS = 1024;

const KEY = 'lakatos-processes';

/** Milliseconds that processes have to end by themselves, and between two looks whether they have. */
const END = 2000;
const LOOK = 10;

/**
 * The processes of this program, whichever thread started them: how often all were told to end, and the identifier of each that runs.
 * Threads see it as they are started with it; who ends the program ends what is left.
 */
export type Registry = Int32Array<SharedArrayBuffer>;

/** Kills a process and its children. It leads a group of its own, and is not reaped before it has left the registry. */
export const killGroup = (pid: number): void => {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
};

const running = (registry: Registry): readonly number[] => [...registry.subarray(1)].filter((pid) => pid > 0);

/** The registry, made by the first thread that asks for it. */
export const registryOf = (): Registry => {
  const known = getEnvironmentData(KEY) as unknown;
  if (known instanceof SharedArrayBuffer) return new Int32Array(known);
  const made = new Int32Array(new SharedArrayBuffer(4 * (1 + SLOTS)));
  setEnvironmentData(KEY, made.buffer as never);
  process.on('exit', () => {
    if (running(made).length === 0) return;
    Atomics.add(made, 0, 1);
    const pause = new Int32Array(new SharedArrayBuffer(4));
    for (let look = 0; look < END / LOOK && running(made).length > 0; look += 1)
      Atomics.wait(pause, 0, 0, LOOK);
    for (const pid of running(made)) killGroup(pid);
  });
  return made;
};

/** Tells all processes to end, and resolves once they have or their time is over. One that is asked again afterwards starts anew. */
export const endProcesses = async (): Promise<void> => {
  const known = getEnvironmentData(KEY) as unknown;
  if (!(known instanceof SharedArrayBuffer)) return;
  const registry = new Int32Array(known);
  if (running(registry).length === 0) return;
  Atomics.add(registry, 0, 1);
  for (let look = 0; look < END / LOOK && running(registry).length > 0; look += 1)
    await new Promise((resolve) => setTimeout(resolve, LOOK));
};

/** Enters a process; returns its slot. */
export const enter = (registry: Registry, pid: number): number => {
  for (let slot = 1; slot < registry.length; slot += 1)
    if (Atomics.compareExchange(registry, slot, 0, pid) === 0) return slot;
  return 0;
};

export const leave = (registry: Registry, slot: number): void => {
  if (slot > 0) Atomics.store(registry, slot, 0);
};
