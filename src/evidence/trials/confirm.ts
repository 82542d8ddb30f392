import { margin } from '../../claims/boundClaim.ts';
import { contains } from '../../network/lazyBall.ts';
import { noMovement } from '../../network/movement.ts';
import { largestShift } from '../../network/reference.ts';
import type { Confirmation, Confirmed } from '../outcomes/outcome.ts';
import { type BoundCell, quantityIn } from './bindCell.ts';
import type { Answer } from './quantities/quantity.ts';

/** Up to this many weights, d·m, a witness is rebuilt in full before it counts; `replay` rebuilds any. */
export const EXPLICIT_LIMIT = 2 ** 18;

/**
 * Room for rounding: a margin counts as below zero when it is so by this share of 1 and of its two sides.
 *
 * Every quantity is a sum of at most m·d products in f64, scaled by √m. For the sizes that are rebuilt (m·d ≤ 2¹⁸, terms
 * ≤ 50) its error is below 2¹⁸·2⁻⁵³·50 ≈ 1.5e-9 in the worst order of addition, and 1e-12 in practice; revealed values of
 * larger draws are summed in blocks, with an error below 1e-9 of their size.
 */
const SLACK = 1e-8;

/**
 * Looks at a witness with the plain f64 reference: W in the ball, the conclusion false with room for rounding.
 *
 * Each quantity over the ball is taken at the weights that its adversary found, each quantity of W0 at W0. Null when the
 * reference does not agree: such a trial is not violated.
 */
export const confirm = (
  at: BoundCell,
  answer: Answer,
  by: Confirmation = confirmationFor(at),
): Confirmed | null => {
  const { radius, wanted, cell, bound, scope } = at;
  const network = by === 'explicit' ? answer.explicit() : null;
  const values: Record<string, number> = {};
  let largest = 0;
  for (const name of wanted) {
    const quantity = quantityIn(at, name);
    const movement = answer.movements[name]?.() ?? noMovement(cell.m);
    if (network === null) {
      const revealed = answer.revealed(name, movement);
      values[name] = revealed.value;
      largest = Math.max(largest, revealed.largestShift);
    } else {
      values[name] = quantity.at(network, movement, cell.constants);
      largest = Math.max(largest, largestShift(network, movement));
    }
  }
  const { lhs, rhs } = bound.conclusion;
  const all = { ...values, ...scope };
  const size = 1 + Math.abs(lhs.evaluate(all)) + Math.abs(rhs.evaluate(all));
  const found = margin(bound, scope, values);
  // An infinite value compares as below zero and is no number one could check.
  const holds = contains({ radius }, largest) && Number.isFinite(found) && found < -SLACK * size;
  return holds ? { by, largestShift: largest, radius, values, margin: found } : null;
};

/** How much of a witness is rebuilt before it counts. */
const confirmationFor = ({ cell }: BoundCell): Confirmation =>
  cell.d * cell.m <= EXPLICIT_LIMIT ? 'explicit' : 'revealed';
