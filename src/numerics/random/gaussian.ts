import { kernels } from '../kernels/inUse.ts';
import { BLOCK_LENGTH } from '../kernels/reference/gaussianBlock.ts';
import { fillBlocks } from './internal/fillBlocks.ts';
import type { Stream } from './stream.ts';

export { BLOCK_LENGTH };

const scratch = new Float32Array(BLOCK_LENGTH);

/**
 * Fills `out` with the values from, from + 1, … of the endless sequence of standard Gaussians of `stream`.
 *
 * Value i is the (i mod 4096)-th of block ⌊i/4096⌋ of the stream, and a block depends on nothing else: the
 * sequence may be read in any pieces and any order.
 *
 * Precision: f32, the same bits on every engine and from either form of the kernels (see `gaussianBlock`);
 * |x| ≤ 6.557.
 * Throws: `RangeError` when `from` is not a whole number or the end lies beyond block 2³² − 1.
 */
export const fillGaussian = (stream: Stream, out: Float32Array, from = 0): void =>
  fillBlocks('fillGaussian', scratch, (block, part) => kernels().gaussians(stream, block, part), out, from);

/** The first `n` standard Gaussians of `stream`. */
export const gaussian = (stream: Stream, n: number): Float32Array => {
  const out = kernels().arena.float32(n);
  fillGaussian(stream, out);
  return out;
};
