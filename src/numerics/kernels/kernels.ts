import type { Numbers } from '../linalg/vectors.ts';
import type { WordSource } from './generator.ts';

/** A sum and the sum of the absolute values of its terms. */
export interface Sums {
  readonly total: number;
  readonly magnitude: number;
}

/** Sums over the neurons with u_s > radius: see `Kernels.steadySums`. */
export interface SteadySums {
  readonly count: number;
  readonly along: number;
  readonly across: number;
  readonly magnitude: number;
}

/** One point that a step leads to: ⟨w_s, z⟩ = a_s·part + Σ_i factors_i · rows_i[s]. */
export interface StepProbe {
  readonly part: number;
  readonly factors: Float64Array;
}

/** Rows of numbers that many products are taken with. They must not change while it is in use. */
export interface RowMatrix {
  /** out[i] = ⟨row_i, vector⟩ for every row. */
  dots(vector: Float64Array, out: Float64Array): void;
  /** target += Σ_j factors[j] · row_{rows[j]}, in the order of j. */
  addRows(target: Float64Array, rows: readonly number[], factors: readonly number[]): void;
}

/** The whole of W0, m rows of d Gaussians one behind the other in the sequence of a source, held or made again in every pass. */
export interface WeightMatrix {
  /** outs[k][s] = ⟨row_s, directions[k]⟩, all directions in one pass. */
  dots(directions: readonly Float64Array[], outs: readonly Float64Array[]): void;
  /** out[s] = ⟨row_s, direction⟩ and, in the same pass, Σ signs_s · row_s over the rows with out[s] > above, in the order of s. */
  dotsAndSum(direction: Float64Array, out: Float64Array, signs: Int8Array, above: number): Float64Array;
  /** Σ_s (scale · pattern_s) · row_s, in the order of s. */
  patternSum(pattern: Int8Array, scale: number): Float64Array;
  /** Whether the last pass read W0 from memory. It changes the time only. */
  readonly stored: boolean;
}

/**
 * The loops in which the time goes, in two forms that give the same bits: plain (`reference/plainKernels.ts`, what each one means)
 * and SIMD (`simd/simdKernels.ts`). A law compares them.
 *
 * Order of addition, part of the contract: the sum of a run of terms has four lanes, term i in lane i mod 4; terms behind the last whole
 * four join lane 0; the sum is (l0 + l1) + (l2 + l3). Sums over neurons are taken in such runs of `SUM_BLOCK` terms, added in their order.
 *
 * Precision: f64 throughout, numbers of f32 widened first, nothing fused. NaN comes out where the plain form has NaN.
 */
export interface Kernels {
  readonly name: 'plain' | 'simd';
  /** The first `count` (a multiple of 8, at most `BLOCK_LENGTH`) Gaussians of a block, to out[offset], …. */
  gaussians(source: WordSource, block: number, out: Float32Array, offset: number, count: number): void;
  /** The 4096 signs of a block: bit i of word w is sign 32·w + i, 1 for +1 and 0 for −1. */
  signs(source: WordSource, block: number, out: Int8Array): void;
  /** Σ a_s σ(u_s + a_s·reach) and Σ σ(u_s + a_s·reach). */
  extremeSums(u: Numbers, signs: Int8Array, reach: number): Sums;
  /**
   * Over the neurons with u_s > radius: their number and Σ u_s (`magnitude`); and over those with p_s = u_s + a_s·along > 0 also Σ a_s p_s
   * (`along`) and a sum of as many `across`.
   */
  steadySums(u: Numbers, signs: Int8Array, radius: number, along: number, across: number): SteadySums;
  /** The s with above < u_s ≤ atMost, in increasing order. */
  within(u: Numbers, above: number, atMost: number): Int32Array;
  /**
   * For every probe Σ a_s σ(z_s) and Σ σ(z_s), z_s = a_s·part + Σ_i factors_i · rows_i[s] added in the order of i; all in one pass. Rows
   * beyond the factors do not count.
   */
  stepSums(rows: readonly Numbers[], signs: Int8Array, probes: readonly StepProbe[]): readonly Sums[];
  /** pattern_s = 2a_s where u_s + a_s·along > 0 and 0 elsewhere, and the number of those that are not 0. */
  activePattern(
    u: Numbers,
    signs: Int8Array,
    along: number,
  ): { readonly pattern: Int8Array; readonly count: number };
  /** Σ_s pattern_s row_s for every pattern with every row: entry p · rows.length + r. */
  patternSums(patterns: readonly Int8Array[], rows: readonly Numbers[]): Float64Array;
  /** Σ_s p_s q_s, exact for entries in −2 … 2. */
  patternProduct(p: Int8Array, q: Int8Array): number;
  /** row_s += factors_k · patterns_k[s], rounded to f32, for one k after the other. */
  addPatterns(row: Float32Array, factors: Float64Array, patterns: readonly Int8Array[]): void;
  /** `width` numbers a row; the number of rows is what `rows` has of them. */
  rowMatrix(rows: Numbers, width: number): RowMatrix;
  /** `memory`: bytes up to which W0 is stored. */
  weightMatrix(source: WordSource, d: number, m: number, memory: number): WeightMatrix;
}
