import { USES } from '../kernels/reference/sfc32.ts';
import { sourceWords } from '../kernels/reference/sourceWords.ts';
import { fillBlocks } from './internal/fillBlocks.ts';
import type { Stream } from './stream.ts';

/** Uniform doubles in one block: 2048 words, two for each. */
export const UNIFORM_BLOCK_LENGTH = 1024;

const words = new Int32Array(2 * UNIFORM_BLOCK_LENGTH);
const scratch = new Float64Array(UNIFORM_BLOCK_LENGTH);

const uniforms = (stream: Stream, block: number, out: Float64Array): void => {
  for (let from = 0, k = block; from < out.length; from += UNIFORM_BLOCK_LENGTH, k++) {
    const count = Math.min(UNIFORM_BLOCK_LENGTH, out.length - from);
    sourceWords(stream, k, USES.uniform, words.subarray(0, Math.ceil(count / 2) * 4));
    for (let i = 0; i < count; i++)
      out[from + i] = ((words[2 * i]! >>> 6) * 2 ** 26 + (words[2 * i + 1]! >>> 6) + 0.5) * 2 ** -52;
  }
};

/**
 * Fills `out` with the values from, from + 1, … of the endless sequence of uniform doubles of `stream`.
 *
 * Value i of a block is (n + 1/2)/2⁵² with the 52 bits n = (upper 26 bits of word 2i, upper 26 bits of word
 * 2i + 1): an odd multiple of 2⁻⁵³, computed without rounding, never 0, 1 or 1/2, and 1 − u is as likely as
 * u.
 *
 * Throws: `RangeError` when `from` is not a whole number or the end lies beyond block 2³² − 1.
 */
export const fillUniform = (stream: Stream, out: Float64Array, from = 0): void =>
  fillBlocks('fillUniform', scratch, (block, part) => uniforms(stream, block, part), out, from);

/** The first `n` uniform doubles in (0, 1) of `stream`. */
export const uniform = (stream: Stream, n: number): Float64Array => {
  const out = new Float64Array(n);
  fillUniform(stream, out);
  return out;
};
