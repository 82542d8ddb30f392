import type { ImageSet } from './imageSet.ts';

/** Inputs as they are, or each of length 1, as the theorems take them. */
export type Normalization = 'raw' | 'unit';

/**
 * The images as they are (`raw`), or each divided by its length so that ‖x‖ = 1 (`unit`).
 *
 * An image without ink has no direction and stays as it is; `emptyImages` counts them.
 *
 * Precision: the length is computed in f64 and the quotient rounded to f32, so the length of a row is 1 within 2⁻²³.
 */
export const normalize = (set: ImageSet, normalization: Normalization): ImageSet => {
  if (normalization === 'raw') return set;
  const images = new Float32Array(set.images.length);
  for (let n = 0; n < set.n; n++) {
    const row = set.images.subarray(n * set.d, (n + 1) * set.d);
    let squares = 0;
    for (let j = 0; j < set.d; j++) squares += row[j]! * row[j]!;
    const length = squares === 0 ? 1 : Math.sqrt(squares);
    for (let j = 0; j < set.d; j++) images[n * set.d + j] = row[j]! / length;
  }
  return { ...set, images };
};

/** How many images have no ink at all. */
export const emptyImages = (set: ImageSet): number => {
  let empty = 0;
  for (let n = 0; n < set.n; n++)
    if (set.images.subarray(n * set.d, (n + 1) * set.d).every((pixel) => pixel === 0)) empty++;
  return empty;
};
