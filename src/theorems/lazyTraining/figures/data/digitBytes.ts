import { createHash } from 'node:crypto';
import { type ImageSet, SIDE } from './imageSet.ts';

/**
 * Zeros and ones as the bytes of an image file: a label 0 or 1 for each, and 28 × 28 pixels from 0 (paper) to 255 (ink).
 *
 * Files are read into this form and digits are drawn in it, so that both have one address and one way to an `ImageSet`.
 */
export interface DigitBytes {
  readonly labels: Uint8Array;
  /** Shapes: one image per row, 784 bytes each. */
  readonly pixels: Uint8Array;
}

/** The images as numbers: pixels p/255 in f32, labels +1 for the digit 1 and −1 for the digit 0. */
export const imageSetOf = ({ labels, pixels }: DigitBytes): ImageSet => {
  const images = new Float32Array(pixels.length);
  for (let at = 0; at < pixels.length; at++) images[at] = pixels[at]! / 255;
  return {
    n: labels.length,
    d: SIDE * SIDE,
    images,
    labels: Int8Array.from(labels, (label) => (label === 1 ? 1 : -1)),
  };
};

/**
 * SHA-256 over both sets: for each its number of images (four bytes, big-endian), its labels and its pixels.
 *
 * It is taken after everything but the zeros and ones was left out, so the full files and a subset that holds only these
 * have one address.
 */
export const addressOf = (train: DigitBytes, test: DigitBytes): string => {
  const hash = createHash('sha256');
  for (const { labels, pixels } of [train, test]) {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(labels.length);
    hash.update(count).update(labels).update(pixels);
  }
  return `sha256:${hash.digest('hex')}`;
};
