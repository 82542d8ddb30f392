import type { Neurons } from '../kernels.ts';

/**
 * The weights of a quadratic form that lies above the kinks from `width` on, and what it lies below them
 * before.
 */
export const kinkWeights: Neurons['kinkWeights'] = (margins, jumps, width, weights) => {
  let extra = 0;
  for (let i = 0; i < weights.length; i++) {
    const margin = margins[i]!;
    weights[i] = jumps[i]! / (4 * Math.max(margin, width));
    if (margin < width) extra += jumps[i]! * (width - margin);
  }
  return extra;
};

/** The weighted products of columns with each other, with their weights once and squared. */
export const gramSums: Neurons['gramSums'] = (columns, weights) => {
  let total = 0;
  let largest = 0;
  for (const weight of weights) {
    total += weight;
    if (weight > largest) largest = weight;
  }
  const once: number[] = [];
  const twice: number[] = [];
  columns.forEach((left, a) => {
    for (const right of columns.slice(0, a + 1)) {
      let [sum, squared] = [0, 0];
      for (let i = 0; i < weights.length; i++) {
        const term = weights[i]! * left[i]! * right[i]!;
        sum += term;
        squared += weights[i]! * term;
      }
      once.push(sum);
      twice.push(squared);
    }
  });
  return { total, largest, once: Float64Array.from(once), twice: Float64Array.from(twice) };
};
