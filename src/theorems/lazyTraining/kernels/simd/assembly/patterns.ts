import { fourBytes, joinFirst, lanesOf, pair, single, SUM_BLOCK, upper } from '../../../../../numerics/kernels/simd/assembly/pairs';
import { positive, positiveOne } from './positive';

/** Adds Σ_s pattern_s row_s to the f64 at `out`, block by block. */
// @ts-ignore: decorator
@inline
function patternSum<T>(row: usize, pattern: usize, count: i32, out: usize): void {
  while (count > 0) {
    const block = min(count, SUM_BLOCK);
    let t0 = f64x2.splat(0);
    let t1 = f64x2.splat(0);
    const wholeEnd = pattern + (block & ~3);
    const end = pattern + block;
    if (pattern < wholeEnd) {
      do {
        const four = fourBytes(pattern);
        t0 = f64x2.add(t0, f64x2.mul(f64x2.convert_low_i32x4_s(four), pair<T>(row)));
        t1 = f64x2.add(t1, f64x2.mul(f64x2.convert_low_i32x4_s(upper(four)), pair<T>(row + 2 * sizeof<T>())));
        row += 4 * sizeof<T>();
        pattern += 4;
      } while (pattern < wholeEnd);
    }
    while (pattern < end) {
      t0 = joinFirst(t0, <f64>load<i8>(pattern) * single<T>(row));
      row += sizeof<T>();
      pattern++;
    }
    store<f64>(out, load<f64>(out) + lanesOf(t0, t1));
    count -= block;
  }
}

export function patternSum32(row: usize, pattern: usize, count: i32, out: usize): void {
  patternSum<f32>(row, pattern, count, out);
}

export function patternSum64(row: usize, pattern: usize, count: i32, out: usize): void {
  patternSum<f64>(row, pattern, count, out);
}

/** Σ_s p_s q_s of entries of size at most 11, exact for fewer than 2²⁴ of them. */
export function patternProduct(p: usize, q: usize, count: i32): i32 {
  let sum = i32x4.splat(0);
  const wholeEnd = p + (count & ~15);
  const end = p + count;
  if (p < wholeEnd) {
    do {
      const left = v128.load(p);
      const right = v128.load(q);
      // Products of bytes fit 16 bits.
      const low = i16x8.mul(i16x8.extend_low_i8x16_s(left), i16x8.extend_low_i8x16_s(right));
      const high = i16x8.mul(i16x8.extend_high_i8x16_s(left), i16x8.extend_high_i8x16_s(right));
      sum = i32x4.add(sum, i32x4.extadd_pairwise_i16x8_s(i16x8.add(low, high)));
      p += 16;
      q += 16;
    } while (p < wholeEnd);
  }
  let total =
    i32x4.extract_lane(sum, 0) +
    i32x4.extract_lane(sum, 1) +
    i32x4.extract_lane(sum, 2) +
    i32x4.extract_lane(sum, 3);
  while (p < end) {
    total += <i32>load<i8>(p) * <i32>load<i8>(q);
    p++;
    q++;
  }
  return total;
}

/** row_s = f32(row_s + factor · pattern_s). */
export function addPatternTo(row: usize, pattern: usize, factor: f64, count: i32): void {
  const f = f64x2.splat(factor);
  const wholeEnd = pattern + (count & ~3);
  const end = pattern + count;
  if (pattern < wholeEnd) {
    do {
      const four = fourBytes(pattern);
      const low = f64x2.add(pair<f32>(row), f64x2.mul(f, f64x2.convert_low_i32x4_s(four)));
      const high = f64x2.add(pair<f32>(row + 8), f64x2.mul(f, f64x2.convert_low_i32x4_s(upper(four))));
      const rounded = v128.shuffle<i64>(
        f32x4.demote_f64x2_zero(low),
        f32x4.demote_f64x2_zero(high),
        0,
        2,
      );
      v128.store(row, rounded);
      row += 16;
      pattern += 4;
    } while (pattern < wholeEnd);
  }
  while (pattern < end) {
    store<f32>(row, <f32>(<f64>load<f32>(row) + factor * <f64>load<i8>(pattern)));
    row += 4;
    pattern++;
  }
}

/** pattern_s = 2a_s where u_s + a_s·along > 0, else 0; returns how many are not 0. */
// @ts-ignore: decorator
@inline
function activePattern<T>(u: usize, signs: usize, along: f64, count: i32, out: usize): i32 {
  const alongs = f64x2.splat(along);
  const zero = f64x2.splat(0);
  let active = 0;
  const wholeEnd = signs + (count & ~3);
  const end = signs + count;
  if (signs < wholeEnd) {
    do {
      const four = fourBytes(signs);
      const p0 = f64x2.add(pair<T>(u), f64x2.mul(f64x2.convert_low_i32x4_s(four), alongs));
      const p1 = f64x2.add(pair<T>(u + 2 * sizeof<T>()), f64x2.mul(f64x2.convert_low_i32x4_s(upper(four)), alongs));
      // The four masks of 64 bits as four of 32, and with 2a_s in them as four of 8.
      const mask = v128.shuffle<i32>(f64x2.gt(p0, zero), f64x2.gt(p1, zero), 0, 2, 4, 6);
      active += popcnt(i32x4.bitmask(mask));
      const halves = v128.and(i32x4.add(four, four), mask);
      const shorts = i16x8.narrow_i32x4_s(halves, halves);
      v128.store32_lane(out, i8x16.narrow_i16x8_s(shorts, shorts), 0);
      u += 4 * sizeof<T>();
      signs += 4;
      out += 4;
    } while (signs < wholeEnd);
  }
  while (signs < end) {
    const sign = load<i8>(signs);
    const on = single<T>(u) + <f64>sign * along > 0;
    if (on) active++;
    store<i8>(out, on ? 2 * sign : 0);
    u += sizeof<T>();
    signs++;
    out++;
  }
  return active;
}

