import { logRefutingE } from '../../numerics/statistics/eProcess.ts';
import type { Evidence } from '../study.ts';
import type { BoundCell } from './bindCell.ts';
import { constantSide, criticalValue } from './boundClaim.ts';
import type { Trial } from './outcome.ts';
import type { Verdict } from './verdict.ts';

/** Room for the rounding of a critical value: a witness shows the conclusion false by more than its slack up to here. */
const INWARD = 1e-7;

/**
 * Up to where the test of a refuted cell refutes other values of the critical constant too, that end not included; nothing where no
 * constant is left open by the claim, or the draws reach no further than the value that was tried.
 *
 * A violated draw is violated, at its own witness, at every value on the stronger side of the one where the witness' margin is 0. So for
 * each value the draws that violate there are at least those whose own critical value lies beyond it, and the test refutes as long as
 * enough of them do. One α covers all these values: at the smallest one that is true, the test is one that refutes a true claim.
 */
export const reachesOf = (
  at: BoundCell,
  alpha: number,
  verdict: Verdict,
  violated: readonly Trial[],
  trials: number,
): Pick<Evidence, 'reaches'> => {
  const { bound, scope, failureRate } = at;
  const name = bound.claim.critical;
  if (name === undefined || verdict !== 'refuted' || !(failureRate > 0)) return {};
  if ((bound.claim.constants[name]?.bound ?? 'exists') !== 'exists') return {};
  const criticals = violated.flatMap(({ outcome }) => {
    if (outcome.kind !== 'violated') return [];
    const { values } = outcome.confirmed;
    const value = criticalValue(bound, scope, values);
    const side = constantSide(bound, scope, values, name);
    return value === null || side === 0
      ? []
      : [{ value: value - side * INWARD * (1 + Math.abs(value)), side }];
  });
  const side = criticals[0]?.side;
  if (side === undefined || criticals.some((one) => one.side !== side)) return {};
  // From the furthest: as many as the test needs.
  const sorted = criticals.map(({ value }) => value).sort((a, b) => side * (b - a));
  const enough = sorted.findIndex((_, i) => logRefutingE(trials, i + 1, failureRate) >= -Math.log(alpha));
  const reach = sorted[enough];
  const tried = at.cell.constants[name]!;
  return reach === undefined || !(side * reach > side * tried) ? {} : { reaches: { [name]: reach } };
};
