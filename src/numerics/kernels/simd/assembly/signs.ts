/**
 * Bit i of the `count` words at `words` as a sign: 1 gives +1 and 0 gives −1. `count` > 0 words make 32·count
 * bytes at `out`.
 */
export function expandSigns(words: usize, out: usize, count: i32): void {
  const bit = i8x16(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
  const minusOne = i8x16.splat(-1);
  const end = words + (<usize>count << 2);
  do {
    const word = v128.load32_splat(words);
    const low = v128.shuffle<i8>(word, word, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1);
    const high = v128.shuffle<i8>(word, word, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3);
    const setLow = i8x16.eq(v128.and(low, bit), bit);
    const setHigh = i8x16.eq(v128.and(high, bit), bit);
    v128.store(out, i8x16.sub(minusOne, i8x16.add(setLow, setLow)));
    v128.store(out, i8x16.sub(minusOne, i8x16.add(setHigh, setHigh)), 16);
    words += 4;
    out += 32;
  } while (words < end);
}
