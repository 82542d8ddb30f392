import { normalCdf } from '../../../../numerics/statistics/normal.ts';

/** The chance that a certificate by boxes is wrong on one draw, over what has not been revealed of W0. */
export const BOX_ERROR = 0.95e-9;

/** Leaves of one side at most: so many tails of ‖h‖ are paid for. */
export const MOST_LEAVES = 1024;

/** The event |⟨b, g⟩| ≤ NEAR, on which P g is replaced by g. */
export const NEAR = 0.25;

/** P(|N(0, 1)| ≤ NEAR). */
export const NEAR_CHANCE = 1 - 2 * normalCdf(-NEAR);

/** What one side may err by; a leaf's share is spent as it turns out, and the sum compared with this. */
export const SIDE_ERROR = BOX_ERROR / 2;

/** A leaf's own share before it is known how far below zero its bound lies. */
export const LEAF_ERROR = (0.8 * SIDE_ERROR) / 48;

/** For ‖h‖ beyond what a leaf looks at. */
export const LENGTH_ERROR = (0.1 * SIDE_ERROR) / MOST_LEAVES;

/** For the may-flip set's part of the gradient. */
export const FLIPS_ERROR = 0.1 * SIDE_ERROR;

/** The constants of a comparison in d − 2 dimensions, all fixed before anything is drawn. */
export interface Allowance {
  /** √(d − 2) ≥ E‖h‖. */
  readonly length: number;
  /** γ ≥ shift is asked of the Gaussian that makes the variances equal. */
  readonly shift: number;
  /** −ln of a leaf's share, with the two events it is conditioned on. */
  readonly leaf: number;
  /** ‖h‖ ≤ length + beyond but for `LENGTH_ERROR`. */
  readonly beyond: number;
}

export const allowanceFor = (d: number): Allowance => {
  const length = Math.sqrt(d - 2);
  const shift = Math.min(length, Math.sqrt(2 * Math.log(1 / (NEAR_CHANCE * LEAF_ERROR))));
  const shifted = NEAR_CHANCE * normalCdf(-shift);
  return {
    length,
    shift,
    leaf: -Math.log(shifted * LEAF_ERROR),
    beyond: Math.sqrt(-2 * Math.log(shifted * LENGTH_ERROR)),
  };
};
