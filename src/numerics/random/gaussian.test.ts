import { describe, expect, it } from 'vitest';
import { philox } from '../kernels/reference/philox.ts';
import { BLOCK_LENGTH, fillGaussian, gaussian } from './gaussian.ts';
import { rootOf } from './root.ts';

const stream = rootOf('lakatos').child('gaussian');

/**
 * Block `block`, one value after the other and one operation after the other, as the specification words it.
 */
const plainBlock = (block: number): Float32Array => {
  const f = Math.fround;
  const floats = new Float32Array(1);
  const bits = new Int32Array(floats.buffer);
  const words = stream.words;
  const states = Array.from({ length: 8 }, (_, generator) =>
    Int32Array.from(philox([generator, block, words[2], words[3]], words[0], words[1])),
  );
  const next = (state: Int32Array): number => {
    const [a, b, c, d] = state as unknown as [number, number, number, number];
    const t = (a + b + d) | 0;
    state.set([b ^ (b >>> 9), c + (c << 3), ((c << 21) | (c >>> 11)) + t, d + 1]);
    return t;
  };
  const flip = (value: number, signBit: number): number => {
    floats[0] = value;
    bits[0]! ^= signBit & 0x80000000;
    return floats[0]!;
  };
  const out = new Float32Array(BLOCK_LENGTH);
  for (let j = 0; j < BLOCK_LENGTH; j += 8) {
    for (let lane = 0; lane < 4; lane++) {
      const r = next(states[lane]!);
      const v = next(states[4 + lane]!);
      floats[0] = (r >>> 1) | 1;
      const i = bits[0]! - 0x3f3504f3;
      const e = 31 - (i >> 23);
      bits[0] = (i & 0x7fffff) + 0x3f3504f3;
      const M = floats[0]!;
      const s = f(f(M - 1) / f(M + 1));
      const z = f(s * s);
      const log = f(f(f(f(z * f(0.412963718)) + f(0.666522264)) * z) + f(2.00000024));
      // biome-ignore lint/suspicious/noApproximativeNumericConstant: the specification states the decimal
      const R = f(Math.sqrt(f(f(e * f(0.69314718)) - f(s * log))));
      const T = f(f(v << 2) * f(4.6566129e-10));
      const y = f(T * T);
      const sine = f(f(f(f(y * f(0.00243562274)) - f(0.0807247534)) * y) + f(0.785396993));
      const sin = f(T * sine);
      const cosine = f(f(f(f(y * f(-0.000318727834)) + f(0.0158496834)) * y) - f(0.308424175));
      const cos = f(f(cosine * y) + f(0.99999994));
      out[j + lane] = flip(f(f(cos - sin) * R), v);
      out[j + 4 + lane] = flip(f(f(cos + sin) * R), v << 1);
    }
  }
  return out;
};

const bitsOf = (values: Float32Array): Uint32Array => new Uint32Array(values.slice().buffer);

describe('fillGaussian', () => {
  it('gives the specified values bit for bit', () => {
    for (const block of [0, 1, 77, 2 ** 32 - 1]) {
      const values = new Float32Array(BLOCK_LENGTH);
      fillGaussian(stream, values, block * BLOCK_LENGTH);
      expect(bitsOf(values)).toEqual(bitsOf(plainBlock(block)));
    }
  });

  it('gives the same values however the sequence is cut', () => {
    const whole = gaussian(stream, 3 * BLOCK_LENGTH + 100);
    const starts = [0, 1, 3, 4, 7, 8, 9, 15, 4088, 4091, 4095, 4096, 4097, 5000, 8191, 8192];
    const lengths = [0, 1, 2, 5, 7, 8, 9, 16, 100, 4095, 4096, 4097];
    for (const from of starts) {
      for (const length of lengths) {
        const piece = new Float32Array(length);
        fillGaussian(stream, piece, from);
        expect(bitsOf(piece)).toEqual(bitsOf(whole.subarray(from, from + length)));
      }
    }
  });

  it('writes into a view and nowhere else', () => {
    const around = new Float32Array(40).fill(9);
    fillGaussian(stream, around.subarray(3, 16), 5);
    expect(Array.from(around.subarray(3, 16))).toEqual(Array.from(gaussian(stream, 18).subarray(5)));
    expect(around.filter((value) => value === 9).length).toBe(27);
  });

  it('stays within 6.557', () => {
    for (const value of gaussian(stream, 1e6)) if (!(Math.abs(value) <= 6.557)) expect.fail(`${value}`);
  });

  it('refuses a place that does not exist', () => {
    expect(() => fillGaussian(stream, new Float32Array(1), -1)).toThrow(RangeError);
    expect(() => fillGaussian(stream, new Float32Array(1), 0.5)).toThrow(RangeError);
    expect(() => fillGaussian(stream, new Float32Array(1), 2 ** 32 * BLOCK_LENGTH)).toThrow(RangeError);
  });
});
