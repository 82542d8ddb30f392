/** Vectors whose counts of bits, 8 in a byte at most, fit into bytes when they are added. */
const IN_BYTES: i32 = 31;

/**
 * out[j] = how many bits the sets `row` and j share, j = 0, …, row, as i32; a set is `vectors` > 0 vectors of
 * 128 bits.
 */
export function sharedBits(sets: usize, row: i32, vectors: i32, out: usize): void {
  const stride = <usize>vectors << 4;
  const first = sets + <usize>row * stride;
  const end = first + stride;
  let other = sets;
  do {
    let total = i32x4.splat(0);
    let a = first;
    let b = other;
    do {
      let bytes = i8x16.splat(0);
      const stop = min(end, a + <usize>IN_BYTES * 16);
      do {
        bytes = i8x16.add(bytes, i8x16.popcnt(v128.and(v128.load(a), v128.load(b))));
        a += 16;
        b += 16;
      } while (a < stop);
      total = i32x4.add(total, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes)));
    } while (a < end);
    store<i32>(
      out,
      i32x4.extract_lane(total, 0) +
        i32x4.extract_lane(total, 1) +
        i32x4.extract_lane(total, 2) +
        i32x4.extract_lane(total, 3),
    );
    out += 4;
    other += stride;
  } while (other <= first);
}
