import { fourBytes, pair, single, upper } from '../../../../../numerics/kernels/simd/assembly/pairs';

/**
 * flags_s = 1 where u_s > radius and u_s − rate · towards_s > clearance · (1 + sign · a_s), else 0. Returns
 * how many there are, and 2¹⁶ times how many have u_s > radius; for fewer than 2¹⁵ neurons.
 */
// @ts-ignore: decorator
@inline
function tracked<T>(
  u: usize,
  signs: usize,
  towards: usize,
  radius: f64,
  sign: f64,
  rate: f64,
  clearance: f64,
  count: i32,
  flags: usize,
): i32 {
  const radii = f64x2.splat(radius);
  const rates = f64x2.splat(rate);
  const clearances = f64x2.splat(clearance);
  const signed = f64x2.splat(sign);
  const ones = f64x2.splat(1);
  let on = 0;
  let flagged = 0;
  const wholeEnd = signs + (count & ~3);
  const end = signs + count;
  if (signs < wholeEnd) {
    do {
      const four = fourBytes(signs);
      const u0 = pair<T>(u);
      const u1 = pair<T>(u + 2 * sizeof<T>());
      const on0 = f64x2.gt(u0, radii);
      const on1 = f64x2.gt(u1, radii);
      const after0 = f64x2.sub(u0, f64x2.mul(rates, v128.load(towards)));
      const after1 = f64x2.sub(u1, f64x2.mul(rates, v128.load(towards, 16)));
      const a0 = f64x2.convert_low_i32x4_s(four);
      const a1 = f64x2.convert_low_i32x4_s(upper(four));
      const in0 = v128.and(on0, f64x2.gt(after0, f64x2.mul(clearances, f64x2.add(ones, f64x2.mul(signed, a0)))));
      const in1 = v128.and(on1, f64x2.gt(after1, f64x2.mul(clearances, f64x2.add(ones, f64x2.mul(signed, a1)))));
      on += popcnt(i64x2.bitmask(on0) | (i64x2.bitmask(on1) << 2));
      const mask = v128.shuffle<i32>(in0, in1, 0, 2, 4, 6);
      flagged += popcnt(i32x4.bitmask(mask));
      const flag = i32x4.neg(mask);
      const shorts = i16x8.narrow_i32x4_s(flag, flag);
      v128.store32_lane(flags, i8x16.narrow_i16x8_s(shorts, shorts), 0);
      u += 4 * sizeof<T>();
      towards += 32;
      signs += 4;
      flags += 4;
    } while (signs < wholeEnd);
  }
  while (signs < end) {
    const us = single<T>(u);
    const isOn = us > radius;
    const isTracked =
      isOn && us - rate * load<f64>(towards) > clearance * (1 + sign * <f64>load<i8>(signs));
    if (isOn) on++;
    if (isTracked) flagged++;
    store<u8>(flags, isTracked ? 1 : 0);
    u += sizeof<T>();
    towards += 8;
    signs++;
    flags++;
  }
  return (on << 16) | flagged;
}

export function tracked32(
  u: usize,
  signs: usize,
  towards: usize,
  radius: f64,
  sign: f64,
  rate: f64,
  clearance: f64,
  count: i32,
  flags: usize,
): i32 {
  return tracked<f32>(u, signs, towards, radius, sign, rate, clearance, count, flags);
}

export function tracked64(
  u: usize,
  signs: usize,
  towards: usize,
  radius: f64,
  sign: f64,
  rate: f64,
  clearance: f64,
  count: i32,
  flags: usize,
): i32 {
  return tracked<f64>(u, signs, towards, radius, sign, rate, clearance, count, flags);
}
