import { createHash } from 'node:crypto';
import seedrandom from 'seedrandom';
import { type Stream, streamAt } from './stream.ts';

/**
 * The stream that all streams of a seed descend from; its path is empty.
 *
 * The 128 bits are four words of seedrandom's ARC4. It is handed the SHA-256 of the seed in hex rather than the seed,
 * because ARC4 repeats a short key and looks at one byte of each character: 'a' and 'aa', or 'ж' and '6', would
 * otherwise be the same root.
 */
export const rootOf = (seed: string): Stream => {
  const generator = seedrandom(createHash('sha256').update(seed, 'utf8').digest('hex'));
  const word = (): number => generator.int32() >>> 0;
  return streamAt([], [word(), word(), word(), word()]);
};
