import type { Words } from './philox.ts';
import { LANES, type Use } from './sfc32.ts';

/** “expand 16-byte k”, the constant of a key that is repeated. */
const CONSTANT = [0x61707865, 0x3120646e, 0x79622d36, 0x6b206574] as const;

/** Words that the four lanes make at a time: a ChaCha block of 16 words in each. */
export const QUAD_LENGTH = 64;

const rotated = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

const quarterRound = (x: Int32Array, a: number, b: number, c: number, d: number): void => {
  x[a]! += x[b]!;
  x[d] = rotated(x[d]! ^ x[a]!, 16);
  x[c]! += x[d]!;
  x[b] = rotated(x[b]! ^ x[c]!, 12);
  x[a]! += x[b]!;
  x[d] = rotated(x[d]! ^ x[a]!, 8);
  x[c]! += x[d]!;
  x[b] = rotated(x[b]! ^ x[c]!, 7);
};

/**
 * One block of ChaCha: the 16 words of `input` (constant, key, counter, nonce) after `rounds` rounds, plus
 * `input`.
 *
 * Shapes: `input` and the result have 16 words. Precision: exact arithmetic modulo 2³², words kept as int32.
 * Source: Bernstein, ChaCha, a variant of Salsa20 (2008).
 */
export const chacha = (input: Int32Array, rounds: number): Int32Array => {
  const x = Int32Array.from(input);
  for (let round = 0; round < rounds; round += 2) {
    for (let i = 0; i < 4; i++) quarterRound(x, i, 4 + i, 8 + i, 12 + i);
    for (let i = 0; i < 4; i++) quarterRound(x, i, 4 + ((i + 1) & 3), 8 + ((i + 2) & 3), 12 + ((i + 3) & 3));
  }
  for (let i = 0; i < 16; i++) x[i]! += input[i]!;
  return x;
};

/**
 * Writes the first `out.length` words of one block of the source with the key `words`, by ChaCha with 8
 * rounds.
 *
 * The 128-bit key is `words`, the counter (position, block) and the nonce (use, 0). Four positions 4q + lane
 * make 64 words, word i of each of them side by side: out[64q + 4i + lane]. Any of them may be computed
 * alone.
 *
 * Shapes: the length of `out` is a multiple of 4.
 */
export const chacha8Words = (words: Words, block: number, use: Use, out: Int32Array): void => {
  const input = Int32Array.from([...CONSTANT, ...words, ...words, 0, block, use, 0]);
  for (let position = 0; position * 16 < out.length + QUAD_LENGTH; position++) {
    const start = (position >> 2) * QUAD_LENGTH + (position & 3);
    if (start >= out.length) continue;
    input[12] = position;
    const made = chacha(input, 8);
    for (let i = 0; i < 16 && start + LANES * i < out.length; i++) out[start + LANES * i] = made[i]!;
  }
};
