import { addScaled, dot } from '../../linalg/vectors.ts';
import type { WordSource } from '../generator.ts';
import type { GaussianMatrix } from '../kernels.ts';
import { BLOCK_LENGTH, gaussianBlock } from './gaussianBlock.ts';

/** Visits the m rows of d values, made again block by block; the row is good until the next. */
const eachRow = (
  { words, generator }: WordSource,
  d: number,
  m: number,
  visit: (s: number, row: Float32Array) => void,
): void => {
  const block = new Float32Array(BLOCK_LENGTH);
  const row = new Float32Array(d);
  let made = 0;
  for (let s = 0; s < m; s++) {
    for (let filled = 0; filled < d; ) {
      const at = s * d + filled;
      if (at === made) {
        gaussianBlock(words, at / BLOCK_LENGTH, block, 0, BLOCK_LENGTH, generator);
        made += BLOCK_LENGTH;
      }
      const start = at - (made - BLOCK_LENGTH);
      const count = Math.min(d - filled, BLOCK_LENGTH - start);
      row.set(block.subarray(start, start + count), filled);
      filled += count;
    }
    visit(s, row);
  }
};

/** d·m Gaussians as what they are, one row after the other. */
export const plainGaussianMatrix = (source: WordSource, d: number, m: number): GaussianMatrix => ({
  stored: false,
  dots: (directions, outs) => {
    eachRow(source, d, m, (s, row) => {
      directions.forEach((direction, k) => {
        outs[k]![s] = dot(row, direction, d);
      });
    });
  },
  dotsAndSum: (direction, out, signs, above) => {
    const sum = new Float64Array(d);
    eachRow(source, d, m, (s, row) => {
      const product = dot(row, direction, d);
      out[s] = product;
      if (product > above) addScaled(sum, signs[s]!, row);
    });
    return sum;
  },
  patternSum: (pattern, scale) => {
    const sum = new Float64Array(d);
    eachRow(source, d, m, (s, row) => {
      if (pattern[s] !== 0) addScaled(sum, pattern[s]! * scale, row);
    });
    return sum;
  },
});
