import { fourBytes, upper } from '../../../../../numerics/kernels/simd/assembly/pairs';

/**
 * weights_i = jumps_i / (4 max(margins_i, width)); returns extra + Σ jumps_i (width − margins_i)₊, added one
 * by one.
 */
export function kinkWeights(
  margins: usize,
  jumps: usize,
  width: f64,
  count: i32,
  weights: usize,
  extra: f64,
): f64 {
  const widths = f64x2.splat(width);
  const fours = f64x2.splat(4);
  const zero = f64x2.splat(0);
  const wholeEnd = jumps + (count & ~3);
  const end = jumps + count;
  if (jumps < wholeEnd) {
    do {
      const four = fourBytes(jumps);
      const j0 = f64x2.convert_low_i32x4_s(four);
      const j1 = f64x2.convert_low_i32x4_s(upper(four));
      const m0 = v128.load(margins);
      const m1 = v128.load(margins, 16);
      v128.store(weights, f64x2.div(j0, f64x2.mul(fours, f64x2.max(m0, widths))));
      v128.store(weights, f64x2.div(j1, f64x2.mul(fours, f64x2.max(m1, widths))), 16);
      const in0 = f64x2.lt(m0, widths);
      const in1 = f64x2.lt(m1, widths);
      if (v128.any_true(v128.or(in0, in1))) {
        const e0 = v128.bitselect(f64x2.mul(j0, f64x2.sub(widths, m0)), zero, in0);
        const e1 = v128.bitselect(f64x2.mul(j1, f64x2.sub(widths, m1)), zero, in1);
        extra += f64x2.extract_lane(e0, 0);
        extra += f64x2.extract_lane(e0, 1);
        extra += f64x2.extract_lane(e1, 0);
        extra += f64x2.extract_lane(e1, 1);
      }
      margins += 32;
      weights += 32;
      jumps += 4;
    } while (jumps < wholeEnd);
  }
  while (jumps < end) {
    const margin = load<f64>(margins);
    const jump = <f64>load<u8>(jumps);
    store<f64>(weights, jump / (4 * max<f64>(margin, width)));
    if (margin < width) extra += jump * (width - margin);
    margins += 8;
    weights += 8;
    jumps++;
  }
  return extra;
}

/** [x, w·x] of the first of two neurons, and of the second. */
// @ts-ignore: decorator
@inline
function firstOf(x: v128, wx: v128): v128 {
  return v128.shuffle<i64>(x, wx, 0, 2);
}

// @ts-ignore: decorator
@inline
function secondOf(x: v128, wx: v128): v128 {
  return v128.shuffle<i64>(x, wx, 1, 3);
}

/**
 * Adds, one by one, to the f64 at `sums`: Σ w_i; what is largest of it and all w_i; and for each of three
 * pairs of columns Σ w_i l_i r_i and Σ w_i · w_i l_i r_i.
 */
export function gramSums(
  weights: usize,
  l0: usize,
  r0: usize,
  l1: usize,
  r1: usize,
  l2: usize,
  r2: usize,
  count: i32,
  sums: usize,
): void {
  let total = load<f64>(sums);
  let largest = v128.load64_splat(sums, 8);
  let s0 = v128.load(sums, 16);
  let s1 = v128.load(sums, 32);
  let s2 = v128.load(sums, 48);
  const wholeEnd = weights + (<usize>(count & ~1) << 3);
  const end = weights + (<usize>count << 3);
  if (weights < wholeEnd) {
    do {
      const w = v128.load(weights);
      const x0 = f64x2.mul(f64x2.mul(w, v128.load(l0)), v128.load(r0));
      const x1 = f64x2.mul(f64x2.mul(w, v128.load(l1)), v128.load(r1));
      const x2 = f64x2.mul(f64x2.mul(w, v128.load(l2)), v128.load(r2));
      const t0 = f64x2.mul(w, x0);
      const t1 = f64x2.mul(w, x1);
      const t2 = f64x2.mul(w, x2);
      s0 = f64x2.add(f64x2.add(s0, firstOf(x0, t0)), secondOf(x0, t0));
      s1 = f64x2.add(f64x2.add(s1, firstOf(x1, t1)), secondOf(x1, t1));
      s2 = f64x2.add(f64x2.add(s2, firstOf(x2, t2)), secondOf(x2, t2));
      total = total + f64x2.extract_lane(w, 0) + f64x2.extract_lane(w, 1);
      // The second where it is larger: a NaN is passed over.
      largest = f64x2.pmax(largest, w);
      weights += 16;
      l0 += 16;
      r0 += 16;
      l1 += 16;
      r1 += 16;
      l2 += 16;
      r2 += 16;
    } while (weights < wholeEnd);
  }
  let most = f64x2.extract_lane(largest, 0);
  if (f64x2.extract_lane(largest, 1) > most) most = f64x2.extract_lane(largest, 1);
  if (weights < end) {
    const w = load<f64>(weights);
    const x0 = w * load<f64>(l0) * load<f64>(r0);
    const x1 = w * load<f64>(l1) * load<f64>(r1);
    const x2 = w * load<f64>(l2) * load<f64>(r2);
    s0 = f64x2.add(s0, f64x2.replace_lane(f64x2.splat(x0), 1, w * x0));
    s1 = f64x2.add(s1, f64x2.replace_lane(f64x2.splat(x1), 1, w * x1));
    s2 = f64x2.add(s2, f64x2.replace_lane(f64x2.splat(x2), 1, w * x2));
    total += w;
    if (w > most) most = w;
  }
  store<f64>(sums, total);
  store<f64>(sums, most, 8);
  v128.store(sums, s0, 16);
  v128.store(sums, s1, 32);
  v128.store(sums, s2, 48);
}
