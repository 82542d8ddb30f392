import type { Cell } from './cell.ts';
import type { Bracket, Confirmed, Outcome, Trial } from './outcome.ts';
import type { Alpha } from './report.ts';
import type { Tally } from './tally.ts';
import type { Verdict } from './verdict.ts';

/** A comparison lhs ≤ rhs with what is known of its two sides on one draw; an end that is not known is null. */
export interface ExplainedComparison {
  readonly text: string;
  readonly lhs: OpenBracket;
  readonly rhs: OpenBracket;
}

/** A bracket whose ends may be unknown. */
export interface OpenBracket {
  readonly lower: number | null;
  readonly upper: number | null;
}

/** What one draw looks like, where its instance shows u = W0 x and a. */
export interface DrawSummary {
  /** Least, middle and greatest u_s = ⟨w⁰_s, x⟩. */
  readonly u: { readonly min: number; readonly median: number; readonly max: number };
  /** Neurons with a_s = +1. */
  readonly positive: number;
  /** Neurons with u_s > 0. */
  readonly active: number;
  /** |S_v|: neurons that some W in the ball gives another activation. */
  readonly strip: number;
  /** n_R: neurons that are active for every W in the ball. */
  readonly steady: number;
}

/** A quantity on this draw: the certificate's and the attack's ends of what is known of it. */
export interface ExplainedQuantity {
  readonly name: string;
  readonly says: string;
  readonly extreme: 'sup' | 'inf' | null;
  readonly bracket: OpenBracket;
}

/** What the judge saw at one look: after a complete batch, or at the cap. */
export interface Look extends Tally {
  /** violated + certified + unresolved. */
  readonly trials: number;
  /** log10 of the e-values against "rate ≤ γ" and against "rate ≥ γ"; null before the first counted trial. */
  readonly log10ER: number | null;
  readonly log10EA: number | null;
}

/** One trial from its draw to its outcome, and from the outcomes to the verdict of its cell. */
export interface Explanation {
  readonly claim: string;
  readonly reading: 'printed' | 'intended';
  readonly says: string;
  readonly cell: Pick<Cell, 'd' | 'm' | 'C0' | 'gamma' | 'mode' | 'constants'>;
  /** The failure rate that the claim allows here. */
  readonly failureRate: number;
  readonly radius: number;
  readonly trial: number;
  /** The names that lead from the seed to the draw. */
  readonly address: readonly string[];
  readonly draw: DrawSummary | null;
  readonly premise: readonly ExplainedComparison[];
  readonly conclusion: ExplainedComparison;
  readonly quantities: readonly ExplainedQuantity[];
  /** rhs − lhs: the attack's is an upper bound of the least over the ball, the certificate's a lower one. */
  readonly margin: { readonly attack: number | null; readonly certificate: number | null } | null;
  /** The same with every search carried to its end; the judge lets a search stop once its trial is decided. */
  readonly exhausted: { readonly attack: number | null; readonly certificate: number | null } | null;
  readonly critical: { readonly name: string; readonly values: NonNullable<Trial['critical']> } | null;
  readonly outcome: Outcome['kind'];
  /** Why the trial is unresolved, or the premise for which it was skipped. */
  readonly why: string | null;
  readonly confirmed: Confirmed | null;
  readonly alpha: Alpha;
  readonly cap: number;
  readonly looks: readonly Look[];
  readonly verdict: Verdict;
  readonly regime: 'inside' | 'outside';
}

/** The ends of a bracket that are numbers. */
export const openBracket = ({ lower, upper }: Bracket): OpenBracket => ({
  lower: Number.isFinite(lower) ? lower : null,
  upper: Number.isFinite(upper) ? upper : null,
});
