import { createCipheriv } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { chacha, chacha8Words } from './chacha8.ts';
import type { Words } from './philox.ts';
import { USES } from './sfc32.ts';

const hexOf = (words: Int32Array): string => Buffer.from(words.buffer).toString('hex');

describe('chacha', () => {
  it('with 20 rounds gives the key stream of the system’s cipher', () => {
    const key = Buffer.from(Array.from({ length: 32 }, (_, i) => 7 * i + 1));
    const nonce = Buffer.from(Array.from({ length: 16 }, (_, i) => 255 - 3 * i));
    const cipher = createCipheriv('chacha20', key, nonce);
    const stream = cipher.update(Buffer.alloc(64));
    const input = new Int32Array(16);
    input.set([0x61707865, 0x3320646e, 0x79622d32, 0x6b206574]);
    for (let i = 0; i < 8; i++) input[4 + i] = key.readInt32LE(4 * i);
    for (let i = 0; i < 4; i++) input[12 + i] = nonce.readInt32LE(4 * i);
    expect(hexOf(chacha(input, 20))).toBe(stream.toString('hex'));
  });

  it('with 8 rounds and a key of 128 zero bits gives the published stream', () => {
    // Strombergson, draft-strombergson-chacha-test-vectors, TC1, 128-bit key, 8 rounds, first block.
    const words: Words = [0, 0, 0, 0];
    const out = new Int32Array(64);
    chacha8Words(words, 0, USES.radius, out);
    const first = Int32Array.from({ length: 16 }, (_, i) => out[4 * i]!);
    expect(hexOf(first)).toBe(
      'e28a5fa4a67f8c5defed3e6fb7303486aa8427d31419a729572d777953491120' +
        'b64ab8e72b8deb85cd6aea7cb6089a101824beeb08814a428aab1fa2c816081b',
    );
  });
});

describe('chacha8Words', () => {
  const words: Words = [0x01234567, 0x89abcdef, 0xfedcba98, 0x76543210];

  it('gives the same words however many are asked for', () => {
    const whole = new Int32Array(300);
    chacha8Words(words, 5, USES.angle, whole);
    for (const length of [0, 4, 8, 60, 64, 68, 128, 196]) {
      const some = new Int32Array(length);
      chacha8Words(words, 5, USES.angle, some);
      expect(some).toEqual(whole.slice(0, length));
    }
  });

  it('shares no word between uses, blocks and streams (false alarm 1e-3, words pinned)', () => {
    const seen = new Set<number>();
    const out = new Int32Array(64);
    let drawn = 0;
    for (const use of Object.values(USES))
      for (const block of [0, 1, 2 ** 32 - 1])
        for (const last of [0, 1]) {
          chacha8Words([words[0], words[1], words[2], last], block, use, out);
          for (const word of out) seen.add(word);
          drawn += out.length;
        }
    // 1536 words have 1.2e6 pairs, each alike with probability 2^-32: 2.8e-4 in all.
    expect(seen.size).toBe(drawn);
  });
});
