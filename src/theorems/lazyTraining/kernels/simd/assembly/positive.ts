/** σ(z) as the plain form writes it: (z + |z|)/2. */
// @ts-ignore: decorator
@inline
export function positive(z: v128): v128 {
  return f64x2.mul(f64x2.splat(0.5), f64x2.add(z, f64x2.abs(z)));
}

// @ts-ignore: decorator
@inline
export function positiveOne(z: f64): f64 {
  return 0.5 * (z + abs<f64>(z));
}
