import type { Arena } from '../kernels.ts';
import { BASE } from './layout.ts';
import { type GrowingMemory, growingMemory } from './memory.ts';

let memory: GrowingMemory | null = null;

/** The memory of this thread. Throws: `RangeError` when the system refuses it. */
export const threadMemory = (): GrowingMemory => {
  memory ??= growingMemory(BASE);
  return memory;
};

/** The first free byte, and the scopes that are open. */
let top = BASE;
let depth = 0;

export const inScope = (): boolean => depth > 0;

/** See `Arena`. */
export const scope = <T>(work: () => T): T => {
  const before = top;
  depth++;
  try {
    return work();
  } finally {
    top = before;
    depth--;
  }
};

/**
 * Bytes at the end of the address space that are left to the kernels: what arrays outside are copied to,
 * results.
 */
const KEPT_FREE = 2 ** 25;

/**
 * The address of so many bytes of the open scope, or null where there are none left, but for the last `free`.
 */
export const allocate = (bytes: number, free = 0): number | null => {
  const space = threadMemory();
  const end = top + Math.ceil(bytes / 64) * 64;
  if (end + free > space.most || !space.reserve(end)) return null;
  const address = top;
  top = end;
  return address;
};

/** The address of bytes that a kernel cannot do without. Throws: `RangeError` where there are none left. */
export const allocated = (bytes: number): number => {
  const address = allocate(bytes);
  if (address !== null) return address;
  throw new RangeError(
    `the SIMD kernels expected ${bytes} bytes of memory and were refused them; raise the limit on virtual memory (ulimit -v)`,
  );
};

/**
 * The address of bytes for what may as well lie elsewhere, or null outside all scopes and where memory runs
 * short.
 */
export const allocateLarge = (bytes: number): number | null =>
  inScope() ? allocate(bytes, KEPT_FREE) : null;

/** Where an array lies in the memory of this thread, or null. */
export const addressOf = (array: ArrayBufferView): number | null =>
  threadMemory().holds(array) ? array.byteOffset : null;

interface Kind<A> {
  readonly BYTES_PER_ELEMENT: number;
  new (n: number): A;
  new (buffer: ArrayBufferLike, at: number, n: number): A;
}

const arrayOf =
  <A>(Kind: Kind<A>) =>
  (n: number): A => {
    const at = allocateLarge(Kind.BYTES_PER_ELEMENT * n);
    return at === null ? new Kind(n) : new Kind(threadMemory().memory.buffer, at, n);
  };

export const arena: Arena = {
  scope,
  float32: arrayOf(Float32Array),
  float64: arrayOf(Float64Array),
  int32: arrayOf(Int32Array),
  int8: arrayOf(Int8Array),
  uint8: arrayOf(Uint8Array),
};
