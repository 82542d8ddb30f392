import type { Kernels } from '../kernels.ts';

/** How many bits of a word are 1. */
const bitsOf = (word: number): number => {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

/** Word after word. */
export const sharedBits: Kernels['sharedBits'] = (sets, rows, counts) => {
  const words = rows === 0 ? 0 : sets.length / rows;
  for (let i = 0; i < rows; i++)
    for (let j = 0; j <= i; j++) {
      let both = 0;
      for (let word = 0; word < words; word++)
        both += bitsOf(sets[i * words + word]! & sets[j * words + word]!);
      counts[i * rows + j] = both;
      counts[j * rows + i] = both;
    }
};
