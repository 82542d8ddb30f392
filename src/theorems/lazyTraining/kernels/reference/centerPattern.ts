import type { Neurons } from '../kernels.ts';

/** In halves: 2a_s, a_s or 0. */
export const centerPattern: Neurons['centerPattern'] = (u, signs, radius) =>
  signs.map((sign, s) => sign * (Number(u[s]! > radius) + Number(u[s]! >= -radius)));
