import { addScaled } from '../../../numerics/linalg/vectors.ts';
import type { GradientInstance } from './instance.ts';

/**
 * The same draw seen with a smaller radius: rows that a smaller ball cannot switch leave the may-flip set,
 * those that stay active for the sum over the always-active set, those that stay inactive altogether.
 *
 * One draw so serves every radius up to its own, and every number of it is of one network: `explicit()` is
 * that of the draw. The coordinates remain those of the larger may-flip set.
 *
 * Throws: `RangeError` for a radius beyond that of the draw, whose may-flip set would have rows that were
 * never drawn.
 */
export const narrowed = (instance: GradientInstance, radius: number): GradientInstance => {
  if (!(radius >= 0 && radius <= instance.radius)) {
    throw new RangeError(
      `narrowed: expected a radius from 0 to ${instance.radius}, got ${radius}; draw at the largest radius and narrow from there.`,
    );
  }
  if (radius === instance.radius) return instance;
  const { d, m, u, signs, width, rows, explicit } = instance;
  const alwaysActiveSum = Float64Array.from(instance.alwaysActiveSum);
  const kept: number[] = [];
  instance.mayFlip.forEach((s, i) => {
    if (u[s]! > radius) addScaled(alwaysActiveSum, signs[s]!, rows, width, i * width);
    else if (u[s]! > -radius) kept.push(i);
  });
  const mayFlip = Int32Array.from(kept, (i) => instance.mayFlip[i]!);
  const left = new Float32Array(kept.length * width);
  kept.forEach((i, k) => {
    for (let j = 0; j < width; j++) left[k * width + j] = rows[i * width + j]!;
  });
  return { d, m, u, signs, radius, width, mayFlip, rows: left, alwaysActiveSum, explicit };
};
