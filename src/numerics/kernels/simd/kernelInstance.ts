import { compiled, instantiated, type Memory, newMemory } from './webAssembly.ts';

/** The kernels as the module exports them. Addresses and counts in bytes and numbers; see assembly/. */
export interface KernelExports {
  gaussianBlockSfc32(words: number, block: number, out: number, count: number): void;
  gaussianBlockChacha8(words: number, block: number, out: number, count: number): void;
  wordBlockSfc32(words: number, block: number, use: number, out: number, count: number): void;
  wordBlockChacha8(words: number, block: number, use: number, out: number, count: number): void;
  expandSigns(words: number, out: number, count: number): void;
  extremeSums32(u: number, signs: number, reach: number, count: number, out: number): void;
  extremeSums64: KernelExports['extremeSums32'];
  steadySums32(
    u: number,
    signs: number,
    radius: number,
    along: number,
    across: number,
    count: number,
    out: number,
  ): void;
  steadySums64: KernelExports['steadySums32'];
  within32(u: number, above: number, atMost: number, count: number, first: number, out: number): number;
  within64: KernelExports['within32'];
  startSums(signs: number, part: number, count: number, sums: number): void;
  activeSums(sums: number, signs: number, count: number, out: number): void;
  activePattern32(u: number, signs: number, along: number, count: number, out: number): number;
  activePattern64: KernelExports['activePattern32'];
  centerPattern32(u: number, signs: number, radius: number, count: number, out: number): void;
  centerPattern64: KernelExports['centerPattern32'];
  patternSum32(row: number, pattern: number, count: number, out: number): void;
  patternSum64: KernelExports['patternSum32'];
  patternProduct(p: number, q: number, count: number): number;
  addPatternTo(row: number, pattern: number, factor: number, count: number): void;
  fill(numbers: number, value: number, count: number): void;
  addProjection32(sums: number, squares: number, row: number, factor: number, count: number): void;
  addProjection64: KernelExports['addProjection32'];
  lengths(squares: number, norms: number, count: number, largest: number): number;
  followed32(
    u: number,
    signs: number,
    towards: number,
    radius: number,
    sign: number,
    rate: number,
    room: number,
    count: number,
    flags: number,
  ): number;
  followed64: KernelExports['followed32'];
  neuronBounds32(
    u: number,
    signs: number,
    towards: number,
    rowNorms: number,
    followed: number,
    count: number,
    first: number,
    reaches: number,
    terms: number,
    slopes: number,
    kinks: number,
    margins: number,
    jumps: number,
  ): number;
  neuronBounds64: KernelExports['neuronBounds32'];
  pick32(row: number, list: number, count: number, out: number): void;
  pick64: KernelExports['pick32'];
  runSums(terms: number, count: number, out: number): void;
  kinkWeights(
    margins: number,
    jumps: number,
    width: number,
    count: number,
    weights: number,
    extra: number,
  ): number;
  gramSums(
    weights: number,
    l0: number,
    r0: number,
    l1: number,
    r1: number,
    l2: number,
    r2: number,
    count: number,
    sums: number,
  ): void;
  addRow32(target: number, row: number, factor: number, width: number): void;
  addRow64: KernelExports['addRow32'];
  rowDots32(rows: number, vector: number, out: number, count: number, width: number): void;
  rowDots64: KernelExports['rowDots32'];
  addRows32(target: number, list: number, factors: number, count: number, width: number): void;
  addRows64: KernelExports['addRows32'];
  addPattern32(
    target: number,
    rows: number,
    pattern: number,
    scale: number,
    count: number,
    width: number,
    list: number,
    factors: number,
  ): void;
}

/** One memory as arrays of each kind. */
interface Views {
  readonly i8: Int8Array;
  readonly u8: Uint8Array;
  readonly i32: Int32Array;
  readonly u32: Uint32Array;
  readonly f32: Float32Array;
  readonly f64: Float64Array;
}

/** The kernels with a memory of their own, kept for as long as the thread lives: fresh pages cost more than most sums. */
export interface KernelInstance {
  readonly run: KernelExports;
  /** Arrays over the whole memory. Those of an earlier call are no good once `reserve` has grown it. */
  views(): Views;
  /** Whether the memory has, or now has, at least so many bytes. */
  reserve(bytes: number): boolean;
}

/** Bytes of a page of memory. */
export const PAGE = 65536;

/** Pages of address space to ask for, the most first: under a limit on virtual memory the larger ones are refused. */
const MOST_PAGES = [65536, 49152, 32768, 16384, 8192, 4096, 1024];

/** A memory that can grow as far as the system lets it. Throws: `RangeError` when not even 64 MiB can be had. */
const growingMemory = (initial: number): { readonly memory: Memory; readonly most: number } => {
  for (const maximum of MOST_PAGES) {
    try {
      return { memory: newMemory({ initial, maximum }), most: maximum };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  throw new RangeError(
    'the SIMD kernels expected 64 MiB of address space and were refused them; raise the limit on virtual memory (ulimit -v)',
  );
};

const file = new URL('./kernels.wasm', import.meta.url);

let module: object | null = null;

/** The kernels with a new memory of at least `bytes`. */
export const kernelInstance = (bytes: number): KernelInstance => {
  module ??= compiled(file);
  const { memory, most } = growingMemory(Math.ceil(bytes / PAGE));
  const run = instantiated(module, memory);
  let views: Views | null = null;
  return {
    run,
    views: () => {
      // A memory that grew has detached the arrays that lay over it.
      if (views === null || views.u8.length === 0) {
        const { buffer } = memory;
        views = {
          i8: new Int8Array(buffer),
          u8: new Uint8Array(buffer),
          i32: new Int32Array(buffer),
          u32: new Uint32Array(buffer),
          f32: new Float32Array(buffer),
          f64: new Float64Array(buffer),
        };
      }
      return views;
    },
    reserve: (wanted) => {
      const missing = Math.ceil((wanted - memory.buffer.byteLength) / PAGE);
      if (missing <= 0) return true;
      if (Math.ceil(wanted / PAGE) > most) return false;
      try {
        memory.grow(missing);
        return true;
      } catch (error) {
        if (error instanceof RangeError) return false;
        throw error;
      }
    },
  };
};
