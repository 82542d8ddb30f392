import type { Numbers } from '../../linalg/vectors.ts';
import type { RowMatrix } from '../kernels.ts';
import { plainRowMatrix } from '../reference/plainRowMatrix.ts';
import { addressOf, allocated, allocateLarge, inScope, scope } from './arena.ts';
import { passes } from './passes.ts';
import { workplace } from './sweep.ts';

/** Numbers in one call of a kernel: long calls would stay with the engine's first, unoptimized code. */
const CALL = 1 << 16;

/** Where rows lie in the memory, copied there if need be; null where they find no place. */
const placed = (rows: Numbers): number | null => {
  const known = addressOf(rows);
  if (known !== null) return known;
  const at = allocateLarge(rows.byteLength);
  if (at === null) return null;
  const { f32, f64 } = workplace(passes);
  if (rows instanceof Float32Array) f32.set(rows, at >>> 2);
  else f64.set(rows, at >>> 3);
  return at;
};

/** Rows of an open scope. */
const heldRows = (rows: Numbers, width: number): RowMatrix => {
  const ROWS = placed(rows);
  if (ROWS === null) return plainRowMatrix(rows, width);
  const single = rows instanceof Float32Array;
  const stride = rows.BYTES_PER_ELEMENT * width;
  const perCall = Math.max(1, Math.floor(CALL / Math.max(1, width)));
  const VECTOR = allocated(8 * width);
  const OUT = allocated(8 * perCall);
  const LIST = allocated(4 * perCall);
  // They reach all that is allocated here, however the memory grows.
  const { run, f64, u32 } = workplace(passes);
  const [rowDots, addRows] = single ? [run.rowDots32, run.addRows32] : [run.rowDots64, run.addRows64];
  return {
    dots: (vector, out) => {
      f64.set(width === vector.length ? vector : vector.subarray(0, width), VECTOR >>> 3);
      for (let from = 0; from < out.length; from += perCall) {
        const count = Math.min(perCall, out.length - from);
        rowDots(ROWS + stride * from, VECTOR, OUT, count, width);
        out.set(f64.subarray(OUT >>> 3, (OUT >>> 3) + count), from);
      }
    },
    addRows: (target, list, factors) => {
      f64.set(target, VECTOR >>> 3);
      for (let from = 0; from < list.length; from += perCall) {
        const count = Math.min(perCall, list.length - from);
        for (let j = 0; j < count; j++) {
          u32[(LIST >>> 2) + j] = ROWS + stride * list[from + j]!;
          f64[(OUT >>> 3) + j] = factors[from + j]!;
        }
        addRows(VECTOR, LIST, OUT, count, width);
      }
      target.set(f64.subarray(VECTOR >>> 3, (VECTOR >>> 3) + target.length));
    },
  };
};

/**
 * Rows in the memory for as long as the scope they are asked for in; outside all scopes for one product at a
 * time.
 */
export const rowMatrix = (rows: Numbers, width: number): RowMatrix =>
  inScope()
    ? heldRows(rows, width)
    : {
        dots: (vector, out) => scope(() => heldRows(rows, width).dots(vector, out)),
        addRows: (...args) => scope(() => heldRows(rows, width).addRows(...args)),
      };
