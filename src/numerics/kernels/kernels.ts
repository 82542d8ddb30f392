import type { Numbers } from '../linalg/vectors.ts';
import type { WordSource } from './generator.ts';

/**
 * Scratch memory for arrays that live as long as one scope: memory that stays from one to the next, that the
 * kernels read where it lies and that several threads can work on. What an array holds at first is anything.
 */
export interface Arena {
  /**
   * Does `work`. What it allocates is free again when it ends and must not be read any more: nothing that
   * outlives it may hold on to it. Scopes may lie within each other. Outside all of them, and where the
   * memory is full, arrays are the engine's own.
   */
  scope<T>(work: () => T): T;
  float32(n: number): Float32Array;
  float64(n: number): Float64Array;
  int32(n: number): Int32Array;
  int8(n: number): Int8Array;
  uint8(n: number): Uint8Array;
}

/** Rows of numbers that many products are taken with. They must not change while it is in use. */
export interface RowMatrix {
  /** out[i] = ⟨row_i, vector⟩ for every row. */
  dots(vector: Float64Array, out: Float64Array): void;
  /** target += Σ_j factors[j] · row_{rows[j]}, in the order of j. */
  addRows(target: Float64Array, rows: readonly number[], factors: readonly number[]): void;
}

/**
 * A matrix of Gaussians, its rows one behind the other in the sequence of a source, stored or made again in
 * every pass.
 */
export interface GaussianMatrix {
  /** outs[k][s] = ⟨row_s, directions[k]⟩, all directions in one pass. */
  dots(directions: readonly Float64Array[], outs: readonly Float64Array[]): void;
  /**
   * out[s] = ⟨row_s, direction⟩ and, in the same pass, Σ signs_s · row_s over the rows with out[s] > above,
   * in the order of s.
   */
  dotsAndSum(direction: Float64Array, out: Float64Array, signs: Int8Array, above: number): Float64Array;
  /** Σ_s (scale · pattern_s) · row_s, in the order of s. */
  patternSum(pattern: Int8Array, scale: number): Float64Array;
  /** Whether its values stay in memory from pass to pass. It changes the time only. */
  readonly stored: boolean;
}

/**
 * The loops over random numbers and matrices in which the time goes, in two forms that give the same bits:
 * plain (`reference/plainKernels.ts`, what each one means) and SIMD (`simd/simdKernels.ts`). A law compares
 * them.
 *
 * Order of addition, part of the contract: the sum of a run of terms has four lanes, term i in lane i mod 4;
 * terms behind the last whole four join lane 0; the sum is (l0 + l1) + (l2 + l3). Longer sums are taken in
 * such runs of `SUM_BLOCK` terms, added in their order. What is added otherwise says so.
 *
 * Precision: f64 throughout, numbers of f32 widened first, nothing fused. NaN comes out where the plain form
 * has NaN.
 */
export interface Kernels {
  readonly name: 'plain' | 'simd';
  readonly arena: Arena;
  /** The Gaussians of a source from the first of a block on, as many as `out` is long. */
  gaussians(source: WordSource, block: number, out: Float32Array): void;
  /**
   * The signs of a source from the first of a block on: bit i of word w of a block is its sign 32·w + i, 1
   * for +1 and 0 for −1.
   */
  signs(source: WordSource, block: number, out: Int8Array): void;
  /**
   * `width` numbers a row; the number of rows is what `rows` has of them. It belongs to the scope that it is
   * made in.
   */
  rowMatrix(rows: Numbers, width: number): RowMatrix;
  /**
   * `count` rows of `width` Gaussians. `memory`: bytes up to which they are stored, for as long as the scope
   * it is made in.
   */
  gaussianMatrix(source: WordSource, width: number, count: number, memory: number): GaussianMatrix;
  /**
   * out = factor · wide, out[i, s] = Σ_k factor[i, k] · wide[k, s], each sum in the order of k. `factor` has `rows` rows, `wide`
   * has `columns` columns. With `lower` the entries of `factor` above its diagonal are 0, and may be left out of the sums: the
   * entries of `wide` are finite.
   */
  wideProduct(
    factor: Float64Array,
    rows: number,
    wide: Float32Array,
    columns: number,
    out: Float64Array,
    lower?: boolean,
  ): void;
  /** counts[i, j] = how many bits rows i and j of `sets` both have, for all pairs of its `rows` rows. */
  sharedBits(sets: Int32Array, rows: number, counts: Float64Array): void;
}
