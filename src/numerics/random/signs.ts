import { kernels } from '../kernels/inUse.ts';
import { fillBlocks } from './internal/fillBlocks.ts';
import type { Stream } from './stream.ts';

/** Signs in one block: 128 words of 32 bits. */
export const SIGN_BLOCK_LENGTH = 4096;

const scratch = new Int8Array(SIGN_BLOCK_LENGTH);

/**
 * Fills `out` with the signs from, from + 1, … of the endless sequence of fair ±1 of `stream`.
 *
 * Sign 32·w + i of a block is bit i of its word w: 1 gives +1 and 0 gives −1. The words have generators of
 * their own, so the signs of a stream are independent of its Gaussians.
 *
 * Throws: `RangeError` when `from` is not a whole number or the end lies beyond block 2³² − 1.
 */
export const fillSigns = (stream: Stream, out: Int8Array, from = 0): void =>
  fillBlocks('fillSigns', scratch, (block, part) => kernels().signs(stream, block, part), out, from);

/** The first `n` fair signs of `stream`. */
export const signs = (stream: Stream, n: number): Int8Array => {
  const out = kernels().arena.int8(n);
  fillSigns(stream, out);
  return out;
};
