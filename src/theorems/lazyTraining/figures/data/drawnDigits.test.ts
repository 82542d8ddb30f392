import { describe, expect, it } from 'vitest';
import { drawnDigits } from './drawnDigits.ts';
import { digitCounts, firstOf, type ImageSet } from './imageSet.ts';
import { resize } from './resize.ts';
import { layInk, onCircle } from './stroke.ts';

/** The weights of a linear classifier after a few rounds of the perceptron, the last one for the constant 1. */
const perceptron = ({ images, labels, n, d }: ImageSet, rounds: number): Float64Array => {
  const weights = new Float64Array(d + 1);
  for (let step = 0; step < rounds * n; step++) {
    const row = images.subarray((step % n) * d, ((step % n) + 1) * d);
    const label = labels[step % n]!;
    if (label * (row.reduce((sum, ink, j) => sum + ink * weights[j]!, 0) + weights[d]!) > 0) continue;
    for (let j = 0; j < d; j++) weights[j]! += label * row[j]!;
    weights[d]! += label;
  }
  return weights;
};

const errorsOf = (weights: Float64Array, { images, labels, n, d }: ImageSet): number => {
  let errors = 0;
  for (let i = 0; i < n; i++) {
    let sum = weights[d]!;
    for (let j = 0; j < d; j++) sum += weights[j]! * images[i * d + j]!;
    if (labels[i]! * sum <= 0) errors++;
  }
  return errors;
};

describe('drawnDigits', () => {
  const { train, test } = drawnDigits('lakatos', 600, 400);

  it('has not moved', () => {
    expect(drawnDigits('lakatos', 40, 20).address).toBe(
      'sha256:d177d94d385d01f6c82635c726a638f7aa4568f0b59a9800ace3221d1c250b3b',
    );
  });

  it('depends on the seed alone, and a larger set begins with the smaller one', () => {
    const small = drawnDigits('lakatos', 40, 20);
    expect(small.train).toEqual(firstOf(train, 40));
    expect(small.test).toEqual(firstOf(test, 20));
    expect(drawnDigits('another', 40, 20).address).not.toBe(small.address);
    expect(small.train.images.slice(0, 20 * 784)).not.toEqual(small.test.images.slice(0, 20 * 784));
  });

  it('has as many zeros as ones, also among every second, third or fourth image', () => {
    expect(digitCounts(train)).toEqual([300, 300]);
    for (const stride of [2, 3, 4, 5, 8]) {
      const ones = train.labels.filter((label, i) => i % stride === 0 && label === 1).length;
      // Of 600/stride images half are ones, within six standard deviations √(600/stride)/2 (pinned seed).
      expect(Math.abs(ones - 300 / stride)).toBeLessThan(6 * Math.sqrt(150 / stride));
    }
  });

  it('draws bytes over 255, every image another, with thin and thick lines', () => {
    const seen = new Set<string>();
    const amounts = { '-1': [] as number[], '1': [] as number[] };
    for (let i = 0; i < train.n; i++) {
      const image = train.images.subarray(i * 784, (i + 1) * 784);
      seen.add(image.join());
      for (const ink of image) if (ink !== Math.fround(Math.round(255 * ink) / 255)) expect.fail(`${ink}`);
      const amount = image.reduce((sum, ink) => sum + ink, 0);
      amounts[`${train.labels[i] as 1 | -1}`].push(amount);
    }
    expect(seen.size).toBe(600);
    for (const of of Object.values(amounts)) expect(Math.max(...of) / Math.min(...of)).toBeGreaterThan(2.5);
  });

  it('can be told apart by a linear classifier, at 28 × 28 and at 7 × 7 (pinned seed)', () => {
    for (const side of [28, 7] as const)
      expect(errorsOf(perceptron(resize(train, side), 5), resize(test, side))).toBeLessThan(0.01 * test.n);
  });

  it('refuses fewer than two images', () => {
    expect(() => drawnDigits('lakatos', 1, 2)).toThrow(
      'expected a whole number of images, at least 2, got 1',
    );
    expect(() => drawnDigits('lakatos', 2, 2.5)).toThrow(RangeError);
  });
});

describe('a stroke', () => {
  it('goes round a circle: clockwise from the top, never off it', () => {
    const corners = [0, 0.25, 0.5, 0.75].map(onCircle).map(({ x, y }) => [x + 0, y + 0]);
    expect(corners).toEqual([
      [0, -1],
      [1, 0],
      [0, 1],
      [-1, 0],
    ]);
    expect(onCircle(-0.75)).toEqual(onCircle(0.25));
    for (let k = 0; k < 1000; k++) {
      const { x, y } = onCircle(k / 1000);
      // Three roundings for each of x and y, and three for the sum of their squares.
      expect(Math.abs(x * x + y * y - 1)).toBeLessThanOrEqual(10 * 2 ** -53);
      const next = onCircle((k + 1) / 1000);
      // The speed is at most 8 a turn: 2 for u, and 4 values of u a turn.
      expect(Math.sqrt((next.x - x) ** 2 + (next.y - y) ** 2)).toBeLessThanOrEqual(0.008 + 1e-12);
    }
  });

  it('covers what lies inside its line, half at the edge, and nothing beyond', () => {
    const coverage = new Float64Array(784);
    layInk(
      coverage,
      [
        { x: -5, y: 0.5, reach: 1 },
        { x: 5, y: 0.5, reach: 1 },
      ],
      1,
    );
    // Row r has its centers at r + 1/2 − 14: the line runs through those of row 14 and has its edges at 13 and 15.
    const column = (row: number): number => coverage[row * 28 + 14]!;
    expect([12, 13, 14, 15, 16].map(column)).toEqual([0, 0.5, 1, 0.5, 0]);
    // Its round end at x = 5 reaches to 6.
    expect([18, 19, 20, 21].map((at) => coverage[14 * 28 + at])).toEqual([1, 1, 0, 0]);
  });

  it('is cut off at the border', () => {
    const coverage = new Float64Array(784);
    layInk(
      coverage,
      [
        { x: -40, y: -40, reach: 2 },
        { x: 40, y: 40, reach: 3 },
      ],
      1,
    );
    expect(coverage[0]).toBe(1);
    expect(coverage[783]).toBe(1);
    expect(coverage[27]).toBe(0);
  });
});
