import type { Block, ByProfile, Search } from './theorem.ts';

/** `printed` is the text as it stands in its source; `intended` is the reading that its proof needs. */
export type Reading = 'printed' | 'intended';

/** lhs ≤ rhs, both sides formulas as text (see `parseFormula`). */
export interface Comparison {
  readonly lhs: string;
  readonly rhs: string;
}

/**
 * The one comparison there is: every premise and every conclusion is an `atMost`.
 *
 * @example
 * atMost('d^2.4', 'm'); // { lhs: 'd^2.4', rhs: 'm' }
 */
export const atMost = (lhs: string, rhs: string): Comparison => ({ lhs, rhs });

/**
 * A constant of a statement, and where its quantifier stands.
 *
 * *exists*: "for some constant": a cell that is refuted at one value says nothing of the others. *given*: the statement is for every
 * value, and some are tried. *printed*: the source prints the number; it is not a quantifier, and another value is a "what if".
 */
export interface Constant {
  readonly says: string;
  /** *exists* where this is left out. */
  readonly bound?: 'exists' | 'given' | 'printed';
  /**
   * Of *exists*: the axes and the given constants that its value may depend on, since they stand before it; none where this is left
   * out. Never what the statement is "for all" of after it.
   */
  readonly mayDependOn?: readonly string[];
  /** Where to begin: the strongest sensible value, a formula in what it may depend on and in the constants declared before it. */
  readonly first: string;
  /** On which side of a value the statement says less. Derived from the formulas; written where it has no such side. */
  readonly weaker?: 'larger' | 'smaller' | 'none';
}

/** Where a claim is printed. */
export interface Source {
  readonly work: string;
  readonly place: string;
}

/**
 * A theorem's statement as plain data: it survives JSON, so it can be sent to a worker thread and kept in a report.
 *
 * It reads: whenever `premise` holds, with probability at least 1 − `failureRate` over the draw, for all choices of the adversary,
 * `conclusion` holds. A comparison of the premise that refers to quantities is a premise on the draw.
 */
export interface Claim {
  /** In kebab-case; the claim's name on the command line and in reports. */
  readonly id: string;
  readonly reading: Reading;
  /** One sentence. */
  readonly says: string;
  readonly source: Source;
  /** In their order, as in 'for every x on the unit sphere', 'for all W in the ball'. */
  readonly quantifiers: readonly string[];
  readonly premise: readonly Comparison[];
  readonly conclusion: Comparison;
  readonly constants: Readonly<Record<string, Constant>>;
  /** Symbols that the setting reads and no axis is, as formulas: { threshold: 'n + 2 * t' }. */
  readonly where?: Readonly<Record<string, string>>;
  /** The share of draws on which the conclusion may fail, as in 'gamma'; absent, it may never fail. */
  readonly failureRate?: string;
  /** The free constant that a trial can be solved for. */
  readonly critical?: string;
  /** True when the claim is known to be false, so that the harness must refute it. */
  readonly control?: boolean;
  /** Where it is tried; where its theorem tries what says nothing of it, if left out. */
  readonly tries?: ByProfile<Block>;
  /** What is searched for beyond, {} for nothing; what its theorem searches for, if left out. Never for a control. */
  readonly searches?: ByProfile<Search>;
}
