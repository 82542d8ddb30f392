import type { Numbers } from '../../../numerics/linalg/vectors.ts';
import { kernels } from '../kernels/inUse.ts';
import type { Extremes } from '../network/extremeValue.ts';

/**
 * How far a linear function of z can move a value: ℓ = (1/√m) Σ_s c_s w⁰_s for slopes c_s.
 *
 * With the centre gradient g_c of `KnownWeights`; all but the two products are upper bounds.
 */
export interface LinearPart {
  /** ⟨ℓ, x⟩. */
  readonly alongX: number;
  /** ⟨ℓ, g_c⟩. */
  readonly alongCenter: number;
  /** ≥ ‖ℓ‖. */
  readonly length: number;
  /** ≥ Σ_{s∈S} |⟨w⁰_s, ℓ⟩|. */
  readonly overMayFlip: number;
}

/**
 * W0 as a certificate of the gradient step sees it: u, a, one vector g_c, and bounds on the rest.
 *
 * The may-flip set S = { |u_s| ≤ V } is where the ball can change an activation; u_s > V is on and u_s < −V
 * is off for every W. The centre gradient takes a neuron of S at one half:
 *
 *     g_c = (1/√m) [ Σ_{u_s>V} a_s w⁰_s + ½ Σ_S a_s w⁰_s ].
 *
 * Nothing here may depend on what an attack has learnt: see `revealedWeights`.
 */
export interface KnownWeights {
  readonly d: number;
  readonly m: number;
  readonly u: Numbers;
  readonly signs: Int8Array;
  /** V, with the rounding of u added where u is rounded. */
  readonly radius: number;
  /** The largest and the least f(x; W) over the ball. */
  readonly extremes: Extremes;
  /** S in increasing order. */
  readonly mayFlip: Int32Array;
  /** ⟨w⁰_s, g_c⟩ for every neuron. */
  readonly towards: Float64Array;
  readonly centerNorm: number;
  /** ⟨g_c, x⟩. */
  readonly centerAlong: number;
  /** ≥ ½ m^{−1/2} ‖Σ_S σ_s w⁰_s‖ for all σ_s in [−1, 1]: what the sign changes can add to the gradient. */
  readonly flips: number;
  /** ≥ ‖w⁰_s‖ for every neuron. */
  readonly rowNorms: Float32Array;
  /** ≥ every entry of `rowNorms`. */
  readonly longestRow: number;
  /**
   * ≥ the rounding of any sum over neurons and coordinates that is taken here, as a share of √m · longest row
   * · length of the argument.
   */
  readonly rounding: number;
  linearPart(slopes: Int8Array): LinearPart;
  /**
   * ≥ the largest eigenvalue of Σ_i weights_i w⁰_s w⁰_sᵀ over s = neurons_i; weights ≥ 0. A list is not to
   * change while it is asked about.
   */
  largestEigenvalue(neurons: Int32Array, weights: Float64Array): number;
}

const double = new Float64Array(1);
const bits = new BigInt64Array(double.buffer);

/** The largest f64 below −x, for x ≥ 0. */
const belowMinus = (x: number): number => {
  if (!(x < Number.POSITIVE_INFINITY)) return Number.NEGATIVE_INFINITY;
  double[0] = x;
  bits[0]! += 1n;
  return -double[0]!;
};

/** The neurons with |u_s| ≤ V, in increasing order. */
export const mayFlipOf = (u: Numbers, radius: number): Int32Array =>
  kernels().within(u, belowMinus(radius), radius);

/**
 * The centre gradient's pattern in halves: 2a_s where every W is on, a_s in the may-flip set, 0 where every W
 * is off.
 */
export const centerPattern = (u: Numbers, signs: Int8Array, radius: number): Int8Array =>
  kernels().centerPattern(u, signs, radius);

/**
 * Bounds that went through a square root or a division of f64 are widened by this, far beyond their rounding.
 */
export const WIDER = 1 + 1e-8;
