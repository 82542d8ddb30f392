import type { Kernels } from '../../../numerics/kernels/kernels.ts';
import type { Numbers } from '../../../numerics/linalg/vectors.ts';

/** A sum and the sum of the absolute values of its terms. */
export interface Sums {
  readonly total: number;
  readonly magnitude: number;
}

/** Sums over the neurons with u_s > radius: see `NeuronKernels.alwaysActiveSums`. */
export interface AlwaysActiveSums {
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

/**
 * Neurons as `NeuronKernels.neuronBounds` sees them: u_s, a_s, t_s, and a bound on how far y_s can be moved
 * by a unit.
 */
export interface BoundedNeurons {
  readonly u: Numbers;
  readonly signs: Int8Array;
  readonly towards: Float64Array;
  readonly rowNorms: Float32Array;
  /** 1 for a neuron that is tracked. */
  readonly tracked: Uint8Array;
}

/**
 * y_s = uFactor · u_s + towardsFactor · t_s, and how far a shift of each kind can move a bound: see
 * `NeuronKernels.neuronBounds`.
 */
export interface BoundedReach {
  readonly sign: 1 | -1;
  readonly uFactor: number;
  readonly towardsFactor: number;
  /** V: beyond it a neuron is on or off for certain. */
  readonly V: number;
  /** V · ‖step‖, V · ‖point‖ and what a tracked neuron has instead of the first. */
  readonly VD: number;
  readonly VN: number;
  readonly trackedReach: number;
  /** How far the point can be from the centre: a kink within eps · rowNorms_s is listed. */
  readonly eps: number;
}

/**
 * Where `NeuronKernels.neuronBounds` writes: a slope for every neuron, and the neurons listed with what is
 * listed of them.
 */
export interface BoundLists {
  readonly slopes: Int8Array;
  readonly kinks: Int32Array;
  readonly margins: Float64Array;
  readonly jumps: Uint8Array;
}

/** Sums of weighted products of columns: see `NeuronKernels.gramSums`. */
export interface GramSums {
  readonly total: number;
  readonly largest: number;
  readonly once: Float64Array;
  readonly twice: Float64Array;
}

/**
 * The loops over neurons, beside those over numbers, in the same two forms under the same contract on the
 * order of addition: plain (`reference/plainNeurons.ts`, what each one means) and SIMD
 * (`simd/simdNeurons.ts`). A law compares them.
 */
export interface NeuronKernels extends Kernels {
  /** Σ a_s σ(u_s + a_s·reach) and Σ σ(u_s + a_s·reach) for every reach, all in one pass. */
  extremeSums(u: Numbers, signs: Int8Array, reaches: readonly number[]): readonly Sums[];
  /**
   * Over the neurons with u_s > radius: their number and Σ u_s (`magnitude`); and over those with p_s = u_s +
   * a_s·along > 0 also Σ a_s p_s (`along`) and a sum of as many `across`.
   */
  alwaysActiveSums(
    u: Numbers,
    signs: Int8Array,
    radius: number,
    along: number,
    across: number,
  ): AlwaysActiveSums;
  /** The s with above < u_s ≤ atMost, in increasing order. */
  within(u: Numbers, above: number, atMost: number): Int32Array;
  /**
   * For every probe Σ a_s σ(z_s) and Σ σ(z_s), z_s = a_s·part + Σ_i factors_i · rows_i[s] added in the order
   * of i; all in one pass. Rows beyond the factors do not count.
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
   * towards_s = Σ_i factors_i · rows_i[s] and q_s = rest + Σ_i rows_i[s]², added in the order of i; norms_s =
   * √q_s (1 + 2⁻²²) rounded to f32. Returns the largest q_s, or 0. Rows beyond the factors do not count.
   */
  projections(
    rows: readonly Numbers[],
    factors: Float64Array,
    rest: number,
    towards: Float64Array,
    norms: Float32Array,
  ): number;
  /**
   * flags_s = 1 where u_s > radius and u_s − rate · towards_s > clearance · (1 + sign · a_s), and 0
   * elsewhere; with the number of those, and of those with u_s > radius.
   */
  trackedFlags(
    neurons: Pick<BoundedNeurons, 'u' | 'signs' | 'towards'>,
    radius: number,
    sign: 1 | -1,
    rate: number,
    clearance: number,
  ): { readonly flags: Uint8Array; readonly count: number; readonly on: number };
  /**
   * The pieces that bound each neuron, and their sum; `neuronBounds` of the certificates says what they mean,
   * the plain form what they are. Writes the slopes, and lists the neurons with a kink in reach, in
   * increasing order.
   *
   * Within a run of `SUM_BLOCK` the terms are added one by one.
   */
  neuronBounds(
    neurons: BoundedNeurons,
    reach: BoundedReach,
    lists: BoundLists,
  ): { readonly total: number; readonly listed: number };
  /** The entries of a row that a list names, in f64. */
  pick(row: Numbers, list: Int32Array): Float64Array;
  /**
   * weights_i = jumps_i / (4 max(margins_i, width)); returns Σ jumps_i (width − margins_i)₊, added one by
   * one.
   */
  kinkWeights(margins: Float64Array, jumps: Uint8Array, width: number, weights: Float64Array): number;
  /**
   * Σ w_i and max(0, w_i); and for columns l, r = a, b with b ≤ a, at a(a + 1)/2 + b: `once` Σ w_i l_i r_i
   * and `twice` Σ w_i · w_i l_i r_i. All sums are added one by one.
   */
  gramSums(columns: readonly Float64Array[], weights: Float64Array): GramSums;
}

/** What a theorem about neurons adds to the kernels of numbers. */
export type Neurons = Omit<NeuronKernels, keyof Kernels>;
