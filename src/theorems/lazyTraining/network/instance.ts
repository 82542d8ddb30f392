import type { Numbers } from '../../../numerics/linalg/vectors.ts';
import type { ExplicitNetwork } from './explicitNetwork.ts';

/**
 * One draw of W0 and a, known through what its claims look at.
 *
 * Shapes: `u` and `signs` have m entries; u_s = ⟨w⁰_s, x⟩ with ‖x‖ = 1, signs_s = a_s = ±1.
 */
export interface ValueInstance {
  readonly d: number;
  readonly m: number;
  readonly u: Numbers;
  readonly signs: Int8Array;
  /** All d·m weights of a network with this u and a, exact in law. */
  explicit(): ExplicitNetwork;
}

/**
 * A draw for one radius V, with the rows whose activation can change written out.
 *
 * P = I − xxᵀ. R = { s : u_s > V } stays active for every W in the ball, S = { s : −V < u_s ≤ V } (the
 * may-flip set) can change. The parts orthogonal to x are in coordinates of `width` numbers, rotated freely.
 *
 * Shapes: `mayFlip` lists S in increasing order; `rows` holds P w⁰_s for s in S, row after row (|S| × width);
 * `alwaysActiveSum` is Σ_{s∈R} a_s P w⁰_s (not divided by √m).
 */
export interface GradientInstance extends ValueInstance {
  readonly radius: number;
  readonly width: number;
  readonly mayFlip: Int32Array;
  readonly rows: Numbers;
  readonly alwaysActiveSum: Float64Array;
}

/** A draw of which more can be asked: see `revealedMatrix.ts`. */
export interface StepInstance extends ValueInstance {
  readonly revealed: RevealedMatrix;
}

/**
 * A Gaussian matrix W0 (m × d) of which only the answers to the questions asked so far are known.
 *
 * With e_1 = x, e_2, … orthonormal directions of R^d, `rows[i][s]` = ⟨w⁰_s, e_i⟩. A query c ∈ R^m adds the
 * direction that W0ᵀc has outside the known ones; W0ᵀc then lies in span(e_1, …, e_k).
 */
export interface RevealedMatrix {
  readonly m: number;
  readonly d: number;
  /** One row of m coordinates for each direction revealed so far, x first. */
  readonly rows: readonly Numbers[];
  /**
   * W0ᵀc for c_s = pattern_s / (2√m), in the coordinates revealed after the call.
   *
   * Shapes: `pattern` has m entries in −2 … 2 (halves, so that "half a neuron" is exact); the result has one
   * entry per revealed direction.
   */
  query(pattern: Int8Array): Float64Array;
}

/**
 * Whether some W in the ball of this radius gives neuron s another activation: −V < u_s ≤ V. Source: Lemma
 * 4.3.
 */
export const canFlip = (u: number, radius: number): boolean => u > -radius && u <= radius;
