import { pair, single } from '../../../../../numerics/kernels/simd/assembly/pairs';

/** sums_s += factor · row_s and squares_s += row_s². */
// @ts-ignore: decorator
@inline
function addProjection<T>(sums: usize, squares: usize, row: usize, factor: f64, count: i32): void {
  const f = f64x2.splat(factor);
  const wholeEnd = sums + (<usize>(count & ~1) << 3);
  const end = sums + (<usize>count << 3);
  if (sums < wholeEnd) {
    do {
      const entries = pair<T>(row);
      v128.store(sums, f64x2.add(v128.load(sums), f64x2.mul(f, entries)));
      v128.store(squares, f64x2.add(v128.load(squares), f64x2.mul(entries, entries)));
      row += 2 * sizeof<T>();
      sums += 16;
      squares += 16;
    } while (sums < wholeEnd);
  }
  if (sums < end) {
    const entry = single<T>(row);
    store<f64>(sums, load<f64>(sums) + factor * entry);
    store<f64>(squares, load<f64>(squares) + entry * entry);
  }
}

export function addProjection32(sums: usize, squares: usize, row: usize, factor: f64, count: i32): void {
  addProjection<f32>(sums, squares, row, factor, count);
}

export function addProjection64(sums: usize, squares: usize, row: usize, factor: f64, count: i32): void {
  addProjection<f64>(sums, squares, row, factor, count);
}

/** numbers_s = value. Up to three behind the last are written too. */
export function fill(numbers: usize, value: f64, count: i32): void {
  const two = f64x2.splat(value);
  const end = numbers + (<usize>count << 3);
  if (numbers < end) {
    do {
      v128.store(numbers, two);
      v128.store(numbers, two, 16);
      numbers += 32;
    } while (numbers < end);
  }
}

/** norms_s = √squares_s (1 + 2⁻²²) rounded to f32; returns the largest square and `largest`. */
export function lengths(squares: usize, norms: usize, count: i32, largest: f64): f64 {
  const upwards = f64x2.splat(1.0 + 1.0 / 4194304.0);
  let most = f64x2.splat(largest);
  const wholeEnd = squares + (<usize>(count & ~1) << 3);
  const end = squares + (<usize>count << 3);
  if (squares < wholeEnd) {
    do {
      const two = v128.load(squares);
      most = f64x2.max(most, two);
      v128.store64_lane(norms, f32x4.demote_f64x2_zero(f64x2.mul(f64x2.sqrt(two), upwards)), 0);
      squares += 16;
      norms += 8;
    } while (squares < wholeEnd);
  }
  let all = max<f64>(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1));
  if (squares < end) {
    const square = load<f64>(squares);
    all = max<f64>(all, square);
    store<f32>(norms, <f32>(sqrt<f64>(square) * (1.0 + 1.0 / 4194304.0)));
  }
  return all;
}

/** out_i = row at list_i, in f64. */
// @ts-ignore: decorator
@inline
function pick<T>(row: usize, list: usize, count: i32, out: usize): void {
  const end = list + (<usize>count << 2);
  while (list < end) {
    store<f64>(out, single<T>(row + <usize>load<u32>(list) * sizeof<T>()));
    list += 4;
    out += 8;
  }
}

export function pick32(row: usize, list: usize, count: i32, out: usize): void {
  pick<f32>(row, list, count, out);
}

export function pick64(row: usize, list: usize, count: i32, out: usize): void {
  pick<f64>(row, list, count, out);
}
