import { describe, expect, it } from 'vitest';
import { philox, type Words } from './philox.ts';
import { blockWords, LANES, USES } from './sfc32.ts';

/** sfc32 on arbitrary-precision integers, as its author states it. */
const plain = (state: Words, count: number): number[] => {
  const mask = 0xffffffffn;
  let [a, b, c, d] = state.map(BigInt) as [bigint, bigint, bigint, bigint];
  return Array.from({ length: count }, () => {
    const t = (a + b + d) & mask;
    d = (d + 1n) & mask;
    a = b ^ (b >> 9n);
    b = (c + (c << 3n)) & mask;
    c = ((((c << 21n) | (c >> 11n)) & mask) + t) & mask;
    return Number(t);
  });
};

describe('blockWords', () => {
  const words: Words = [0x01234567, 0x89abcdef, 0xfedcba98, 0x76543210];

  it('runs an sfc32 in each lane, seeded by Philox', () => {
    const block = 0xfffffffe;
    const out = new Int32Array(400);
    blockWords(words, block, USES.sign, out);
    for (let lane = 0; lane < LANES; lane++) {
      const state = philox([lane + 4 * 2, block, words[2], words[3]], words[0], words[1]);
      const ofLane = Array.from(out, (word) => word >>> 0).filter((_, at) => at % LANES === lane);
      expect(ofLane).toEqual(plain(state, 100));
    }
  });

  it('shares no word between uses, blocks and streams (false alarm 1e-3, words pinned)', () => {
    const seen = new Set<number>();
    const out = new Int32Array(64);
    let drawn = 0;
    for (const use of Object.values(USES)) {
      for (const block of [0, 1]) {
        for (const address of [words, [words[0], words[1], words[2], words[3] + 1] as const]) {
          blockWords(address, block, use, out);
          for (const word of out) seen.add(word);
          drawn += out.length;
        }
      }
    }
    // 1024 words have 5.2e5 pairs, each alike with probability 2^-32: 1.2e-4 in all.
    expect(seen.size).toBe(drawn);
  });
});
