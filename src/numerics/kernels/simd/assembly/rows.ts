import { joinFirst, lanesOf, nextPair, pair, single } from './pairs';

/**
 * out[i] = ⟨row_i, vector⟩ for `count` rows of `width` numbers, the vector in f64: four rows at a time, which
 * wait for each other less.
 *
 * The four are a quarter of all rows apart, so that each of the four walks through the memory without a jump,
 * as the processor expects it: rows that lie beyond its caches arrive in two thirds of the time.
 */
// @ts-ignore: decorator
@inline
function rowDots<T>(rows: usize, vector: usize, out: usize, count: i32, width: i32): void {
  const stride = <usize>width * sizeof<T>();
  const whole = width & ~3;
  const wholeEnd = vector + (<usize>whole << 3);
  const end = vector + (<usize>width << 3);
  let quarter = count >> 2;
  const apart = <usize>quarter * stride;
  const outApart = <usize>quarter << 3;
  while (quarter > 0) {
    let a0 = f64x2.splat(0);
    let a1 = f64x2.splat(0);
    let b0 = f64x2.splat(0);
    let b1 = f64x2.splat(0);
    let c0 = f64x2.splat(0);
    let c1 = f64x2.splat(0);
    let d0 = f64x2.splat(0);
    let d1 = f64x2.splat(0);
    let ra = rows;
    let rb = ra + apart;
    let rc = rb + apart;
    let rd = rc + apart;
    let v = vector;
    if (whole != 0) {
      do {
        const low = v128.load(v);
        const high = v128.load(v, 16);
        a0 = f64x2.add(a0, f64x2.mul(pair<T>(ra), low));
        a1 = f64x2.add(a1, f64x2.mul(nextPair<T>(ra), high));
        b0 = f64x2.add(b0, f64x2.mul(pair<T>(rb), low));
        b1 = f64x2.add(b1, f64x2.mul(nextPair<T>(rb), high));
        c0 = f64x2.add(c0, f64x2.mul(pair<T>(rc), low));
        c1 = f64x2.add(c1, f64x2.mul(nextPair<T>(rc), high));
        d0 = f64x2.add(d0, f64x2.mul(pair<T>(rd), low));
        d1 = f64x2.add(d1, f64x2.mul(nextPair<T>(rd), high));
        ra += 4 * sizeof<T>();
        rb += 4 * sizeof<T>();
        rc += 4 * sizeof<T>();
        rd += 4 * sizeof<T>();
        v += 32;
      } while (v < wholeEnd);
    }
    while (v < end) {
      const entry = load<f64>(v);
      a0 = joinFirst(a0, single<T>(ra) * entry);
      b0 = joinFirst(b0, single<T>(rb) * entry);
      c0 = joinFirst(c0, single<T>(rc) * entry);
      d0 = joinFirst(d0, single<T>(rd) * entry);
      ra += sizeof<T>();
      rb += sizeof<T>();
      rc += sizeof<T>();
      rd += sizeof<T>();
      v += 8;
    }
    store<f64>(out, lanesOf(a0, a1));
    store<f64>(out + outApart, lanesOf(b0, b1));
    store<f64>(out + 2 * outApart, lanesOf(c0, c1));
    store<f64>(out + 3 * outApart, lanesOf(d0, d1));
    out += 8;
    rows += stride;
    quarter--;
  }
  out += 3 * outApart;
  rows += 3 * apart;
  count &= 3;
  while (count > 0) {
    let a0 = f64x2.splat(0);
    let a1 = f64x2.splat(0);
    let ra = rows;
    let v = vector;
    if (whole != 0) {
      do {
        a0 = f64x2.add(a0, f64x2.mul(pair<T>(ra), v128.load(v)));
        a1 = f64x2.add(a1, f64x2.mul(nextPair<T>(ra), v128.load(v, 16)));
        ra += 4 * sizeof<T>();
        v += 32;
      } while (v < wholeEnd);
    }
    while (v < end) {
      a0 = joinFirst(a0, single<T>(ra) * load<f64>(v));
      ra += sizeof<T>();
      v += 8;
    }
    store<f64>(out, lanesOf(a0, a1));
    out += 8;
    rows += stride;
    count--;
  }
}

export function rowDots32(rows: usize, vector: usize, out: usize, count: i32, width: i32): void {
  rowDots<f32>(rows, vector, out, count, width);
}

