import type { Room } from '../../kernels.ts';
import { lend, lender, withMemory } from './largeMemory.ts';

/** Bytes of a trial from which on its arrays are lent, and of an array that is: below, the engine's own are as fast. */
const LARGE_TRIAL = 2 ** 23;
const LARGE_ARRAY = 2 ** 16;

/** Room in a memory that stays from trial to trial: fresh memory costs more than sums, and what lies here is summed where it lies. */
export const room: Room = {
  scope: (bytes, work) => (lender() === null && bytes < LARGE_TRIAL ? work() : withMemory(bytes, work)),
  float32: (n) => {
    const at = 4 * n < LARGE_ARRAY ? null : lend(4 * n);
    return at === null ? new Float32Array(n) : lender()!.f32.subarray(at >>> 2, (at >>> 2) + n);
  },
  float64: (n) => {
    const at = 8 * n < LARGE_ARRAY ? null : lend(8 * n);
    return at === null ? new Float64Array(n) : lender()!.f64.subarray(at >>> 3, (at >>> 3) + n);
  },
  int32: (n) => {
    const at = 4 * n < LARGE_ARRAY ? null : lend(4 * n);
    return at === null ? new Int32Array(n) : lender()!.i32.subarray(at >>> 2, (at >>> 2) + n);
  },
  int8: (n) => {
    const at = n < LARGE_ARRAY ? null : lend(n);
    return at === null ? new Int8Array(n) : lender()!.i8.subarray(at, at + n);
  },
  uint8: (n) => {
    const at = n < LARGE_ARRAY ? null : lend(n);
    return at === null ? new Uint8Array(n) : lender()!.u8.subarray(at, at + n);
  },
};
