/**
 * Four pairs of Gaussians from four words r and four words v: the eight values go to `out`. See reference/gaussianBlock.ts, whose bits
 * these are.
 */
// @ts-ignore: decorator
@inline
export function storeGaussians(r: v128, v: v128, out: usize): void {
  // Below 2³¹, so that the conversion of signed words, one instruction, will do.
  const f = f32x4.convert_i32x4_s(v128.or(i32x4.shr_u(r, 1), i32x4.splat(1)));
  const shifted = i32x4.sub(f, i32x4.splat(0x3f3504f3));
  const e = f32x4.convert_i32x4_s(i32x4.sub(i32x4.splat(31), i32x4.shr_s(shifted, 23)));
  const M = i32x4.add(v128.and(shifted, i32x4.splat(0x7fffff)), i32x4.splat(0x3f3504f3));
  const one = f32x4.splat(1);
  const s = f32x4.div(f32x4.sub(M, one), f32x4.add(M, one));
  const z = f32x4.mul(s, s);
  let log = f32x4.add(f32x4.mul(z, f32x4.splat(0.412963718)), f32x4.splat(0.666522264));
  log = f32x4.add(f32x4.mul(log, z), f32x4.splat(2.00000024));
  const R = f32x4.sqrt(f32x4.sub(f32x4.mul(e, f32x4.splat(0.69314718)), f32x4.mul(s, log)));
  const T = f32x4.mul(f32x4.convert_i32x4_s(i32x4.shl(v, 2)), f32x4.splat(4.6566129e-10));
  const y = f32x4.mul(T, T);
  let sin = f32x4.add(f32x4.mul(y, f32x4.splat(0.00243562274)), f32x4.splat(-0.0807247534));
  sin = f32x4.mul(T, f32x4.add(f32x4.mul(sin, y), f32x4.splat(0.785396993)));
  let cos = f32x4.add(f32x4.mul(y, f32x4.splat(-0.000318727834)), f32x4.splat(0.0158496834));
  cos = f32x4.add(f32x4.mul(cos, y), f32x4.splat(-0.308424175));
  cos = f32x4.add(f32x4.mul(cos, y), f32x4.splat(0.99999994));
  const sign = i32x4.splat(0x80000000);
  v128.store(out, v128.xor(f32x4.mul(f32x4.sub(cos, sin), R), v128.and(v, sign)));
  v128.store(out, v128.xor(f32x4.mul(f32x4.add(cos, sin), R), v128.and(i32x4.shl(v, 1), sign)), 16);
}
