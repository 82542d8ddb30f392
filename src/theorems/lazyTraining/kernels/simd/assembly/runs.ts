import { SUM_BLOCK } from '../../../../../numerics/kernels/simd/assembly/pairs';

/**
 * The sums of runs of `SUM_BLOCK` terms, one by one within a run, to `out`; the last run may be shorter.
 *
 * Four runs at a time: a sum alone waits for each of its own additions.
 */
export function runSums(terms: usize, count: i32, out: usize): void {
  const stride = <usize>SUM_BLOCK << 3;
  while (count >= 4 * SUM_BLOCK) {
    let a: f64 = 0;
    let b: f64 = 0;
    let c: f64 = 0;
    let d: f64 = 0;
    const end = terms + stride;
    do {
      a += load<f64>(terms);
      b += load<f64>(terms + stride);
      c += load<f64>(terms + 2 * stride);
      d += load<f64>(terms + 3 * stride);
      terms += 8;
    } while (terms < end);
    store<f64>(out, a);
    store<f64>(out, b, 8);
    store<f64>(out, c, 16);
    store<f64>(out, d, 24);
    terms += 3 * stride;
    out += 32;
    count -= 4 * SUM_BLOCK;
  }
  while (count > 0) {
    let sum: f64 = 0;
    const end = terms + (<usize>min(count, SUM_BLOCK) << 3);
    do {
      sum += load<f64>(terms);
      terms += 8;
    } while (terms < end);
    store<f64>(out, sum);
    out += 8;
    count -= SUM_BLOCK;
  }
}
