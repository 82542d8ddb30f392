import type { Kernels } from '../kernels.ts';

/** One column of the result after the other, each sum in the order of k. */
export const wideProduct: Kernels['wideProduct'] = (factor, rows, wide, columns, out, lower = false) => {
  const inner = rows === 0 ? 0 : factor.length / rows;
  for (let i = 0; i < rows; i++) {
    const sums = out.subarray(i * columns, (i + 1) * columns).fill(0);
    const length = lower ? Math.min(inner, i + 1) : inner;
    for (let k = 0; k < length; k++) {
      const [weight, from] = [factor[i * inner + k]!, k * columns];
      for (let s = 0; s < columns; s++) sums[s]! += weight * wide[from + s]!;
    }
  }
};
