import { addScaled, dot, type Numbers } from '../../linalg/vectors.ts';
import type { RowMatrix } from '../kernels.ts';

/** Rows as what they are: numbers one behind the other. */
export const plainRowMatrix = (rows: Numbers, width: number): RowMatrix => ({
  dots: (vector, out) => {
    for (let i = 0; i < out.length; i++) out[i] = dot(rows, vector, width, i * width);
  },
  addRows: (target, list, factors) => {
    list.forEach((row, j) => {
      addScaled(target, factors[j]!, rows, width, row * width);
    });
  },
});
