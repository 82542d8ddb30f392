import { kernels } from '../kernels/inUse.ts';
import { eachBlock } from './internal/eachBlock.ts';
import type { Stream } from './stream.ts';

/** Signs in one block: 128 words of 32 bits. */
export const SIGN_BLOCK_LENGTH = 4096;

const scratch = new Int8Array(SIGN_BLOCK_LENGTH);

/**
 * Fills `out` with the signs from, from + 1, … of the endless sequence of fair ±1 of `stream`.
 *
 * Sign 32·w + i of a block is bit i of its word w: 1 gives +1 and 0 gives −1. The words have generators of their own,
 * so the signs of a stream are independent of its Gaussians.
 *
 * Throws: `RangeError` when `from` is not a whole number or the end lies beyond block 2³² − 1.
 */
export const fillSigns = (stream: Stream, out: Int8Array, from = 0): void => {
  if (from === 0 && kernels().filled(stream, out)) return;
  eachBlock('fillSigns', SIGN_BLOCK_LENGTH, out.length, from, (block, skip, offset, count) => {
    if (skip === 0) {
      kernels().signs(stream, block, out.subarray(offset, offset + count));
      return;
    }
    kernels().signs(stream, block, scratch.subarray(0, skip + count));
    out.set(scratch.subarray(skip, skip + count), offset);
  });
};

/** The first `n` fair signs of `stream`. */
export const signs = (stream: Stream, n: number): Int8Array => {
  const out = kernels().room.int8(n);
  fillSigns(stream, out);
  return out;
};
