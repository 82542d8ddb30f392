import type { Numbers } from '../../linalg/vectors.ts';
import type { RowMatrix } from '../kernels.ts';
import type { KernelInstance } from './kernelInstance.ts';
import { SHARED_END } from './sharedInstance.ts';

/** Where row matrices begin in the memory of their instance. */
const ROWS_BASE = SHARED_END;

/** Bytes of rows that are kept between products; of more than these, pieces are handed over in every product. */
const MOST_KEPT = 2 ** 29;

/** Numbers in one call of a kernel: long calls would stay with the engine's first, unoptimized code. */
const CALL = 1 << 16;

const align = (bytes: number): number => Math.ceil(bytes / 64) * 64;

/** Whose rows lie in the memory. Another matrix may take their place at any time; they are handed over again when next needed. */
const owners = new WeakMap<KernelInstance, object>();

/**
 * Rows kept in the kernels' memory for as long as no other matrix needs it.
 *
 * Layout from `ROWS_BASE`: the vector of a product, what a call puts out or reads besides, the rows.
 */
export const rowMatrix = (kernels: KernelInstance, rows: Numbers, width: number): RowMatrix => {
  const { run } = kernels;
  const single = rows instanceof Float32Array;
  const bytes = single ? 4 : 8;
  const dotsOf = single ? run.rowDots32 : run.rowDots64;
  const addOf = single ? run.addRows32 : run.addRows64;
  const perCall = Math.max(1, Math.floor(CALL / Math.max(1, width)));
  const me = {};

  const VECTOR = ROWS_BASE;
  const OUT = VECTOR + align(8 * width);
  const LIST = OUT + align(8 * perCall);
  const ROWS = LIST + align(4 * perCall);
  const kept = bytes * rows.length <= MOST_KEPT && kernels.reserve(ROWS + align(bytes * rows.length));
  if (!kept && !kernels.reserve(ROWS + align(bytes * perCall * width)))
    throw new RangeError(
      `rowMatrix: expected memory for rows of ${width} numbers and was refused it; raise the limit on virtual memory`,
    );

  const hand = (from: number, to: number, at: number): void => {
    const { f32, f64 } = kernels.views();
    if (single) f32.set((rows as Float32Array).subarray(from, to), at >> 2);
    else f64.set((rows as Float64Array).subarray(from, to), at >> 3);
  };

  /** The address of rows from, …, from + count − 1, which are in the memory when it returns. */
  const held = (from: number, count: number): number => {
    if (!kept) {
      owners.delete(kernels);
      hand(from * width, (from + count) * width, ROWS);
      return ROWS;
    }
    if (owners.get(kernels) !== me) {
      hand(0, rows.length, ROWS);
      owners.set(kernels, me);
    }
    return ROWS + bytes * from * width;
  };

  return {
    dots: (vector, out) => {
      kernels.views().f64.set(width === vector.length ? vector : vector.subarray(0, width), VECTOR >> 3);
      for (let from = 0; from < out.length; from += perCall) {
        const count = Math.min(perCall, out.length - from);
        dotsOf(held(from, count), VECTOR, OUT, count, width);
        out.set(kernels.views().f64.subarray(OUT >> 3, (OUT >> 3) + count), from);
      }
    },
    addRows: (target, list, factors) => {
      const { f64, u32 } = kernels.views();
      f64.set(target, VECTOR >> 3);
      // A row at a time where rows are handed over one by one.
      const most = kept ? perCall : 1;
      for (let from = 0; from < list.length; from += most) {
        const count = Math.min(most, list.length - from);
        for (let j = 0; j < count; j++) {
          u32[(LIST >> 2) + j] = held(list[from + j]!, 1);
          f64[(OUT >> 3) + j] = factors[from + j]!;
        }
        addOf(VECTOR, LIST, OUT, count, width);
      }
      target.set(f64.subarray(VECTOR >> 3, (VECTOR >> 3) + target.length));
    },
  };
};