export function activePattern32(u: usize, signs: usize, along: f64, count: i32, out: usize): i32 {
  return activePattern<f32>(u, signs, along, count, out);
}

export function activePattern64(u: usize, signs: usize, along: f64, count: i32, out: usize): i32 {
  return activePattern<f64>(u, signs, along, count, out);
}

/** pattern_s = 2a_s where u_s > radius, a_s where −radius ≤ u_s ≤ radius, else 0. */
// @ts-ignore: decorator
@inline
function centerPattern<T>(u: usize, signs: usize, radius: f64, count: i32, out: usize): void {
  const radii = f64x2.splat(radius);
  const below = f64x2.splat(-radius);
  const wholeEnd = signs + (count & ~3);
  const end = signs + count;
  if (signs < wholeEnd) {
    do {
      const four = fourBytes(signs);
      const u0 = pair<T>(u);
      const u1 = pair<T>(u + 2 * sizeof<T>());
      const on = v128.shuffle<i32>(f64x2.gt(u0, radii), f64x2.gt(u1, radii), 0, 2, 4, 6);
      const within = v128.shuffle<i32>(f64x2.ge(u0, below), f64x2.ge(u1, below), 0, 2, 4, 6);
      const halves = i32x4.add(v128.and(four, on), v128.and(four, within));
      const shorts = i16x8.narrow_i32x4_s(halves, halves);
      v128.store32_lane(out, i8x16.narrow_i16x8_s(shorts, shorts), 0);
      u += 4 * sizeof<T>();
      signs += 4;
      out += 4;
    } while (signs < wholeEnd);
  }
  while (signs < end) {
    const entry = single<T>(u);
    const halves: i32 = (entry > radius ? 1 : 0) + (entry >= -radius ? 1 : 0);
    store<i8>(out, <i8>(<i32>load<i8>(signs) * halves));
    u += sizeof<T>();
    signs++;
    out++;
  }
}

export function centerPattern32(u: usize, signs: usize, radius: f64, count: i32, out: usize): void {
  centerPattern<f32>(u, signs, radius, count, out);
}

export function centerPattern64(u: usize, signs: usize, radius: f64, count: i32, out: usize): void {
  centerPattern<f64>(u, signs, radius, count, out);
}

/** sums_s = part · a_s. */
export function startSums(signs: usize, part: f64, count: i32, sums: usize): void {
  const parts = f64x2.splat(part);
  const end = signs + count;
  // Up to three sums behind the last are written too.
  if (signs < end) {
    do {
      const four = fourBytes(signs);
      v128.store(sums, f64x2.mul(parts, f64x2.convert_low_i32x4_s(four)));
      v128.store(sums, f64x2.mul(parts, f64x2.convert_low_i32x4_s(upper(four))), 16);
      signs += 4;
      sums += 32;
    } while (signs < end);
  }
}

/** Adds Σ a_s σ(sums_s) to the f64 at `out` and Σ σ(sums_s) to the one behind it, for one block. */
export function activeSums(sums: usize, signs: usize, count: i32, out: usize): void {
  let t0 = f64x2.splat(0);
  let t1 = f64x2.splat(0);
  let m0 = f64x2.splat(0);
  let m1 = f64x2.splat(0);
  const wholeEnd = signs + (count & ~3);
  const end = signs + count;
  if (signs < wholeEnd) {
    do {
      const four = fourBytes(signs);
      const z0 = positive(v128.load(sums));
      const z1 = positive(v128.load(sums, 16));
      t0 = f64x2.add(t0, f64x2.mul(f64x2.convert_low_i32x4_s(four), z0));
      t1 = f64x2.add(t1, f64x2.mul(f64x2.convert_low_i32x4_s(upper(four)), z1));
      m0 = f64x2.add(m0, z0);
      m1 = f64x2.add(m1, z1);
      sums += 32;
      signs += 4;
    } while (signs < wholeEnd);
  }
  while (signs < end) {
    const z = positiveOne(load<f64>(sums));
    t0 = joinFirst(t0, <f64>load<i8>(signs) * z);
    m0 = joinFirst(m0, z);
    sums += 8;
    signs++;
  }
  store<f64>(out, load<f64>(out) + lanesOf(t0, t1));
  store<f64>(out, load<f64>(out, 8) + lanesOf(m0, m1), 8);
}