export function rowDots64(rows: usize, vector: usize, out: usize, count: i32, width: i32): void {
  rowDots<f64>(rows, vector, out, count, width);
}

/** target += factor · row, for one row. */
// @ts-ignore: decorator
@inline
function addRow<T>(target: usize, row: usize, factor: f64, width: i32): void {
  const wholeEnd = target + (<usize>(width & ~1) << 3);
  const end = target + (<usize>width << 3);
  const f = f64x2.splat(factor);
  if (target < wholeEnd) {
    do {
      v128.store(target, f64x2.add(v128.load(target), f64x2.mul(f, pair<T>(row))));
      row += 2 * sizeof<T>();
      target += 16;
    } while (target < wholeEnd);
  }
  if (target < end) store<f64>(target, load<f64>(target) + factor * single<T>(row));
}

export function addRow32(target: usize, row: usize, factor: f64, width: i32): void {
  addRow<f32>(target, row, factor, width);
}

export function addRow64(target: usize, row: usize, factor: f64, width: i32): void {
  addRow<f64>(target, row, factor, width);
}

/**
 * target += Σ_j factor_j · row_j, in the order of j, four rows a pass; `list` holds the rows' addresses,
 * `factors` f64.
 */
// @ts-ignore: decorator
@inline
function addRows<T>(target: usize, list: usize, factors: usize, count: i32, width: i32): void {
  const wholeEnd = target + (<usize>(width & ~1) << 3);
  while (count >= 4) {
    let ra = <usize>load<u32>(list);
    let rb = <usize>load<u32>(list, 4);
    let rc = <usize>load<u32>(list, 8);
    let rd = <usize>load<u32>(list, 12);
    const fa = v128.load64_splat(factors);
    const fb = v128.load64_splat(factors, 8);
    const fc = v128.load64_splat(factors, 16);
    const fd = v128.load64_splat(factors, 24);
    let t = target;
    if (t < wholeEnd) {
      do {
        let sum = f64x2.add(v128.load(t), f64x2.mul(fa, pair<T>(ra)));
        sum = f64x2.add(sum, f64x2.mul(fb, pair<T>(rb)));
        sum = f64x2.add(sum, f64x2.mul(fc, pair<T>(rc)));
        v128.store(t, f64x2.add(sum, f64x2.mul(fd, pair<T>(rd))));
        ra += 2 * sizeof<T>();
        rb += 2 * sizeof<T>();
        rc += 2 * sizeof<T>();
        rd += 2 * sizeof<T>();
        t += 16;
      } while (t < wholeEnd);
    }
    if (width & 1) {
      let sum = load<f64>(t) + load<f64>(factors) * single<T>(ra);
      sum += load<f64>(factors, 8) * single<T>(rb);
      sum += load<f64>(factors, 16) * single<T>(rc);
      store<f64>(t, sum + load<f64>(factors, 24) * single<T>(rd));
    }
    list += 16;
    factors += 32;
    count -= 4;
  }
  while (count > 0) {
    addRow<T>(target, <usize>load<u32>(list), load<f64>(factors), width);
    list += 4;
    factors += 8;
    count--;
  }
}

export function addRows32(target: usize, list: usize, factors: usize, count: i32, width: i32): void {
  addRows<f32>(target, list, factors, count, width);
}

export function addRows64(target: usize, list: usize, factors: usize, count: i32, width: i32): void {
  addRows<f64>(target, list, factors, count, width);
}

/**
 * target += Σ_s (scale · pattern_s) · row_s over `count` rows that lie one behind the other, rows of pattern
 * 0 left out.
 *
 * `list` and `factors` are scratch memory of 16 and of 32 bytes.
 */
export function addPattern32(
  target: usize,
  rows: usize,
  pattern: usize,
  scale: f64,
  count: i32,
  width: i32,
  list: usize,
  factors: usize,
): void {
  const stride = <usize>width << 2;
  let held = 0;
  while (count > 0) {
    const entry = load<i8>(pattern);
    if (entry != 0) {
      store<u32>(list + (<usize>held << 2), <u32>rows);
      store<f64>(factors + (<usize>held << 3), <f64>entry * scale);
      held++;
      if (held == 4) {
        addRows<f32>(target, list, factors, 4, width);
        held = 0;
      }
    }
    rows += stride;
    pattern++;
    count--;
  }
  if (held > 0) addRows<f32>(target, list, factors, held, width);
}
