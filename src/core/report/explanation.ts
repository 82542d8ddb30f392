import type { Cell } from '../judge/cell.ts';
import type { Confirmed, Outcome, Trial } from '../judge/outcome.ts';
import type { Tally } from '../judge/tally.ts';
import type { Verdict } from '../judge/verdict.ts';
import type { Bracket, Mode } from '../theorem.ts';
import type { Alpha, At } from './report.ts';

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
  readonly cell: { readonly at: At; readonly mode: Mode; readonly constants: Cell['constants'] };
  /** The failure rate that the claim allows here. */
  readonly failureRate: number;
  /** As in a cell of the report. */
  readonly derived: Readonly<Record<string, number>>;
  readonly trial: number;
  /** The names that lead from the seed to the draw. */
  readonly address: readonly string[];
  /** A few numbers that show what was drawn, by what they are. */
  readonly draw: Readonly<Record<string, number>> | null;
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
