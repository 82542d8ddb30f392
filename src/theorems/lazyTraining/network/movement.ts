/**
 * Weights W in the ball, written as a movement away from W0 in a plane that holds x:
 *
 *     w_s = w⁰_s + along_s · x + across_s · normal,    normal ⊥ x a unit vector.
 *
 * Every adversary of the theorem needs no more: the best shift of a neuron against a direction r, and the
 * best one between x and x + δ(W), lie in the plane of x and that direction.
 *
 * Shapes: `along`, `across` have m entries; `normal` is in the coordinates of the instance that was moved.
 */
export interface Movement {
  readonly along: Float64Array;
  readonly across: Float64Array | null;
  readonly normal: Float64Array | null;
}

/** W = W0. */
export const noMovement = (m: number): Movement => ({
  along: new Float64Array(m),
  across: null,
  normal: null,
});
