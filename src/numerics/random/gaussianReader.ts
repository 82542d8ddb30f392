import { BLOCK_LENGTH, fillGaussian } from './gaussian.ts';
import type { Stream } from './stream.ts';

/**
 * Reads the Gaussians of `stream` from the first on, in pieces of any length, each block generated once.
 *
 * The values are those of `fillGaussian`; only the cost differs where the pieces are short.
 */
export const gaussianReader = (stream: Stream): ((out: Float32Array) => void) => {
  const block = new Float32Array(BLOCK_LENGTH);
  let start = 0;
  let used = BLOCK_LENGTH;
  return (out) => {
    let written = 0;
    while (written < out.length) {
      if (used === BLOCK_LENGTH) {
        fillGaussian(stream, block, start);
        start += BLOCK_LENGTH;
        used = 0;
      }
      const count = Math.min(out.length - written, BLOCK_LENGTH - used);
      out.set(block.subarray(used, used + count), written);
      written += count;
      used += count;
    }
  };
};
