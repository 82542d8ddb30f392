/**
 * Philox4x32-10 of the counter (c0, c1, c2, c3) under the key (k0, k1); the four words go to `out`. See
 * reference/philox.ts.
 */
export function philox(c0: u32, c1: u32, c2: u32, c3: u32, k0: u32, k1: u32, out: usize): void {
  let round = 10;
  do {
    const product0 = <u64>0xd2511f53 * <u64>c0;
    const product1 = <u64>0xcd9e8d57 * <u64>c2;
    c0 = <u32>(product1 >> 32) ^ c1 ^ k0;
    c1 = <u32>product1;
    c2 = <u32>(product0 >> 32) ^ c3 ^ k1;
    c3 = <u32>product0;
    k0 += 0x9e3779b9;
    k1 += 0xbb67ae85;
  } while (--round);
  store<u32>(out, c0);
  store<u32>(out, c1, 4);
  store<u32>(out, c2, 8);
  store<u32>(out, c3, 12);
}

/**
 * The four sfc32 states of one use of a block, words of one kind side by side: a of every lane, then b, c and
 * d.
 *
 * `words` points at the stream's four words, `out` at 64 bytes.
 */
export function seedLanes(words: usize, block: u32, use: u32, out: usize): void {
  const k0 = load<u32>(words);
  const k1 = load<u32>(words, 4);
  const c2 = load<u32>(words, 8);
  const c3 = load<u32>(words, 12);
  const first = out;
  const second = out + 16;
  const third = out + 32;
  const fourth = out + 48;
  philox(4 * use, block, c2, c3, k0, k1, first);
  philox(4 * use + 1, block, c2, c3, k0, k1, second);
  philox(4 * use + 2, block, c2, c3, k0, k1, third);
  philox(4 * use + 3, block, c2, c3, k0, k1, fourth);
  const s0 = v128.load(first);
  const s1 = v128.load(second);
  const s2 = v128.load(third);
  const s3 = v128.load(fourth);
  const low01 = v128.shuffle<i32>(s0, s1, 0, 4, 1, 5);
  const low23 = v128.shuffle<i32>(s2, s3, 0, 4, 1, 5);
  const high01 = v128.shuffle<i32>(s0, s1, 2, 6, 3, 7);
  const high23 = v128.shuffle<i32>(s2, s3, 2, 6, 3, 7);
  v128.store(out, v128.shuffle<i64>(low01, low23, 0, 2));
  v128.store(out, v128.shuffle<i64>(low01, low23, 1, 3), 16);
  v128.store(out, v128.shuffle<i64>(high01, high23, 0, 2), 32);
  v128.store(out, v128.shuffle<i64>(high01, high23, 1, 3), 48);
}
