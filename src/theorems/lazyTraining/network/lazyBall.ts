/**
 * The lazy ball { W : ‖w_s − w⁰_s‖₂ ≤ radius for every neuron s }.
 *
 * Units: `radius` (V in the paper) bounds one row, not the whole matrix.
 * Source: Definition 2.1, with V = C0/√m.
 */
export interface LazyBall {
  readonly radius: number;
}

/**
 * The radius an adversary uses, a little inside the ball, so that W = W0 + shift, rounded entry by entry to
 * f64, is still accepted by `contains`.
 *
 * A shift lies in a plane, so that its rounding is that of two coordinates or, away from the axes, of d
 * coordinates of size ≤ 8: at most √d·2⁻⁵⁰ in norm, below 2⁻⁴⁰ for d ≤ 10⁶. The relative part covers the
 * rounding of the norm.
 */
export const insideRadius = (ball: LazyBall): number => Math.max(0, ball.radius * (1 - 2 ** -30) - 2 ** -40);

/** Whether a row at distance `distance` of its center is in the ball; NaN is not. */
export const contains = (ball: LazyBall, distance: number): boolean => distance <= ball.radius;
