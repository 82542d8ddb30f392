/**
 * Four pairs of Gaussians from four words r and four words v: the eight values go to `out`. See
 * reference/gaussianBlock.ts, whose bits these are.
 *
 * The vector units are what everything waits for, so that operations are saved where that leaves each
 * rounding as it was: the power of two stays where it lies in the bits of a float, M keeps the factor 2³¹,
 * and ln 2 takes its factor 2⁻²³ along.
 */
// @ts-ignore: decorator
@inline
export function storeGaussians(r: v128, v: v128, out: usize): void {
  // Below 2³¹, so that the conversion of signed words, one instruction, will do.
  const f = f32x4.convert_i32x4_s(v128.or(i32x4.shr_u(r, 1), i32x4.splat(1)));
  // e·2²³ with f = M·2^(31 − e): what the exponent of f lacks to 31.
  const e = v128.andnot(i32x4.splat(31 << 23), i32x4.sub(f, i32x4.splat(0x3f3504f3)));
  const M = i32x4.add(f, e);
  const one = f32x4.splat(2147483648);
  const s = f32x4.div(f32x4.sub(M, one), f32x4.add(M, one));
  const z = f32x4.mul(s, s);
  let log = f32x4.add(f32x4.mul(z, f32x4.splat(0.412963718)), f32x4.splat(0.666522264));
  log = f32x4.add(f32x4.mul(log, z), f32x4.splat(2.00000024));
  const powers = f32x4.mul(f32x4.convert_i32x4_s(e), f32x4.splat(<f32>0.69314718 / 8388608));
  const R = f32x4.sqrt(f32x4.sub(powers, f32x4.mul(s, log)));
  const twice = i32x4.add(v, v);
  const T = f32x4.mul(f32x4.convert_i32x4_s(i32x4.add(twice, twice)), f32x4.splat(4.6566129e-10));
  const y = f32x4.mul(T, T);
  let sin = f32x4.add(f32x4.mul(y, f32x4.splat(0.00243562274)), f32x4.splat(-0.0807247534));
  sin = f32x4.mul(T, f32x4.add(f32x4.mul(sin, y), f32x4.splat(0.785396993)));
  let cos = f32x4.add(f32x4.mul(y, f32x4.splat(-0.000318727834)), f32x4.splat(0.0158496834));
  cos = f32x4.add(f32x4.mul(cos, y), f32x4.splat(-0.308424175));
  cos = f32x4.add(f32x4.mul(cos, y), f32x4.splat(0.99999994));
  const sign = i32x4.splat(0x80000000);
  v128.store(out, v128.xor(f32x4.mul(f32x4.sub(cos, sin), R), v128.and(v, sign)));
  v128.store(out, v128.xor(f32x4.mul(f32x4.add(cos, sin), R), v128.and(twice, sign)), 16);
}
