import { type ImageSet, SIDE } from './imageSet.ts';

/** The least side to which images are brought: the paper's dimensions d are squares from 5² to 28². */
const LEAST = 5;

/** The side of images of d pixels, or null where they are not brought to that size. */
export const sideOf = (d: number): number | null => {
  const side = Math.round(Math.sqrt(d));
  return side * side === d && side >= LEAST && side <= SIDE ? side : null;
};

/** Why there are no images of d pixels, as a clause; null where there are. */
export const noSuchImages = (d: number): string | null =>
  sideOf(d) === null
    ? `images are squares of ${LEAST} to ${SIDE} pixels a side, so d is one of 25, 36, …, 784`
    : null;

/** How an image of 28 × 28 becomes a smaller one; the paper does not say which it used. */
export const filters = ['area', 'bilinear', 'nearest'] as const;
export type Filter = (typeof filters)[number];

/** One pixel of a smaller row: which pixels of the long row it is made of, and with which weights, of sum 1. */
interface Mix {
  readonly from: number;
  readonly weights: readonly number[];
}

/**
 * Pixel i of k covers [28·i, 28·(i + 1)) on a line where each pixel of the long row covers k: all ends are integers, so a
 * weight is a ratio of two of them.
 */
const area = (k: number, i: number): Mix => {
  const [start, end] = [SIDE * i, SIDE * (i + 1)];
  const from = Math.floor(start / k);
  const past = Math.ceil(end / k);
  const weights = Array.from({ length: past - from }, (_, j) => {
    const left = k * (from + j);
    return (Math.min(end, left + k) - Math.max(start, left)) / SIDE;
  });
  return { from, weights };
};

/** Between the two pixels whose centers lie left and right of the center of pixel i; those further off do not count. */
const bilinear = (k: number, i: number): Mix => {
  // (i + 1/2)·28/k − 1/2, times 2k, is an integer.
  const center = (2 * i + 1) * SIDE - k;
  const from = Math.floor(center / (2 * k));
  const right = (center - 2 * k * from) / (2 * k);
  return right === 0 ? { from, weights: [1] } : { from, weights: [1 - right, right] };
};

/** The pixel in which the center of pixel i lies, or the one after where the center lies on a border. */
const nearest = (k: number, i: number): Mix => ({
  from: Math.floor(((2 * i + 1) * SIDE) / (2 * k)),
  weights: [1],
});

const mixes: Readonly<Record<Filter, (k: number, i: number) => Mix>> = { area, bilinear, nearest };

/**
 * The same images with k × k pixels.
 *
 * `area`, the default, averages over the square that a new pixel covers, with fractions of the pixels on its border;
 * `bilinear` interpolates between the four pixels around its center; `nearest` takes the one at its center. Where k divides 28
 * into even parts `bilinear` looks at four pixels of each square only, and `nearest` at one: both may miss a thin stroke.
 *
 * Shapes: the images are n × 784; the result is n × k².
 * Precision: weights are ratios of integers in f64, columns are mixed before rows in f64, and the result is rounded to f32 once.
 * Throws: `RangeError` when the images have another size than 28 × 28, or the side is none from 5 to 28.
 */
export const resize = (set: ImageSet, side: number, filter: Filter = 'area'): ImageSet => {
  if (set.d !== SIDE * SIDE)
    throw new RangeError(`resize: expected images of ${SIDE * SIDE} pixels, got ${set.d} (resized already?)`);
  if (sideOf(side * side) === null)
    throw new RangeError(`resize: expected a side from ${LEAST} to ${SIDE}, got ${side}`);
  if (side === SIDE) return set;
  const line = Array.from({ length: side }, (_, i) => mixes[filter](side, i));
  const images = new Float32Array(set.n * side * side);
  const narrow = new Float64Array(SIDE * side);
  for (let n = 0; n < set.n; n++) {
    const source = n * SIDE * SIDE;
    for (let row = 0; row < SIDE; row++) {
      for (let column = 0; column < side; column++) {
        const { from, weights } = line[column]!;
        let sum = 0;
        for (let j = 0; j < weights.length; j++)
          sum += weights[j]! * set.images[source + row * SIDE + from + j]!;
        narrow[row * side + column] = sum;
      }
    }
    for (let row = 0; row < side; row++) {
      const { from, weights } = line[row]!;
      for (let column = 0; column < side; column++) {
        let sum = 0;
        for (let j = 0; j < weights.length; j++) sum += weights[j]! * narrow[(from + j) * side + column]!;
        images[n * side * side + row * side + column] = sum;
      }
    }
  }
  return { ...set, d: side * side, images };
};
