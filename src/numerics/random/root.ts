import { createHash } from 'node:crypto';
import seedrandom from 'seedrandom';
import type { Generator } from '../kernels/generator.ts';
import { type Stream, streamAt } from './stream.ts';

/**
 * The stream that all streams of a seed descend from; its path is empty.
 *
 * The 128 bits are four words of seedrandom's ARC4. It is handed the SHA-256 of the seed in hex rather than the seed,
 * because ARC4 repeats a short key and looks at one byte of each character: 'a' and 'aa', or 'ж' and '6', would
 * otherwise be the same root. `generator` makes the numbers of all streams below; their words do not depend on it.
 */
export const rootOf = (seed: string, generator: Generator = 'philox-sfc32'): Stream => {
  const arc4 = seedrandom(createHash('sha256').update(seed, 'utf8').digest('hex'));
  const word = (): number => arc4.int32() >>> 0;
  return streamAt([], [word(), word(), word(), word()], generator);
};
