import type { FreeConstant, Reading, Source } from './claim.ts';

/**
 * How a statement is decided: by a search for a counterexample, by a test of a law, by the growth of a quantity along a path, by
 * exact computation, or by an experiment.
 */
export type Manner = 'deterministic' | 'law' | 'order' | 'exact' | 'experiment';

/** A formula for readers alone: as text, and as TeX. */
export interface PrintedFormula {
  readonly text: string;
  readonly tex: string;
}

/**
 * A claim that is not one comparison on one draw at failure rate γ: it is decided as a whole, by an examination of its own.
 *
 * It is plain data, as a `Claim` is, and shares its names; its formulas are printed and never evaluated.
 */
export interface Statement {
  /** In kebab-case; the claim's name on the command line and in reports. */
  readonly id: string;
  readonly reading: Reading;
  readonly manner: Manner;
  /** One sentence, without its full stop. */
  readonly says: string;
  readonly source: Source;
  readonly quantifiers: readonly string[];
  readonly premise: readonly PrintedFormula[];
  readonly conclusion: PrintedFormula;
  readonly constants: Readonly<Record<string, FreeConstant>>;
  /** True when the statement is known to be false, so that the harness must refute it. */
  readonly control?: boolean;
}
