import type { Preactivations } from './preactivations.ts';

/** ⟨x_i, x_j⟩ counts_ij/m. */
export const kernelOf = (counts: Float64Array, { m, inputs: { gram } }: Preactivations): Float64Array =>
  counts.map((count, k) => (gram[k]! * count) / m);

/** a − b, entry by entry. */
export const difference = (a: Float64Array, b: Float64Array): Float64Array =>
  a.map((entry, k) => entry - b[k]!);
