/**
 * A draw that is compared with W0 rather than taken from it (see `resists`): u, a, the gradient's row, and in
 * place of the rest of W0 one vector for each of its two sides.
 */
export interface Comparison {
  readonly d: number;
  readonly m: number;
  readonly u: Float32Array;
  /** a; turned so that f(x; a, W0) ≥ 0, unless the comparison is about a label fixed in advance. */
  readonly signs: Int8Array;
  readonly xi: Float32Array;
  /** χ_{d−1}. */
  readonly length: number;
  readonly g: Float32Array;
  /** χ_{d−2}. */
  readonly rest: number;
}
