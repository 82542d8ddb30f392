import { kernels } from '../kernels/inUse.ts';
import { BLOCK_LENGTH, STEP_LENGTH } from '../kernels/reference/gaussianBlock.ts';
import { eachBlock } from './internal/eachBlock.ts';
import type { Stream } from './stream.ts';

export { BLOCK_LENGTH };

const scratch = new Float32Array(BLOCK_LENGTH);

/**
 * Fills `out` with the values from, from + 1, … of the endless sequence of standard Gaussians of `stream`.
 *
 * Value i is the (i mod 4096)-th of block ⌊i/4096⌋ of the stream, and a block depends on nothing else: the sequence
 * may be read in any pieces and any order.
 *
 * Precision: f32, the same bits on every engine and from either form of the kernels (see `gaussianBlock`); |x| ≤ 6.557.
 * Throws: `RangeError` when `from` is not a whole number or the end lies beyond block 2³² − 1.
 */
export const fillGaussian = (stream: Stream, out: Float32Array, from = 0): void => {
  if (from === 0 && kernels().filled(stream, out)) return;
  eachBlock('fillGaussian', BLOCK_LENGTH, out.length, from, (block, skip, offset, count) => {
    if (skip === 0 && count % STEP_LENGTH === 0) {
      kernels().gaussians(stream, block, out, offset, count);
      return;
    }
    const whole = Math.ceil((skip + count) / STEP_LENGTH) * STEP_LENGTH;
    kernels().gaussians(stream, block, scratch, 0, whole);
    out.set(scratch.subarray(skip, skip + count), offset);
  });
};

/** The first `n` standard Gaussians of `stream`. */
export const gaussian = (stream: Stream, n: number): Float32Array => {
  const out = kernels().room.float32(n);
  fillGaussian(stream, out);
  return out;
};
