import { BLOCK_LENGTH } from '../kernels/reference/gaussianBlock.ts';
import { fillGaussian } from './gaussian.ts';
import type { Stream } from './stream.ts';

const scratch = new Float32Array(BLOCK_LENGTH);

/**
 * One draw of the chi distribution: the length of a vector of `degrees` standard Gaussians.
 *
 * It is the length of `gaussian(stream, degrees)`, computed one block at a time, so it has the law of that
 * length by construction and 1e8 degrees need no more memory than one block. No degrees give 0.
 *
 * Precision: f64. Squares of f32 values are exact; block sums are added in the order of the blocks, so the
 * result has a relative error below (4096 + number of blocks)·2⁻⁵³ and the same bits on every engine.
 * Throws: `RangeError` when `degrees` is not a whole number.
 */
export const chi = (stream: Stream, degrees: number): number => {
  if (!Number.isSafeInteger(degrees) || degrees < 0) {
    throw new RangeError(`chi: expected a whole number of degrees, got ${degrees} (round it first)`);
  }
  let total = 0;
  for (let from = 0; from < degrees; from += BLOCK_LENGTH) {
    const values = scratch.subarray(0, Math.min(BLOCK_LENGTH, degrees - from));
    fillGaussian(stream, values, from);
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
    total += sum;
  }
  return Math.sqrt(total);
};
