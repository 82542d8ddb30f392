/** Pixels of one side of an image as it is read or drawn, before any resizing. */
export const SIDE = 28;

/**
 * Images of the digits 0 and 1, each with its label.
 *
 * Shapes: `images` is n × d, one image per row, its rows of pixels one after the other from the top; d is a square.
 * Units: 0 is paper and 1 is full ink, unless the images were normalized.
 */
export interface ImageSet {
  readonly n: number;
  readonly d: number;
  readonly images: Float32Array;
  /** +1 for the digit 1, −1 for the digit 0. */
  readonly labels: Int8Array;
}

/** What an experiment trains on and is tested on, and which data that is. */
export interface ImageData {
  readonly train: ImageSet;
  readonly test: ImageSet;
  /** Which data, as a sentence for a report; it depends on the images alone and not on the folder they lie in. */
  readonly source: string;
  /** Names the bytes that were read or drawn: equal addresses, equal images. Resizing and normalizing do not change it. */
  readonly address: string;
}

/** Which images these are, in one line: the same for equal images that are known by the same words, wherever they lie. */
export const nameOfImages = ({ address, source }: ImageData): string => `${address} ${source}`;

/** The first `n` images of a set, or all of them where it has fewer. */
export const firstOf = (set: ImageSet, n: number): ImageSet => {
  const kept = Math.min(n, set.n);
  return {
    n: kept,
    d: set.d,
    images: set.images.subarray(0, kept * set.d),
    labels: set.labels.subarray(0, kept),
  };
};

/** How many images show each digit: [zeros, ones]. */
export const digitCounts = ({ labels, n }: ImageSet): readonly [number, number] => {
  const ones = labels.reduce((count, label) => count + (label === 1 ? 1 : 0), 0);
  return [n - ones, ones];
};

/** Each image with a 1 at its end, which a bias multiplies. Shapes: n × (d + 1). */
export const withOnes = (set: ImageSet): ImageSet => {
  const { n, d } = set;
  const images = new Float32Array(n * (d + 1)).fill(1);
  for (let i = 0; i < n; i++) images.set(set.images.subarray(i * d, (i + 1) * d), i * (d + 1));
  return { ...set, d: d + 1, images };
};
