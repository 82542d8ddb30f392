import { philox, type Words } from './philox.ts';

/** Generators that run side by side, one in each lane of a 128-bit vector. */
export const LANES = 4;

/**
 * What the words of a block are used for. Each use has its own four generators, so a stream that is asked for
 * Gaussians and for signs gives unrelated answers.
 */
export const USES = { radius: 0, angle: 1, sign: 2, uniform: 3 } as const;

export type Use = (typeof USES)[keyof typeof USES];

/**
 * Writes the first `out.length` words of one block of the stream addressed by `words`, the four lanes in
 * turn: out[4j + lane] is the j-th word of that lane.
 *
 * Each lane is an sfc32 generator. Its state (a, b, c, counter) is the Philox output for the key (words[0],
 * words[1]) and the counter (lane + 4·use, block, words[2], words[3]); a state that comes out of Philox is
 * well mixed, so nothing is thrown away at the start.
 *
 * Shapes: the length of `out` is a multiple of 4. Bits: a word is stored as an int32 with the same bits.
 * Source: Chris Doty-Humphrey, PractRand (sfc32).
 */
export const blockWords = (words: Words, block: number, use: Use, out: Int32Array): void => {
  const length = out.length;
  for (let lane = 0; lane < LANES; lane++) {
    const state = philox([lane + LANES * use, block, words[2], words[3]], words[0], words[1]);
    let a = state[0] | 0;
    let b = state[1] | 0;
    let c = state[2] | 0;
    let d = state[3] | 0;
    for (let at = lane; at < length; at += LANES) {
      const t = (((a + b) | 0) + d) | 0;
      d = (d + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + t) | 0;
      out[at] = t;
    }
  }
};
