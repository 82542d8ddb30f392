import { storeGaussians } from './boxMuller';
import { seedLanes } from './philox';

// @ts-ignore: decorator
@inline
function nextA(b: v128): v128 {
  return v128.xor(b, i32x4.shr_u(b, 9));
}

// @ts-ignore: decorator
@inline
function nextB(c: v128): v128 {
  return i32x4.add(c, i32x4.shl(c, 3));
}

// @ts-ignore: decorator
@inline
function nextC(c: v128, word: v128): v128 {
  return i32x4.add(v128.or(i32x4.shl(c, 21), i32x4.shr_u(c, 11)), word);
}

/**
 * `count` Gaussians of one block, a positive multiple of 8; fewer than 32 values are written past them.
 *
 * `words` points at the stream's four words and at 128 bytes behind them that are free. Four steps a turn:
 * with one, an eighth of the time goes into putting the states back into the registers in which the next turn
 * expects them; with eight, the turn outgrows the processor's cache of decoded instructions.
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
    const r0 = i32x4.add(i32x4.add(a, b), d);
    d = i32x4.add(d, one);
    a = nextA(b);
    b = nextB(c);
    c = nextC(c, r0);
    const v0 = i32x4.add(i32x4.add(e, f), h);
    h = i32x4.add(h, one);
    e = nextA(f);
    f = nextB(g);
    g = nextC(g, v0);
    storeGaussians(r0, v0, out);
    const r1 = i32x4.add(i32x4.add(a, b), d);
    d = i32x4.add(d, one);
    a = nextA(b);
    b = nextB(c);
    c = nextC(c, r1);
    const v1 = i32x4.add(i32x4.add(e, f), h);
    h = i32x4.add(h, one);
    e = nextA(f);
    f = nextB(g);
    g = nextC(g, v1);
    storeGaussians(r1, v1, out + 32);
    const r2 = i32x4.add(i32x4.add(a, b), d);
    d = i32x4.add(d, one);
    a = nextA(b);
    b = nextB(c);
    c = nextC(c, r2);
    const v2 = i32x4.add(i32x4.add(e, f), h);
    h = i32x4.add(h, one);
    e = nextA(f);
    f = nextB(g);
    g = nextC(g, v2);
    storeGaussians(r2, v2, out + 64);
    const r3 = i32x4.add(i32x4.add(a, b), d);
    d = i32x4.add(d, one);
    a = nextA(b);
    b = nextB(c);
    c = nextC(c, r3);
    const v3 = i32x4.add(i32x4.add(e, f), h);
    h = i32x4.add(h, one);
    e = nextA(f);
    f = nextB(g);
    g = nextC(g, v3);
    storeGaussians(r3, v3, out + 96);
    out += 128;
  } while (out < end);
}

/**
 * `count` words of one use of a block, a positive multiple of 4. Below `words` as in `gaussianBlockSfc32`.
 */
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
    const word = i32x4.add(i32x4.add(a, b), d);
    d = i32x4.add(d, one);
    a = nextA(b);
    b = nextB(c);
    c = nextC(c, word);
    v128.store(out, word);
    out += 16;
  } while (out < end);
}
