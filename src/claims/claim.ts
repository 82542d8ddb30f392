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
 * A constant that the source leaves open ("some C2", "Ω", "O"), with the value it is tried at.
 *
 * `default` is a formula in d, m, C0, gamma and the constants declared before this one.
 */
export interface FreeConstant {
  readonly default: string;
  readonly says: string;
}

/** Where a claim is printed. */
export interface Source {
  readonly work: string;
  readonly place: string;
}

/**
 * A theorem's statement as plain data: it survives JSON, so it can be sent to a worker thread and kept in a report.
 *
 * It reads: whenever `premise` holds, with probability at least 1 − `failureRate` over the draw, for all W in
 * `ball`, `conclusion` holds. A comparison of the premise that speaks of quantities is a premise on the draw.
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
  /** Every row moves by at most `radius`, a formula such as 'C0 / sqrt(m)'. */
  readonly ball: { readonly norm: 'two-infinity'; readonly radius: string };
  readonly conclusion: Comparison;
  readonly constants: Readonly<Record<string, FreeConstant>>;
  /** The share of draws on which the conclusion may fail, as in 'gamma'. */
  readonly failureRate: string;
  /** The free constant that a trial can be solved for. */
  readonly critical?: string;
  /** True when the claim is known to be false, so that the harness must refute it. */
  readonly control?: boolean;
}
