import { storeGaussians } from './boxMuller';

// @ts-ignore: decorator
@inline
function rotate16(x: v128): v128 {
  return v128.shuffle<i8>(x, x, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
}

// @ts-ignore: decorator
@inline
function rotate8(x: v128): v128 {
  return v128.shuffle<i8>(x, x, 3, 0, 1, 2, 7, 4, 5, 6, 11, 8, 9, 10, 15, 12, 13, 14);
}

// @ts-ignore: decorator
@inline
function rotate12(x: v128): v128 {
  return v128.or(i32x4.shl(x, 12), i32x4.shr_u(x, 20));
}

// @ts-ignore: decorator
@inline
function rotate7(x: v128): v128 {
  return v128.or(i32x4.shl(x, 7), i32x4.shr_u(x, 25));
}

/**
 * Four ChaCha8 blocks side by side, at the counters (position … position + 3, block) with the nonce (use, 0):
 * 64 words, those of one kind of the four blocks together. See reference/chacha8.ts.
 */
export function chacha8Quad(words: usize, position: u32, block: u32, use: u32, out: usize): void {
  const k0 = v128.load32_splat(words);
  const k1 = v128.load32_splat(words, 4);
  const k2 = v128.load32_splat(words, 8);
  const k3 = v128.load32_splat(words, 12);
  const counter = i32x4.add(i32x4.splat(position), i32x4(0, 1, 2, 3));
  let x0 = i32x4.splat(0x61707865);
  let x1 = i32x4.splat(0x3120646e);
  let x2 = i32x4.splat(0x79622d36);
  let x3 = i32x4.splat(0x6b206574);
  let x4 = k0;
  let x5 = k1;
  let x6 = k2;
  let x7 = k3;
  let x8 = k0;
  let x9 = k1;
  let xa = k2;
  let xb = k3;
  let xc = counter;
  let xd = i32x4.splat(block);
  let xe = i32x4.splat(use);
  let xf = i32x4.splat(0);
  let pairs = 4;
  do {
    x0 = i32x4.add(x0, x4);
    x1 = i32x4.add(x1, x5);
    x2 = i32x4.add(x2, x6);
    x3 = i32x4.add(x3, x7);
    xc = rotate16(v128.xor(xc, x0));
    xd = rotate16(v128.xor(xd, x1));
    xe = rotate16(v128.xor(xe, x2));
    xf = rotate16(v128.xor(xf, x3));
    x8 = i32x4.add(x8, xc);
    x9 = i32x4.add(x9, xd);
    xa = i32x4.add(xa, xe);
    xb = i32x4.add(xb, xf);
    x4 = rotate12(v128.xor(x4, x8));
    x5 = rotate12(v128.xor(x5, x9));
    x6 = rotate12(v128.xor(x6, xa));
    x7 = rotate12(v128.xor(x7, xb));
    x0 = i32x4.add(x0, x4);
    x1 = i32x4.add(x1, x5);
    x2 = i32x4.add(x2, x6);
    x3 = i32x4.add(x3, x7);
    xc = rotate8(v128.xor(xc, x0));
    xd = rotate8(v128.xor(xd, x1));
    xe = rotate8(v128.xor(xe, x2));
    xf = rotate8(v128.xor(xf, x3));
    x8 = i32x4.add(x8, xc);
    x9 = i32x4.add(x9, xd);
    xa = i32x4.add(xa, xe);
    xb = i32x4.add(xb, xf);
    x4 = rotate7(v128.xor(x4, x8));
    x5 = rotate7(v128.xor(x5, x9));
    x6 = rotate7(v128.xor(x6, xa));
    x7 = rotate7(v128.xor(x7, xb));

    x0 = i32x4.add(x0, x5);
    x1 = i32x4.add(x1, x6);
    x2 = i32x4.add(x2, x7);
    x3 = i32x4.add(x3, x4);
    xf = rotate16(v128.xor(xf, x0));
    xc = rotate16(v128.xor(xc, x1));
    xd = rotate16(v128.xor(xd, x2));
    xe = rotate16(v128.xor(xe, x3));
    xa = i32x4.add(xa, xf);
    xb = i32x4.add(xb, xc);
    x8 = i32x4.add(x8, xd);
    x9 = i32x4.add(x9, xe);
    x5 = rotate12(v128.xor(x5, xa));
    x6 = rotate12(v128.xor(x6, xb));
    x7 = rotate12(v128.xor(x7, x8));
    x4 = rotate12(v128.xor(x4, x9));
    x0 = i32x4.add(x0, x5);
    x1 = i32x4.add(x1, x6);
    x2 = i32x4.add(x2, x7);
    x3 = i32x4.add(x3, x4);
    xf = rotate8(v128.xor(xf, x0));
    xc = rotate8(v128.xor(xc, x1));
    xd = rotate8(v128.xor(xd, x2));
    xe = rotate8(v128.xor(xe, x3));
    xa = i32x4.add(xa, xf);
    xb = i32x4.add(xb, xc);
    x8 = i32x4.add(x8, xd);
    x9 = i32x4.add(x9, xe);
    x5 = rotate7(v128.xor(x5, xa));
    x6 = rotate7(v128.xor(x6, xb));
    x7 = rotate7(v128.xor(x7, x8));
    x4 = rotate7(v128.xor(x4, x9));
  } while (--pairs);
  v128.store(out, i32x4.add(x0, i32x4.splat(0x61707865)));
  v128.store(out, i32x4.add(x1, i32x4.splat(0x3120646e)), 16);
  v128.store(out, i32x4.add(x2, i32x4.splat(0x79622d36)), 32);
  v128.store(out, i32x4.add(x3, i32x4.splat(0x6b206574)), 48);
  v128.store(out, i32x4.add(x4, k0), 64);
  v128.store(out, i32x4.add(x5, k1), 80);
  v128.store(out, i32x4.add(x6, k2), 96);
  v128.store(out, i32x4.add(x7, k3), 112);
  v128.store(out, i32x4.add(x8, k0), 128);
  v128.store(out, i32x4.add(x9, k1), 144);
  v128.store(out, i32x4.add(xa, k2), 160);
  v128.store(out, i32x4.add(xb, k3), 176);
  v128.store(out, i32x4.add(xc, counter), 192);
  v128.store(out, i32x4.add(xd, i32x4.splat(block)), 208);
  v128.store(out, i32x4.add(xe, i32x4.splat(use)), 224);
  v128.store(out, xf, 240);
}

/**
 * `count` Gaussians of one block, a positive multiple of 8; up to 128 values are written, whatever `count` is
 * within them.
 *
 * `words` points at the stream's four words and at 512 bytes behind them that are free.
 */
export function gaussianBlockChacha8(words: usize, block: u32, out: usize, count: i32): void {
  const radius = words + 16;
  const angle = words + 272;
  let position: u32 = 0;
  const end = out + (<usize>count << 2);
  do {
    chacha8Quad(words, position, block, 0, radius);
    chacha8Quad(words, position, block, 1, angle);
    let at: usize = 0;
    do {
      storeGaussians(v128.load(radius + at), v128.load(angle + at), out);
      out += 32;
      at += 16;
    } while (at < 256);
    position += 4;
  } while (out < end);
}

/** `count` words of one use of a block, rounded up to whole quads of 64. */
export function wordBlockChacha8(words: usize, block: u32, use: u32, out: usize, count: i32): void {
  let position: u32 = 0;
  const end = out + (<usize>count << 2);
  do {
    chacha8Quad(words, position, block, use, out);
    out += 256;
    position += 4;
  } while (out < end);
}
