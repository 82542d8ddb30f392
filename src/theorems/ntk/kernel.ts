import type { Preactivations } from './preactivations.ts';

/** Sets of neurons, one for each input, as bits. */
export type NeuronSets = readonly Uint32Array[];

/** The neurons of which `holds(s, i)` is true, for each input i. */
export const neuronSets = (
  { m, inputs: { n } }: Preactivations,
  holds: (s: number, i: number) => boolean,
): NeuronSets => {
  const sets = Array.from({ length: n }, () => new Uint32Array(Math.ceil(m / 32)));
  for (let s = 0; s < m; s++)
    for (let i = 0; i < n; i++) if (holds(s, i)) sets[i]![s >>> 5]! |= 1 << (s & 31);
  return sets;
};

const bitsOf = (word: number): number => {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

/** How many neurons lie in both sets, for each pair of inputs: n × n. */
export const sharedCounts = (sets: NeuronSets): Float64Array => {
  const n = sets.length;
  const counts = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const [a, b] = [sets[i]!, sets[j]!];
      let both = 0;
      for (let word = 0; word < a.length; word++) both += bitsOf(a[word]! & b[word]!);
      counts[i * n + j] = both;
      counts[j * n + i] = both;
    }
  return counts;
};

/** ⟨x_i, x_j⟩ counts_ij/m. */
export const kernelOf = (counts: Float64Array, { m, inputs: { gram } }: Preactivations): Float64Array =>
  counts.map((count, k) => (gram[k]! * count) / m);

/** The active neurons of each input at the start: 1[⟨w_s, x_i⟩ ≥ 0]. */
export const activeAtStart = (draw: Preactivations): NeuronSets => {
  const { u, inputs } = draw;
  return neuronSets(draw, (s, i) => u[s * inputs.n + i]! >= 0);
};

/** a − b, entry by entry. */
export const difference = (a: Float64Array, b: Float64Array): Float64Array =>
  a.map((entry, k) => entry - b[k]!);
