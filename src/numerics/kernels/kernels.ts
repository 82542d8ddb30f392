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

/** Neurons as `Kernels.neuronBounds` sees them: u_s, a_s, t_s, and a bound on how far y_s can be moved by a unit. */
export interface BoundedNeurons {
  readonly u: Numbers;
  readonly signs: Int8Array;
  readonly towards: Float64Array;
  readonly rowNorms: Float32Array;
  /** 1 for a neuron that is followed. */
  readonly followed: Uint8Array;
}

/** y_s = uFactor · u_s + towardsFactor · t_s, and how far a shift of each kind can move a bound: see `Kernels.neuronBounds`. */
export interface BoundedReach {
  readonly sign: 1 | -1;
  readonly uFactor: number;
  readonly towardsFactor: number;
  /** V: beyond it a neuron is on or off for certain. */
  readonly V: number;
  /** V · ‖step‖, V · ‖point‖ and what a followed neuron has instead of the first. */
  readonly VD: number;
  readonly VN: number;
  readonly followedReach: number;
  /** How far the point can be from the centre: a kink within eps · rowNorms_s is listed. */
  readonly eps: number;
}

/** Where `Kernels.neuronBounds` writes: a slope for every neuron, and the neurons listed with what is listed of them. */
export interface BoundedRoom {
  readonly slopes: Int8Array;
  readonly kinks: Int32Array;
  readonly margins: Float64Array;
  readonly jumps: Uint8Array;
}

/** Sums of weighted products of columns: see `Kernels.gramSums`. */
export interface GramSums {
  readonly total: number;
  readonly largest: number;
  readonly once: Float64Array;
  readonly twice: Float64Array;
}

/**
 * Arrays that are lent: from memory that stays from trial to trial and that several threads can work on, where there is such; else the
 * engine's own. What they hold at first is anything.
 */
export interface Room {
  /**
   * Does `work`, which may borrow about so many bytes. What it borrowed is given back when it ends and must not be read any more: nothing
   * that outlives it may hold on to it. Scopes may lie within each other.
   */
  scope<T>(bytes: number, work: () => T): T;
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
 * What is added otherwise says so.
 *
 * Precision: f64 throughout, numbers of f32 widened first, nothing fused. NaN comes out where the plain form has NaN.
 */
export interface Kernels {
  readonly name: 'plain' | 'simd';
  /** The first `count` (a multiple of 8, at most `BLOCK_LENGTH`) Gaussians of a block, to out[offset], …. */
  gaussians(source: WordSource, block: number, out: Float32Array, offset: number, count: number): void;
  /** The 4096 signs of a block: bit i of word w is sign 32·w + i, 1 for +1 and 0 for −1. */
  signs(source: WordSource, block: number, out: Int8Array): void;
  /** Room for the arrays of a trial. Kernels that give an array back take it from here. */
  readonly room: Room;
  /**
   * Fills an array that is lent with the first Gaussians (f32) or signs (i8) of a source, as its blocks have them. False where it is not lent:
   * nothing is done then.
   */
  filled(source: WordSource, out: Float32Array | Int8Array): boolean;
  /** Σ a_s σ(u_s + a_s·reach) and Σ σ(u_s + a_s·reach) for every reach, all in one pass. */
  extremeSums(u: Numbers, signs: Int8Array, reaches: readonly number[]): readonly Sums[];
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
  /** pattern_s = 2a_s where u_s > radius, a_s where −radius ≤ u_s ≤ radius, and 0 elsewhere. */
  centerPattern(u: Numbers, signs: Int8Array, radius: number): Int8Array;
  /** Σ_s pattern_s row_s for every pattern with every row: entry p · rows.length + r. */
  patternSums(patterns: readonly Int8Array[], rows: readonly Numbers[]): Float64Array;
  /** Σ_s p_s q_s, exact for entries in −2 … 2. */
  patternProduct(p: Int8Array, q: Int8Array): number;
  /** row_s += factors_k · patterns_k[s], rounded to f32, for one k after the other. */
  addPatterns(row: Float32Array, factors: Float64Array, patterns: readonly Int8Array[]): void;
  /**
   * towards_s = Σ_i factors_i · rows_i[s] and q_s = rest + Σ_i rows_i[s]², added in the order of i; norms_s = √q_s (1 + 2⁻²²) rounded to f32.
   * Returns the largest q_s, or 0. Rows beyond the factors do not count.
   */
  projections(
    rows: readonly Numbers[],
    factors: Float64Array,
    rest: number,
    towards: Float64Array,
    norms: Float32Array,
  ): number;
  /**
   * flags_s = 1 where u_s > radius and u_s − rate · towards_s > room · (1 + sign · a_s), and 0 elsewhere; with the number of those, and of
   * those with u_s > radius.
   */
  followedFlags(
    neurons: Pick<BoundedNeurons, 'u' | 'signs' | 'towards'>,
    radius: number,
    sign: 1 | -1,
    rate: number,
    room: number,
  ): { readonly flags: Uint8Array; readonly count: number; readonly on: number };
  /**
   * The pieces that bound each neuron, and their sum; `neuronBounds` of the certificates says what they mean, the plain form what they are.
   * Writes the slopes, and lists the neurons with a kink in reach, in increasing order.
   *
   * Within a run of `SUM_BLOCK` the terms are added one by one.
   */
  neuronBounds(
    neurons: BoundedNeurons,
    reach: BoundedReach,
    room: BoundedRoom,
  ): { readonly total: number; readonly listed: number };
  /** The entries of a row that a list names, in f64. */
  pick(row: Numbers, list: Int32Array): Float64Array;
  /** weights_i = jumps_i / (4 max(margins_i, width)); returns Σ jumps_i (width − margins_i)₊, added one by one. */
  kinkWeights(margins: Float64Array, jumps: Uint8Array, width: number, weights: Float64Array): number;
  /**
   * Σ w_i and max(0, w_i); and for columns l, r = a, b with b ≤ a, at a(a + 1)/2 + b: `once` Σ w_i l_i r_i and `twice` Σ w_i · w_i l_i r_i. All
   * sums are added one by one.
   */
  gramSums(columns: readonly Float64Array[], weights: Float64Array): GramSums;
  /** `width` numbers a row; the number of rows is what `rows` has of them. */
  rowMatrix(rows: Numbers, width: number): RowMatrix;
  /** `memory`: bytes up to which W0 is stored. */
  weightMatrix(source: WordSource, d: number, m: number, memory: number): WeightMatrix;
}
