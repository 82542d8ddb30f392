import { difference, type Interval } from '../formula/interval.ts';
import { drawPremise, marginInterval } from '../judge/boundClaim.ts';
import type { NumberedCell } from '../report/cellNumbers.ts';
import type { Brackets } from '../theorem.ts';

/** What plain code proves of a draw: that the conclusion is violated, that it holds, that the draw is skipped, or nothing. */
export type PlainOutcome = 'violated' | 'certified' | 'skipped' | 'open';

/** A draw looked at again. */
export interface Looked {
  readonly outcome: PlainOutcome;
  /** What is proved of each quantity; the truth lies between. */
  readonly brackets: Brackets;
  readonly margin: Interval;
}

/** Room for rounding: what decides by less, as a share of 1 and of the sizes compared, is left open. */
const SLACK = 1e-6;

/** What follows for a claim from brackets of its quantities on one draw. */
export const lookAgain = ({ bound, scope }: NumberedCell, brackets: Brackets): Looked => {
  const all = { ...brackets, ...scope };
  const { lhs, rhs } = bound.conclusion;
  const sizeOf = ({ lower, upper }: Interval): number =>
    Math.min(Math.abs(lower), Math.abs(upper), Number.MAX_VALUE);
  const margin = marginInterval(bound, scope, brackets);
  const room = SLACK * (1 + sizeOf(lhs.evaluateInterval(all)) + sizeOf(rhs.evaluateInterval(all)));
  const premises = drawPremise(bound).map((comparison) =>
    difference(comparison.rhs.evaluateInterval(all), comparison.lhs.evaluateInterval(all)),
  );
  const outcome = (): PlainOutcome => {
    if (premises.some(({ upper }) => upper < -room)) return 'skipped';
    if (premises.some(({ lower }) => !(lower > room))) return 'open';
    // A side without a finite value is compared with nothing.
    if (margin.upper === Number.NEGATIVE_INFINITY || margin.lower === Number.POSITIVE_INFINITY) return 'open';
    if (margin.upper < -room) return 'violated';
    return margin.lower > room ? 'certified' : 'open';
  };
  return { outcome: outcome(), brackets, margin };
};
