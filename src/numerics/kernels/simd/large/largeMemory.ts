import { PAGE } from '../kernelInstance.ts';
import { compiled, type Memory, newSharedMemory } from '../webAssembly.ts';
import { MOST_NUMBERS, PAGES, ROOM } from './layout.ts';
import { type PassName, PIECE, passes } from './passes.ts';
import { type Team, teamOf } from './team.ts';
import { type Workplace, workplaceOf } from './workplace.ts';

/** Address space of a memory: what 32 bits of address reach, but for a page, so that the end of an array has an address. */
const MOST_PAGES = 65535;

/** Neurons from which on a pass is shared: it takes some hundred microseconds, and waking the others some tens. */
const SHARED_FROM = 1 << 17;

/** Threads of a team, this one among them; 1 is none. */
let threads = 1;

/** Lets the large passes of this thread be done by so many threads. No number depends on it. */
export const useTeam = (count: number): void => {
  threads = count;
};

let memory: Memory<SharedArrayBuffer> | null = null;
let module: object | null = null;
let place: Workplace | null = null;
let team: Team | null = null;
/** Whether the system has refused a memory: it is not asked again. */
let refused = false;

/** The first free byte; 0 while nothing is lent. */
let top = 0;

const pagesFor = (bytes: number): number => Math.ceil(bytes / PAGE);

/** The memory with at least so many bytes behind `ROOM`, or null where the system refuses them. */
const prepared = (bytes: number): Workplace | null => {
  // Of more than can be addressed, what finds no room is the engine's own.
  const pages = Math.min(MOST_PAGES, pagesFor(ROOM + bytes));
  if (refused) return null;
  try {
    module ??= compiled(new URL('../sharedKernels.wasm', import.meta.url));
    memory ??= newSharedMemory({ initial: pages, maximum: MOST_PAGES });
    const missing = pages - memory.buffer.byteLength / PAGE;
    if (missing > 0) memory.grow(missing);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // What is there already is as good as it was.
    refused = memory === null;
    return null;
  }
  if (place === null || place.i8.length !== memory.buffer.byteLength)
    place = workplaceOf(module, memory, 0, place?.run);
  Atomics.store(place.i32, PAGES, memory.buffer.byteLength / PAGE);
  if (threads > 1) team ??= teamOf(threads, module, memory);
  return place;
};

/** Opens the memory for `work`, with so many bytes to lend, or does the work without where they cannot be had. */
export const withMemory = <T>(bytes: number, work: () => T): T => {
  if (top === 0 && prepared(bytes) === null) return work();
  const before = top;
  if (top === 0) top = ROOM;
  try {
    return work();
  } finally {
    top = before;
  }
};

/** The address of so many bytes, or null where none are left or nothing is lent. */
export const lend = (bytes: number): number | null => {
  if (top === 0) return null;
  const end = top + Math.ceil(bytes / 64) * 64;
  if (end > place!.i8.length) return null;
  const address = top;
  top = end;
  return address;
};

/** The memory that lends, where it does. */
export const lender = (): Workplace | null => (top === 0 ? null : place);

/** Whether all of these lie in the memory that lends. */
export const areLent = (...arrays: readonly { readonly buffer: ArrayBufferLike }[]): boolean => {
  if (top === 0) return false;
  const { buffer } = place!.i8;
  for (const array of arrays) if (array.buffer !== buffer) return false;
  return true;
};

/** The results of a pass over `count` neurons, in the order of its runs, whoever did them; null where it has too many numbers. */
export const drive = (
  name: PassName,
  count: number,
  stride: number,
  numbers: readonly number[],
): Float64Array | null => {
  const at = place!;
  const length = stride * Math.ceil(count / 4096);
  const before = top;
  const results = numbers.length > MOST_NUMBERS ? null : lend(8 * length);
  if (results === null) return null;
  const n = Float64Array.from(numbers);
  if (team !== null && count >= SHARED_FROM) team.run(at, name, count, stride, n, results);
  else
    for (let first = 0; first < count; first += PIECE)
      passes[name](
        at,
        n,
        first,
        Math.min(PIECE, count - first),
        results + 8 * stride * (first >> 12),
        stride,
      );
  top = before;
  return at.f64.slice(results >>> 3, (results >>> 3) + length);
};
