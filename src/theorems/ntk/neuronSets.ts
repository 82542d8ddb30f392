import { kernels } from '../../numerics/kernels/inUse.ts';
import type { Preactivations } from './preactivations.ts';

/** A matrix of bits: `rows` rows of `columns` bits, each row in whole words of 32, bit c & 31 of word c >> 5 the one of column c. */
export interface Bits {
  readonly rows: number;
  readonly columns: number;
  readonly words: Int32Array;
}

/** Sets of neurons, one for each input: a row for an input, a column for a neuron. */
export type NeuronSets = Bits;

export const wordsOf = (columns: number): number => (columns + 31) >>> 5;

/** The neurons with ⟨w_s, x_i⟩ ≥ t for each input i, one family of sets for each of three numbers t: all in one pass. */
export const neuronsFrom = (
  { m, inputs: { n }, u }: Preactivations,
  [t0, t1, t2]: readonly [number, number, number],
): readonly [NeuronSets, NeuronSets, NeuronSets] => {
  const width = wordsOf(m);
  const [words0, words1, words2] = [
    new Int32Array(n * width),
    new Int32Array(n * width),
    new Int32Array(n * width),
  ];
  for (let i = 0; i < n; i++) {
    let s = i * m;
    const end = s + m;
    for (let word = i * width; s < end; word++) {
      let [bits0, bits1, bits2] = [0, 0, 0];
      const stop = Math.min(32, end - s);
      for (let k = 0; k < stop; k++, s++) {
        const value = u[s]!;
        bits0 |= Number(value >= t0) << k;
        bits1 |= Number(value >= t1) << k;
        bits2 |= Number(value >= t2) << k;
      }
      words0[word] = bits0;
      words1[word] = bits1;
      words2[word] = bits2;
    }
  }
  const sets = (words: Int32Array): NeuronSets => ({ rows: n, columns: m, words });
  return [sets(words0), sets(words1), sets(words2)];
};

/** Word by word from two matrices of the same shape. */
export const combined = (a: Bits, b: Bits, of: (a: number, b: number) => number): Bits => {
  const words = new Int32Array(a.words.length);
  for (let k = 0; k < words.length; k++) words[k] = of(a.words[k]!, b.words[k]!);
  return { ...a, words };
};

/** How many columns two rows share, for each pair of rows. */
export const sharedCounts = ({ rows, words }: Bits): Float64Array => {
  const counts = new Float64Array(rows * rows);
  kernels().sharedBits(words, rows, counts);
  return counts;
};

const block = new Int32Array(32);

/** Transposes 32 words of 32 bits in place. Source: Warren, Hacker's Delight, section 7-3. */
const transposeBlock = (): void => {
  let mask = 0x0000ffff;
  for (let j = 16; j !== 0; j >>>= 1, mask ^= mask << j)
    for (let k = 0; k < 32; k = (k + j + 1) & ~j) {
      const t = ((block[k]! >>> j) ^ block[k + j]!) & mask;
      block[k]! ^= t << j;
      block[k + j]! ^= t;
    }
};

/** Rows become columns. */
export const transposed = ({ rows, columns, words }: Bits): Bits => {
  const [width, height] = [wordsOf(columns), wordsOf(rows)];
  const out = new Int32Array(columns * height);
  for (let from = 0; from < rows; from += 32)
    for (let word = 0; word < width; word++) {
      for (let k = 0; k < 32; k++) block[k] = from + k < rows ? words[(from + k) * width + word]! : 0;
      transposeBlock();
      const stop = Math.min(32, columns - 32 * word);
      for (let k = 0; k < stop; k++) out[(32 * word + k) * height + (from >>> 5)] = block[k]!;
    }
  return { rows: columns, columns: rows, words: out };
};

/** These rows alone, in their order. */
export const rowsAt = ({ columns, words }: Bits, chosen: readonly number[]): Bits => {
  const width = wordsOf(columns);
  const out = new Int32Array(chosen.length * width);
  chosen.forEach((row, k) => {
    for (let word = 0; word < width; word++) out[k * width + word] = words[row * width + word]!;
  });
  return { rows: chosen.length, columns, words: out };
};

/** The columns of a row whose bit is 1, in their order. */
export const columnsOf = ({ columns, words }: Bits, row: number): number[] => {
  const width = wordsOf(columns);
  const found: number[] = [];
  for (let word = 0; word < width; word++)
    for (let bits = words[row * width + word]!; bits !== 0; bits &= bits - 1)
      found.push(32 * word + 31 - Math.clz32(bits & -bits));
  return found;
};
