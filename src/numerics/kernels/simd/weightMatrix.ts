import type { WordSource } from '../generator.ts';
import type { WeightMatrix } from '../kernels.ts';
import { BLOCK_LENGTH } from '../reference/gaussianBlock.ts';
import { gaussiansAt } from './gaussiansAt.ts';
import { type KernelInstance, kernelInstance } from './kernelInstance.ts';

/** Where a stored W0 begins, and what lies before it: the lists of a pattern sum. */
const BASE = 1 << 16;
const LIST = 4096;
const FACTORS = 4352;

/** Values made before the rows that are then complete are looked at: they stay in cache. */
const PIECE = 4 * BLOCK_LENGTH;

/** Values read at a time where all of W0 lies in memory: nothing stays in cache, and longer walks through the memory are the faster. */
const READ = 4 * PIECE;

/** Values that a generator may write past what it was asked for. */
const OVERRUN = 128;

const align = (bytes: number): number => Math.ceil(bytes / 64) * 64;

let instance: KernelInstance | null = null;
/** Whose W0 lies in the memory, completely. */
let owner: object | null = null;

/**
 * W0 in a memory of its own, where it stays until the next W0 needs the place; regenerated in every pass where it does not fit.
 *
 * A pass goes through the rows in order, a piece at a time. Layout from `BASE`: the stored W0, or a buffer of one piece; then the vectors of
 * the pass.
 */
export const weightMatrix = (source: WordSource, d: number, m: number, memory: number): WeightMatrix => {
  instance ??= kernelInstance(BASE);
  const kernels = instance;
  const { run } = kernels;
  const values = d * m;
  const perRead = Math.max(1, Math.floor(READ / Math.max(1, d)));
  /** Rows that are looked at together, at most. */
  const most = Math.ceil(READ / Math.max(1, d)) + 2;
  const buffer = align(4 * (d + PIECE + OVERRUN + 16));
  const me = {};

  /** Where the vectors of a pass begin, when it needs so many bytes for them; `stored` says how W0 is read. */
  const plan = (bytes: number): { readonly stored: boolean; readonly vectors: number } => {
    const whole = BASE + align(4 * (values + BLOCK_LENGTH + OVERRUN));
    if (4 * values <= memory && kernels.reserve(whole + bytes)) return { stored: true, vectors: whole };
    if (!kernels.reserve(BASE + buffer + bytes))
      throw new RangeError(
        `weightMatrix: expected memory for rows of ${d} numbers and was refused it; raise the limit on virtual memory`,
      );
    return { stored: false, vectors: BASE + buffer };
  };

  /** Makes up to `PIECE` values from value `from` (the first of a block) on, the first of them at the address `at`. */
  const make = (from: number, at: number): number => {
    const end = Math.min(values, from + PIECE);
    for (let start = from; start < end; start += BLOCK_LENGTH) {
      const count = Math.ceil(Math.min(BLOCK_LENGTH, end - start) / 8) * 8;
      gaussiansAt(kernels, source, start / BLOCK_LENGTH, at + 4 * (start - from), count);
    }
    return end;
  };

  const eachStored = (visit: (at: number, first: number, count: number) => void): void => {
    let made = owner === me ? values : 0;
    owner = null;
    for (let first = 0; first < m; ) {
      if (made < values) made = make(made, BASE + 4 * made);
      const complete = made >= values ? Math.min(m, first + perRead) : Math.floor(made / d);
      if (complete > first) visit(BASE + 4 * first * d, first, complete - first);
      first = complete;
    }
    owner = me;
  };

  const eachRegenerated = (visit: (at: number, first: number, count: number) => void): void => {
    owner = null;
    let made = 0;
    // The value at the address BASE: a multiple of 16, so that blocks are stored at whole vectors.
    let bufferStart = 0;
    for (let first = 0; first < m; ) {
      const kept = Math.floor((first * d) / 16) * 16;
      if (kept > bufferStart) {
        const { f32 } = kernels.views();
        const from = (BASE >> 2) + kept - bufferStart;
        f32.copyWithin(BASE >> 2, from, from + made - kept);
        bufferStart = kept;
      }
      made = make(made, BASE + 4 * (made - bufferStart));
      const complete = Math.min(m, Math.floor(made / d));
      if (complete > first) visit(BASE + 4 * (first * d - bufferStart), first, complete - first);
      first = complete;
    }
  };

  let stored = false;
  const pass = (
    bytes: number,
    begin: (vectors: number) => (at: number, first: number, count: number) => void,
  ) => {
    const how = plan(bytes);
    stored = how.stored;
    (stored ? eachStored : eachRegenerated)(begin(how.vectors));
  };

  return {
    get stored() {
      return stored;
    },
    dots: (directions, outs) => {
      if (values === 0) return;
      const vector = align(8 * d);
      pass(directions.length * vector + align(8 * most), (vectors) => {
        directions.forEach((direction, k) => {
          kernels.views().f64.set(direction, (vectors + k * vector) >> 3);
        });
        const out = vectors + directions.length * vector;
        return (at, first, count) => {
          const results = kernels.views().f64.subarray(out >> 3, (out >> 3) + count);
          for (let k = 0; k < directions.length; k++) {
            run.rowDots32(at, vectors + k * vector, out, count, d);
            outs[k]!.set(results, first);
          }
        };
      });
    },
    dotsAndSum: (direction, out, signs, above) => {
      const sum = new Float64Array(d);
      if (values === 0) return sum;
      const vector = align(8 * d);
      pass(2 * vector + align(8 * most) + align(most), (vectors) => {
        const total = vectors + vector;
        const products = total + vector;
        const bytes = products + align(8 * most);
        kernels.views().f64.set(direction, vectors >> 3);
        kernels.views().f64.fill(0, total >> 3, (total >> 3) + d);
        return (at, first, count) => {
          const { f64, i8 } = kernels.views();
          run.rowDots32(at, vectors, products, count, d);
          for (let i = 0; i < count; i++) {
            const product = f64[(products >> 3) + i]!;
            out[first + i] = product;
            i8[bytes + i] = product > above ? signs[first + i]! : 0;
          }
          run.addPattern32(total, at, bytes, 1, count, d, LIST, FACTORS);
          if (first + count === m) sum.set(f64.subarray(total >> 3, (total >> 3) + d));
        };
      });
      return sum;
    },
    patternSum: (pattern, scale) => {
      const sum = new Float64Array(d);
      if (values === 0) return sum;
      const vector = align(8 * d);
      pass(vector + align(most), (vectors) => {
        kernels.views().f64.fill(0, vectors >> 3, (vectors >> 3) + d);
        const bytes = vectors + vector;
        return (at, first, count) => {
          const { i8, f64 } = kernels.views();
          i8.set(pattern.subarray(first, first + count), bytes);
          run.addPattern32(vectors, at, bytes, scale, count, d, LIST, FACTORS);
          if (first + count === m) sum.set(f64.subarray(vectors >> 3, (vectors >> 3) + d));
        };
      });
      return sum;
    },
  };
};
