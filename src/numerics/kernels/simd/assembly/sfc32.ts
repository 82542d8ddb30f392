import { storeGaussians } from './boxMuller';
import { seedLanes } from './philox';

/**
 * `count` Gaussians of one block, a positive multiple of 8.
 *
 * `words` points at the stream's four words and at 128 bytes behind them that are free.
 */
export function gaussianBlockSfc32(words: usize, block: u32, out: usize, count: i32): void {
  const states = words + 16;
  seedLanes(words, block, 0, states);
  seedLanes(words, block, 1, states + 64);
  let a = v128.load(states);
  let b = v128.load(states, 16);
  let c = v128.load(states, 32);
  let d = v128.load(states, 48);
  let e = v128.load(states, 64);
  let f = v128.load(states, 80);
  let g = v128.load(states, 96);
  let h = v128.load(states, 112);
  const one = i32x4.splat(1);
  const end = out + (<usize>count << 2);
  do {
    const r = i32x4.add(i32x4.add(a, b), d);
    d = i32x4.add(d, one);
    a = v128.xor(b, i32x4.shr_u(b, 9));
    b = i32x4.add(c, i32x4.shl(c, 3));
    c = i32x4.add(v128.or(i32x4.shl(c, 21), i32x4.shr_u(c, 11)), r);
    const v = i32x4.add(i32x4.add(e, f), h);
    h = i32x4.add(h, one);
    e = v128.xor(f, i32x4.shr_u(f, 9));
    f = i32x4.add(g, i32x4.shl(g, 3));
    g = i32x4.add(v128.or(i32x4.shl(g, 21), i32x4.shr_u(g, 11)), v);
    storeGaussians(r, v, out);
    out += 32;
  } while (out < end);
}

/** `count` words of one use of a block, a positive multiple of 4. Below `words` as in `gaussianBlockSfc32`. */
export function wordBlockSfc32(words: usize, block: u32, use: u32, out: usize, count: i32): void {
  const states = words + 16;
  seedLanes(words, block, use, states);
  let a = v128.load(states);
  let b = v128.load(states, 16);
  let c = v128.load(states, 32);
  let d = v128.load(states, 48);
  const one = i32x4.splat(1);
  const end = out + (<usize>count << 2);
  do {
    const t = i32x4.add(i32x4.add(a, b), d);
    d = i32x4.add(d, one);
    a = v128.xor(b, i32x4.shr_u(b, 9));
    b = i32x4.add(c, i32x4.shl(c, 3));
    c = i32x4.add(v128.or(i32x4.shl(c, 21), i32x4.shr_u(c, 11)), t);
    v128.store(out, t);
    out += 16;
  } while (out < end);
}
