import { fourBytes, joinFirst, lanesOf, pair, single, SUM_BLOCK, upper } from '../../../../../numerics/kernels/simd/assembly/pairs';
import { positive, positiveOne } from './positive';

/**
 * Adds Σ a_s σ(u_s + a_s·reach) to the f64 at `out` and Σ σ(u_s + a_s·reach) to the one behind it, block by
 * block.
 */
// @ts-ignore: decorator
@inline
function extremeSums<T>(u: usize, signs: usize, reach: f64, count: i32, out: usize): void {
  const reaches = f64x2.splat(reach);
  while (count > 0) {
    const block = min(count, SUM_BLOCK);
    let t0 = f64x2.splat(0);
    let t1 = f64x2.splat(0);
    let m0 = f64x2.splat(0);
    let m1 = f64x2.splat(0);
    const wholeEnd = signs + (block & ~3);
    const end = signs + block;
    if (signs < wholeEnd) {
      do {
        const four = fourBytes(signs);
        const a0 = f64x2.convert_low_i32x4_s(four);
        const a1 = f64x2.convert_low_i32x4_s(upper(four));
        const z0 = positive(f64x2.add(pair<T>(u), f64x2.mul(a0, reaches)));
        const z1 = positive(f64x2.add(pair<T>(u + 2 * sizeof<T>()), f64x2.mul(a1, reaches)));
        t0 = f64x2.add(t0, f64x2.mul(a0, z0));
        t1 = f64x2.add(t1, f64x2.mul(a1, z1));
        m0 = f64x2.add(m0, z0);
        m1 = f64x2.add(m1, z1);
        u += 4 * sizeof<T>();
        signs += 4;
      } while (signs < wholeEnd);
    }
    while (signs < end) {
      const a = <f64>load<i8>(signs);
      const z = positiveOne(single<T>(u) + a * reach);
      t0 = joinFirst(t0, a * z);
      m0 = joinFirst(m0, z);
      u += sizeof<T>();
      signs++;
    }
    store<f64>(out, load<f64>(out) + lanesOf(t0, t1));
    store<f64>(out, load<f64>(out, 8) + lanesOf(m0, m1), 8);
    count -= block;
  }
}

export function extremeSums32(u: usize, signs: usize, reach: f64, count: i32, out: usize): void {
  extremeSums<f32>(u, signs, reach, count, out);
}

export function extremeSums64(u: usize, signs: usize, reach: f64, count: i32, out: usize): void {
  extremeSums<f64>(u, signs, reach, count, out);
}

/**
 * Over the neurons with u_s > radius, with p_s = u_s + a_s·along: adds to five f64 at `out` the number of
 * them, Σ a_s p_s and Σ a_s·a_s·across over p_s > 0, and Σ u_s.
 */
// @ts-ignore: decorator
@inline
function alwaysActiveSums<T>(u: usize, signs: usize, radius: f64, along: f64, across: f64, count: i32, out: usize): void {
  const radii = f64x2.splat(radius);
  const alongs = f64x2.splat(along);
  const acrosses = f64x2.splat(across);
  const zero = f64x2.splat(0);
  while (count > 0) {
    const block = min(count, SUM_BLOCK);
    let alwaysActive = i64x2.splat(0);
    let alwaysActiveTail: i64 = 0;
    let t0 = zero;
    let t1 = zero;
    let p0 = zero;
    let p1 = zero;
    let m0 = zero;
    let m1 = zero;
    const wholeEnd = signs + (block & ~3);
    const end = signs + block;
    if (signs < wholeEnd) {
      do {
        const four = fourBytes(signs);
        const a0 = f64x2.convert_low_i32x4_s(four);
        const a1 = f64x2.convert_low_i32x4_s(upper(four));
        const u0 = pair<T>(u);
        const u1 = pair<T>(u + 2 * sizeof<T>());
        const in0 = f64x2.gt(u0, radii);
        const in1 = f64x2.gt(u1, radii);
        alwaysActive = i64x2.sub(alwaysActive, i64x2.add(in0, in1));
        m0 = f64x2.add(m0, v128.and(u0, in0));
        m1 = f64x2.add(m1, v128.and(u1, in1));
        const moved0 = f64x2.add(u0, f64x2.mul(a0, alongs));
        const moved1 = f64x2.add(u1, f64x2.mul(a1, alongs));
        const on0 = v128.and(in0, f64x2.gt(moved0, zero));
        const on1 = v128.and(in1, f64x2.gt(moved1, zero));
        t0 = f64x2.add(t0, v128.and(f64x2.mul(a0, moved0), on0));
        t1 = f64x2.add(t1, v128.and(f64x2.mul(a1, moved1), on1));
        p0 = f64x2.add(p0, v128.and(acrosses, on0));
        p1 = f64x2.add(p1, v128.and(acrosses, on1));
        u += 4 * sizeof<T>();
        signs += 4;
      } while (signs < wholeEnd);
    }
    while (signs < end) {
      const a = <f64>load<i8>(signs);
      const entry = single<T>(u);
      if (entry > radius) {
        alwaysActiveTail++;
        m0 = joinFirst(m0, entry);
        const moved = entry + a * along;
        if (moved > 0) {
          t0 = joinFirst(t0, a * moved);
          p0 = joinFirst(p0, across);
        }
      }
      u += sizeof<T>();
      signs++;
    }
    alwaysActiveTail += i64x2.extract_lane(alwaysActive, 0) + i64x2.extract_lane(alwaysActive, 1);
    store<f64>(out, load<f64>(out) + <f64>alwaysActiveTail);
    store<f64>(out, load<f64>(out, 8) + lanesOf(t0, t1), 8);
    store<f64>(out, load<f64>(out, 16) + lanesOf(p0, p1), 16);
    store<f64>(out, load<f64>(out, 24) + lanesOf(m0, m1), 24);
    count -= block;
  }
}

