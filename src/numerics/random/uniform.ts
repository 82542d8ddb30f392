import { USES } from '../kernels/reference/sfc32.ts';
import { sourceWords } from '../kernels/reference/sourceWords.ts';
import { eachBlock } from './internal/eachBlock.ts';
import type { Stream } from './stream.ts';

/** Uniform doubles in one block: 2048 words, two for each. */
export const UNIFORM_BLOCK_LENGTH = 1024;

const words = new Int32Array(2 * UNIFORM_BLOCK_LENGTH);

/**
 * Fills `out` with the values from, from + 1, … of the endless sequence of uniform doubles of `stream`.
 *
 * Value i of a block is (n + 1/2)/2⁵² with the 52 bits n = (upper 26 bits of word 2i, upper 26 bits of word 2i + 1):
 * an odd multiple of 2⁻⁵³, computed without rounding, never 0, 1 or 1/2, and 1 − u is as likely as u.
 *
 * Throws: `RangeError` when `from` is not a whole number or the end lies beyond block 2³² − 1.
 */
export const fillUniform = (stream: Stream, out: Float64Array, from = 0): void => {
  eachBlock('fillUniform', UNIFORM_BLOCK_LENGTH, out.length, from, (block, skip, offset, count) => {
    const needed = Math.ceil((skip + count) / 2) * 4;
    sourceWords(stream, block, USES.uniform, words.subarray(0, needed));
    for (let k = 0; k < count; k++) {
      const at = 2 * (skip + k);
      out[offset + k] = ((words[at]! >>> 6) * 2 ** 26 + (words[at + 1]! >>> 6) + 0.5) * 2 ** -52;
    }
  });
};

/** The first `n` uniform doubles in (0, 1) of `stream`. */
export const uniform = (stream: Stream, n: number): Float64Array => {
  const out = new Float64Array(n);
  fillUniform(stream, out);
  return out;
};
