import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImageSet } from './imageSet.ts';
import { emptyImages, normalize } from './normalize.ts';
import { filters, resize, sideOf } from './resize.ts';

const sides = Array.from({ length: 24 }, (_, i) => 5 + i);

const setOf = (...images: readonly (readonly number[])[]): ImageSet => ({
  n: images.length,
  d: images[0]!.length,
  images: Float32Array.from(images.flat()),
  labels: Int8Array.from(images, (_, i) => (i % 2 === 0 ? -1 : 1)),
});

const imageOf = (ink: (row: number, column: number) => number): number[] =>
  Array.from({ length: 784 }, (_, at) => ink(Math.floor(at / 28), at % 28));

/** 784 times the average over each new pixel: every pixel becomes k × k, and squares of 28 × 28 of these are added up. */
const sums = (image: readonly number[], k: number): number[] => {
  const out = Array<number>(k * k).fill(0);
  for (let row = 0; row < 28 * k; row++)
    for (let column = 0; column < 28 * k; column++)
      out[Math.floor(row / 28) * k + Math.floor(column / 28)]! +=
        image[Math.floor(row / k) * 28 + Math.floor(column / k)]!;
  return out;
};

describe('resize', () => {
  it('by area, is the average over what a new pixel covers', () => {
    const image = fc.array(fc.nat(255), { minLength: 784, maxLength: 784 });
    fc.assert(
      fc.property(image, fc.constantFrom(...sides), (pixels, side) => {
        const { images, d } = resize(setOf(pixels), side);
        expect(d).toBe(side * side);
        for (const [at, sum] of sums(pixels, side).entries()) {
          // Sums are exact. Some thirty roundings in f64 come to less than 2⁻⁴⁷ of the value, one to f32 to 2⁻²⁴.
          const exact = sum / 784;
          expect(Math.abs(images[at]! - exact)).toBeLessThanOrEqual(exact * (2 ** -24 + 2 ** -47));
        }
      }),
      { numRuns: 20, seed: 3 },
    );
  });

  it('has the fractions of the border by area: 28 to 20 takes 5/7 and 2/7', () => {
    const { images } = resize(setOf(imageOf((row, column) => (row === 0 ? [7, 14][column]! || 0 : 0))), 20);
    // The corner covers 7/5 pixels each way: (7 + 14·2/5)·(5/7)·(5/7) = 45/7.
    expect(images[0]).toBe(Math.fround(45 / 7));
  });

  it('takes the pixels that each filter says', () => {
    const ramp = setOf(imageOf((row, column) => 28 * row + column));
    const first = (side: 7 | 14, filter: (typeof filters)[number]): number =>
      resize(ramp, side, filter).images[0]!;
    // The mean row and column of the first square, of its four inner pixels, and the pixel after its center.
    expect(first(7, 'area')).toBe(28 * 1.5 + 1.5);
    expect(first(7, 'bilinear')).toBe(28 * 1.5 + 1.5);
    expect(first(7, 'nearest')).toBe(28 * 2 + 2);
    expect(first(14, 'nearest')).toBe(28 + 1);
    const frame = setOf(
      imageOf((row, column) => (row % 4 === 0 || row % 4 === 3 || column % 4 === 0 ? 1 : 0)),
    );
    expect(resize(frame, 7, 'area').images.every((ink) => ink === 10 / 16)).toBe(true);
    expect(emptyImages(resize(frame, 7, 'bilinear'))).toBe(1);
    expect(emptyImages(resize(frame, 7, 'nearest'))).toBe(1);
    expect(resize(ramp, 14, 'bilinear')).toEqual(resize(ramp, 14, 'area'));
  });

  it.each(filters)('by %s, keeps what is the same everywhere, labels, order and mirror images', (filter) => {
    for (const side of sides) {
      const flat = resize(setOf(imageOf(() => 0.5)), side, filter);
      // Weights of sum 1, up to roundings in f64.
      for (const ink of flat.images) expect(ink).toBe(0.5);
      const some = imageOf((row, column) => (row * row + 3 * column) % 11);
      const two = setOf(
        some,
        imageOf(() => 0),
      );
      const small = resize(two, side, filter);
      expect(small.labels).toEqual(two.labels);
      expect(small.images.subarray(0, small.d)).toEqual(resize(setOf(some), side, filter).images);
      if (filter === 'nearest') continue;
      const mirrored = resize(setOf(imageOf((row, column) => some[row * 28 + 27 - column]!)), side, filter);
      for (let at = 0; at < small.d; at++) {
        const across = Math.floor(at / side) * side + side - 1 - (at % side);
        // Values below 11 with one rounding to f32 each, after f64 sums in another order.
        expect(Math.abs(mirrored.images[across]! - small.images[at]!)).toBeLessThanOrEqual(11 * 2 ** -23);
      }
    }
  });

  it('refuses images that are small already', () => {
    expect(() => resize(resize(setOf(imageOf(() => 1)), 7), 5)).toThrow(
      'expected images of 784 pixels, got 49',
    );
  });
});

describe('normalize', () => {
  it('divides by the length, and leaves an image without ink', () => {
    const set = setOf([3, 0, 4, 0], [0, 0, 0, 0]);
    expect(normalize(set, 'raw')).toBe(set);
    const { images, labels, n, d } = normalize(set, 'unit');
    expect(images).toEqual(Float32Array.from([0.6, 0, 0.8, 0, 0, 0, 0, 0]));
    expect({ labels, n, d }).toEqual({ labels: set.labels, n: 2, d: 4 });
    expect(emptyImages(set)).toBe(1);
  });

  it('gives length 1 within 2⁻²³', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(255), { minLength: 25, maxLength: 25 }), (pixels) => {
        fc.pre(pixels.some((pixel) => pixel > 0));
        const { images } = normalize(setOf(pixels.map((pixel) => pixel / 255)), 'unit');
        const length = Math.sqrt(images.reduce((sum, ink) => sum + ink * ink, 0));
        expect(Math.abs(length - 1)).toBeLessThanOrEqual(2 ** -23);
      }),
      { seed: 5 },
    );
  });
});

describe('sideOf', () => {
  it('knows the squares from 5² to 28², and nothing else', () => {
    expect(sides.map((side) => sideOf(side * side))).toEqual(sides);
    for (const d of [0, 16, 24, 30, 783, 841, 25.5, Number.NaN]) expect(sideOf(d)).toBe(null);
    expect(() => resize(setOf(imageOf(() => 0)), 4)).toThrow('expected a side from 5 to 28, got 4');
  });
});