export function alwaysActiveSums32(
  u: usize,
  signs: usize,
  radius: f64,
  along: f64,
  across: f64,
  count: i32,
  out: usize,
): void {
  alwaysActiveSums<f32>(u, signs, radius, along, across, count, out);
}

export function alwaysActiveSums64(
  u: usize,
  signs: usize,
  radius: f64,
  along: f64,
  across: f64,
  count: i32,
  out: usize,
): void {
  alwaysActiveSums<f64>(u, signs, radius, along, across, count, out);
}

/**
 * Writes first + s for every u_s with above < u_s ≤ atMost to `out`, in order, and returns how many there
 * are.
 */
// @ts-ignore: decorator
@inline
function within<T>(u: usize, above: f64, atMost: f64, count: i32, first: i32, out: usize): i32 {
  const lows = f64x2.splat(above);
  const highs = f64x2.splat(atMost);
  const start = out;
  const wholeEnd = u + <usize>(count & ~3) * sizeof<T>();
  const end = u + <usize>count * sizeof<T>();
  // Single numbers beyond both bounds are passed over sixteen at a time: rounding keeps the order, so none of
  // those within is lost.
  const most = f32x4.splat(<f32>max<f64>(abs<f64>(above), abs<f64>(atMost)));
  if (u < wholeEnd) {
    do {
      if (sizeof<T>() == 4 && u + 64 <= wholeEnd) {
        const near = v128.or(
          v128.or(
            f32x4.le(f32x4.abs(v128.load(u)), most),
            f32x4.le(f32x4.abs(v128.load(u, 16)), most),
          ),
          v128.or(
            f32x4.le(f32x4.abs(v128.load(u, 32)), most),
            f32x4.le(f32x4.abs(v128.load(u, 48)), most),
          ),
        );
        if (!v128.any_true(near)) {
          u += 64;
          first += 16;
          continue;
        }
      }
      const u0 = pair<T>(u);
      const u1 = pair<T>(u + 2 * sizeof<T>());
      const in0 = v128.and(f64x2.gt(u0, lows), f64x2.le(u0, highs));
      const in1 = v128.and(f64x2.gt(u1, lows), f64x2.le(u1, highs));
      if (v128.any_true(v128.or(in0, in1))) {
        let bits = i64x2.bitmask(in0) | (i64x2.bitmask(in1) << 2);
        do {
          store<i32>(out, first + ctz(bits));
          out += 4;
          bits &= bits - 1;
        } while (bits != 0);
      }
      first += 4;
      u += 4 * sizeof<T>();
    } while (u < wholeEnd);
  }
  while (u < end) {
    const entry = single<T>(u);
    if (entry > above && entry <= atMost) {
      store<i32>(out, first);
      out += 4;
    }
    first++;
    u += sizeof<T>();
  }
  return <i32>((out - start) >> 2);
}

export function within32(u: usize, above: f64, atMost: f64, count: i32, first: i32, out: usize): i32 {
  return within<f32>(u, above, atMost, count, first, out);
}

export function within64(u: usize, above: f64, atMost: f64, count: i32, first: i32, out: usize): i32 {
  return within<f64>(u, above, atMost, count, first, out);
}
