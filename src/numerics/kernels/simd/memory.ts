import { type Memory, newMemory } from './webAssembly.ts';

/** A memory as arrays of each kind. */
export interface Views {
  readonly i8: Int8Array;
  readonly u8: Uint8Array;
  readonly i32: Int32Array;
  readonly u32: Uint32Array;
  readonly f32: Float32Array;
  readonly f64: Float64Array;
}

/** Arrays over a memory as large as it is now. */
export const viewsOf = ({ buffer }: Memory): Views => ({
  i8: new Int8Array(buffer),
  u8: new Uint8Array(buffer),
  i32: new Int32Array(buffer),
  u32: new Uint32Array(buffer),
  f32: new Float32Array(buffer),
  f64: new Float64Array(buffer),
});

/** A memory that grows as it is needed. */
export interface GrowingMemory {
  readonly memory: Memory;
  /** Bytes beyond which it cannot grow. */
  readonly most: number;
  /** Arrays over all of it. Those from before it grew stay good for what they reach. */
  views(): Views;
  /** Whether it has, or now has, at least so many bytes. */
  reserve(bytes: number): boolean;
  /** Whether an array lies in it. */
  holds(array: { readonly buffer: ArrayBufferLike }): boolean;
}

/** Bytes of a page of memory. */
export const PAGE = 65536;

/** Bytes that it grows by, at least: a new size asks for new arrays. */
const STEP = 2 ** 24;

/**
 * Pages of address space to ask for, the most first: under a limit on virtual memory the larger ones are
 * refused. One page less than 32 bits of address reach, so that the end of an array has an address.
 */
const MOST_PAGES = [65535, 49152, 32768, 16384, 8192, 4096, 1024];

const firstGranted = (initial: number): { readonly memory: Memory; readonly most: number } => {
  for (const maximum of MOST_PAGES) {
    try {
      return { memory: newMemory({ initial, maximum }), most: PAGE * maximum };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  throw new RangeError(
    'the SIMD kernels expected 64 MiB of address space and were refused them; raise the limit on virtual memory (ulimit -v)',
  );
};

/** A memory of at least `bytes`. Throws: `RangeError` when not even 64 MiB of address space can be had. */
export const growingMemory = (bytes: number): GrowingMemory => {
  const { memory, most } = firstGranted(Math.ceil(bytes / PAGE));
  let views = viewsOf(memory);
  let buffer: ArrayBufferLike = memory.buffer;
  const earlier: ArrayBufferLike[] = [];
  return {
    memory,
    most,
    views: () => views,
    reserve: (wanted) => {
      const has = views.u8.length;
      if (wanted <= has) return true;
      if (wanted > most) return false;
      try {
        memory.grow((Math.min(most, Math.ceil(wanted / STEP) * STEP) - has) / PAGE);
      } catch (error) {
        if (error instanceof RangeError) return false;
        throw error;
      }
      views = viewsOf(memory);
      earlier.push(buffer);
      buffer = memory.buffer;
      return true;
    },
    holds: ({ buffer: its }) => its === buffer || earlier.includes(its),
  };
};
