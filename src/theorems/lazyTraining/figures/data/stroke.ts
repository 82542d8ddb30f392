import { SIDE } from './imageSet.ts';

/** A place on the path of a pen, in pixels from the center of the image (y grows downwards), and half the width of its line. */
export interface Touch {
  readonly x: number;
  readonly y: number;
  readonly reach: number;
}

/** The path of a pen from touch to touch along straight lines. */
export type Stroke = readonly Touch[];

/**
 * The point of the unit circle after `turn` turns from the top, clockwise.
 *
 * Each quarter is ((1 − u²), 2u)/(1 + u²) for u from 0 to 1, which is on the circle exactly; the speed along it is not constant.
 * No sine is needed, so every engine gives the same bits.
 */
export const onCircle = (turn: number): { readonly x: number; readonly y: number } => {
  const quarters = 4 * (turn - Math.floor(turn));
  const quarter = Math.floor(quarters);
  const u = quarters - quarter;
  const up = (1 - u * u) / (1 + u * u);
  const aside = (2 * u) / (1 + u * u);
  if (quarter === 0) return { x: aside, y: -up };
  if (quarter === 1) return { x: up, y: aside };
  if (quarter === 2) return { x: -aside, y: up };
  return { x: -up, y: -aside };
};

/** The point at `t` of the curve from `a` to `c` that bends towards `b`. */
export const onBend = (a: number, b: number, c: number, t: number): number =>
  (1 - t) * (1 - t) * a + 2 * t * (1 - t) * b + t * t * c;

/**
 * Lays a stroke onto an image of 28 × 28 pixels: coverage from 0 to 1, where strokes cross the greater of the two.
 *
 * A pixel is covered by how far its center lies inside the edge of the line, over an edge `softness` pixels wide. The part of a
 * stroke that lies outside the image is cut off.
 *
 * Precision: f64, by +, −, ×, ÷ and square roots alone: the same bits on every engine.
 */
export const layInk = (coverage: Float64Array, stroke: Stroke, softness: number): void => {
  const center = SIDE / 2;
  for (let k = 0; k + 1 < stroke.length; k++) {
    const from = stroke[k]!;
    const to = stroke[k + 1]!;
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const squared = dx * dx + dy * dy;
    const margin = Math.max(from.reach, to.reach) + softness / 2;
    // Pixel j has its center at j + 1/2.
    const first = (a: number, b: number): number =>
      Math.max(0, Math.floor(Math.min(a, b) - margin + center - 0.5));
    const last = (a: number, b: number): number =>
      Math.min(SIDE - 1, Math.ceil(Math.max(a, b) + margin + center - 0.5));
    const [right, bottom] = [last(from.x, to.x), last(from.y, to.y)];
    for (let row = first(from.y, to.y); row <= bottom; row++) {
      for (let column = first(from.x, to.x); column <= right; column++) {
        const px = column + 0.5 - center - from.x;
        const py = row + 0.5 - center - from.y;
        const along = squared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / squared));
        const [ox, oy] = [px - along * dx, py - along * dy];
        const reach = from.reach + along * (to.reach - from.reach);
        const inside = (reach - Math.sqrt(ox * ox + oy * oy)) / softness + 0.5;
        const at = row * SIDE + column;
        if (inside > coverage[at]!) coverage[at] = Math.min(1, inside);
      }
    }
  }
};
