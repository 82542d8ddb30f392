import type { WordSource } from '../generator.ts';
import type { KernelInstance } from './kernelInstance.ts';

/** Where a source's four words are handed over, in every instance; 512 bytes behind them belong to the generators. */
export const WORDS = 1024;

/** Hands a source over. */
export const setWords = (memory: Uint32Array, { words }: WordSource): void => {
  for (let i = 0; i < 4; i++) memory[(WORDS >> 2) + i] = words[i]!;
};

/** The first `count` > 0 Gaussians of a block to the address `out`; fewer than 128 values are written past them. */
export const gaussiansAt = (
  { run, views }: KernelInstance,
  source: WordSource,
  block: number,
  out: number,
  count: number,
): void => {
  setWords(views().u32, source);
  if (source.generator === 'chacha8') run.gaussianBlockChacha8(WORDS, block, out, count);
  else run.gaussianBlockSfc32(WORDS, block, out, count);
};
