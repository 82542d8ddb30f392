
/** `inner` rows of four f32, `stride` bytes apart, as f64 one behind the other; `inner` > 0. */
export function packColumns(wide: usize, stride: usize, inner: i32, packed: usize): void {
  const end = packed + (<usize>inner << 5);
  do {
    const four = v128.load(wide);
    v128.store(packed, f64x2.promote_low_f32x4(four));
    v128.store(packed, f64x2.promote_low_f32x4(i8x16.shuffle(four, four, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7)), 16);
    wide += stride;
    packed += 32;
  } while (packed < end);
}

/**
 * Four packed columns times `rows` > 0 rows of `inner` > 0 factors: out[i] = Σ_k factor[i, k] packed[k], four
 * numbers `stride` bytes after those of the row before, each sum in the order of k.
 *
 * With `lower` factors above the diagonal are 0: sums end at the diagonal of the last of the four rows that are
 * taken together, since a multiple 0 of a finite number changes no sum.
 */
export function packedProduct(
  factor: usize,
  rows: i32,
  inner: i32,
  lower: i32,
  packed: usize,
  out: usize,
  stride: usize,
): void {
  const row = <usize>inner << 3;
  let i = 0;
  while (i + 4 <= rows) {
    const end = packed + (<usize>(lower ? min(inner, i + 4) : inner) << 5);
    let a0 = f64x2.splat(0);
    let a1 = f64x2.splat(0);
    let b0 = f64x2.splat(0);
    let b1 = f64x2.splat(0);
    let c0 = f64x2.splat(0);
    let c1 = f64x2.splat(0);
    let d0 = f64x2.splat(0);
    let d1 = f64x2.splat(0);
    let fa = factor;
    let fb = fa + row;
    let fc = fb + row;
    let fd = fc + row;
    let at = packed;
    do {
      const low = v128.load(at);
      const high = v128.load(at, 16);
      const a = v128.load64_splat(fa);
      const b = v128.load64_splat(fb);
      const c = v128.load64_splat(fc);
      const d = v128.load64_splat(fd);
      a0 = f64x2.add(a0, f64x2.mul(a, low));
      a1 = f64x2.add(a1, f64x2.mul(a, high));
      b0 = f64x2.add(b0, f64x2.mul(b, low));
      b1 = f64x2.add(b1, f64x2.mul(b, high));
      c0 = f64x2.add(c0, f64x2.mul(c, low));
      c1 = f64x2.add(c1, f64x2.mul(c, high));
      d0 = f64x2.add(d0, f64x2.mul(d, low));
      d1 = f64x2.add(d1, f64x2.mul(d, high));
      fa += 8;
      fb += 8;
      fc += 8;
      fd += 8;
      at += 32;
    } while (at < end);
    v128.store(out, a0);
    v128.store(out, a1, 16);
    out += stride;
    v128.store(out, b0);
    v128.store(out, b1, 16);
    out += stride;
    v128.store(out, c0);
    v128.store(out, c1, 16);
    out += stride;
    v128.store(out, d0);
    v128.store(out, d1, 16);
    out += stride;
    factor += 4 * row;
    i += 4;
  }
  while (i < rows) {
    const end = packed + (<usize>(lower ? min(inner, i + 1) : inner) << 5);
    let a0 = f64x2.splat(0);
    let a1 = f64x2.splat(0);
    let fa = factor;
    let at = packed;
    do {
      const a = v128.load64_splat(fa);
      a0 = f64x2.add(a0, f64x2.mul(a, v128.load(at)));
      a1 = f64x2.add(a1, f64x2.mul(a, v128.load(at, 16)));
      fa += 8;
      at += 32;
    } while (at < end);
    v128.store(out, a0);
    v128.store(out, a1, 16);
    out += stride;
    factor += row;
    i++;
  }
}
