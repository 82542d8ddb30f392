import type { Numbers } from '../../../numerics/linalg/vectors.ts';
import { chi } from '../../../numerics/random/chi.ts';
import { gaussian } from '../../../numerics/random/gaussian.ts';
import type { Stream } from '../../../numerics/random/stream.ts';
import { drawSigns } from './reducedValue.ts';

/**
 * A draw of W0 as two fixed points see it, x and z = x + R·e with e ⊥ x a unit vector that has nothing to do
 * with W0.
 *
 * What is orthogonal to both is independent of what they see. A signed sum of k such rows is √k times one
 * vector of d − 2 standard Gaussians, and all that is asked of it is its part along one fixed direction and
 * its length.
 */
export interface PairInstance {
  readonly d: number;
  readonly m: number;
  readonly signs: Int8Array;
  /** ⟨w⁰_s, x⟩. */
  readonly u: Numbers;
  /** ⟨w⁰_s, e⟩. */
  readonly v: Numbers;
  /**
   * That vector's part along a third fixed direction, which is orthogonal to x and e; 0 in fewer than three
   * dimensions.
   */
  readonly third: number;
  /** The length of what is left of it: χ with d − 3 degrees. */
  readonly rest: number;
}

/** Cost: 2m + d numbers. Source: rotation invariance of the Gaussian. */
export const reducedPair = (stream: Stream, d: number, m: number): PairInstance => ({
  d,
  m,
  signs: drawSigns(stream, m),
  u: gaussian(stream.child('u'), m),
  v: gaussian(stream.child('v'), m),
  third: d > 2 ? gaussian(stream.child('third'), 1)[0]! : 0,
  rest: chi(stream.child('rest'), Math.max(0, d - 3)),
});
