import type { WordSource } from '../generator.ts';
import { chacha8Words } from './chacha8.ts';
import { blockWords, type Use } from './sfc32.ts';

/**
 * Writes the first `out.length` words of one block of a source for one use, by the source's generator.
 *
 * Shapes: the length of `out` is a multiple of 4.
 */
export const sourceWords = (source: WordSource, block: number, use: Use, out: Int32Array): void => {
  switch (source.generator) {
    case 'philox-sfc32':
      blockWords(source.words, block, use, out);
      return;
    case 'chacha8':
      chacha8Words(source.words, block, use, out);
      return;
    default:
      source.generator satisfies never;
  }
};
