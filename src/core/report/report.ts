import type { Follows } from '../consequence.ts';
import type { Basis } from '../judge/basis.ts';
import type { Corner, HalfLine } from '../judge/exclusions.ts';
import type { Confirmed } from '../judge/outcome.ts';
import type { Quantified } from '../judge/quantified.ts';
import type { ClaimVerdict, Regime, Verdict } from '../judge/verdict.ts';
import type { StudyKind } from '../study.ts';
import type { Mode } from '../theorem.ts';
import type { ConstantsReport } from './constants.ts';
import type { Explanation } from './explanation.ts';
import type { Figure, InstanceFigure } from './figure.ts';

/** The chances at which our own sentences may be wrong, per cell. */
export interface Alpha {
  readonly refute: number;
  readonly support: number;
}

/** Values by symbol, in the order of the theorem's axes; an axis that the statement does not involve is absent. */
export type At = Readonly<Record<string, number>>;

/** A symbol to which a cell gives a value, such as the number of inputs. */
export interface AxisReport {
  readonly symbol: string;
  /** What it is, in a word or two. */
  readonly says: string;
  readonly kind: 'count' | 'real' | 'rate';
  /** True where draws of different values are independent. */
  readonly addressed?: boolean;
  readonly tex?: string;
  /** What the values 1, 2, … are called, where the axis only tells things apart. */
  readonly values?: readonly string[];
  /** How text prints it; the symbol where this is absent. */
  readonly label?: string;
}

/** What a reader of the record must know of a theorem: its axes, and how cells are arranged. */
export interface TheoremReport {
  readonly id: string;
  readonly work: string;
  readonly axes: readonly AxisReport[];
  /** The axes of a table's rows and columns; each further axis makes a table of its own. */
  readonly table: { readonly rows: string; readonly columns: string };
}

/** A place of a work that was read as it was meant, and not tried as it stands. */
export interface Misprint {
  readonly place: string;
  readonly printed: string;
  readonly readAs: string;
}

/** What decides the bytes of a report; what depends on time, threads, Node or machine is in `run.json`. */
export interface Provenance {
  readonly version: string;
  readonly seed: string;
  readonly profile: string;
  /** The kernels that ran, and the generator: `plain/philox-sfc32`. */
  readonly engine: string;
  readonly alpha: Alpha;
  /** What a filtered or sharded run was limited to; null for a whole run. */
  readonly selection: string | null;
  /** The configuration that was asked for, as it was written; absent where it is the usual one, or none. */
  readonly config?: string;
}

/** A witness by its address: who replays it makes the same draw and finds the same choice. */
export interface WitnessReport {
  /** The argument of `lakatos replay`. */
  readonly address: string;
  readonly trial: number;
  readonly confirmed: Confirmed;
}

/** The values of a free constant for which a cell is still inside the premise; null where it is not limited. */
export interface ConstantRange {
  readonly atLeast: number | null;
  readonly atMost: number | null;
}

/** Smallest, middle and largest of a list of numbers. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

export interface CellReport {
  readonly at: At;
  /** What the values of axes are called that only tell things apart, by symbol; absent where there is no such axis. */
  readonly named?: Readonly<Record<string, string>>;
  /** The value at which each free constant was tried. */
  readonly constants: Readonly<Record<string, number>>;
  readonly constantRanges: Readonly<Record<string, ConstantRange>>;
  /**
   * Of a refuted cell, for a constant of the conclusion: up to where the same test refutes, itself not included. Absent where the draws
   * do not tell.
   */
  readonly reaches?: Readonly<Record<string, number>>;
  /** Of a study's refuted cell: the values of each constant at which it would be refuted all the same. */
  readonly excludes?: Readonly<Record<string, ConstantRange>>;
  /** Symbols that the claim derives from axes and constants, such as a radius. */
  readonly derived: Readonly<Record<string, number>>;
  /** The failure rate that was tested, and the formula that gives it; null where no rate is tested. */
  readonly failureRate: { readonly value: number; readonly formula: string } | null;
  /** The share of α at which the cell was tested: 1 unless earlier runs have spent some of it. */
  readonly alphaShare: number;
  readonly regime: Regime;
  readonly mode: Mode | 'exact';
  /** The baseline's verdict for this cell, else `holds` (a claim of the paper) or `refuted` (a control). */
  readonly expect: string;
  /** violated + certified + unresolved. */
  readonly trials: number;
  readonly violated: number;
  readonly certified: number;
  readonly unresolved: number;
  readonly skipped: number;
  /** The most trials this cell would have taken. */
  readonly cap: number;
  /** What `cap` trials could decide at best: all violated, all certified. */
  readonly capCanDecide: { readonly refute: boolean; readonly support: boolean };
  /** Chance to refute at twice the tested failure rate, and to support at a quarter, within `cap` decided trials; exact. Null where no rate is tested. */
  readonly power: { readonly refuteTwiceGamma: number; readonly supportQuarterGamma: number } | null;
  readonly verdict: Verdict;
  /** What the verdict rests on. */
  readonly basis: Basis;
  /** log10 of the e-value against "the failure rate is at most the tested one". */
  readonly log10ER: number | null;
  /** log10 of the e-value against "it is at least the tested one", with unresolved trials counted as failures. */
  readonly log10EA: number | null;
  /** Confidence sequence of the failure rate. */
  readonly rate: { readonly lower: number; readonly upper: number; readonly confidence: number } | null;
  /** The failure rate itself, where its law is known. */
  readonly exactRate: number | null;
  /** Of the attack's margins (the certificate's where no attack ran). */
  readonly margin: Spread | null;
  /**
   * Over the trials, the ends of what is known of each compared quantity: it lies between `lower` and `upper` on every draw.
   * A search stops once the claim is decided, so the two need not have met. Null where no end is known.
   */
  readonly observed: Readonly<
    Record<string, { readonly lower: Spread | null; readonly upper: Spread | null }>
  >;
  /** What the quantity is held against in this cell, where one side of the conclusion is a number there: the theory's line. */
  readonly bound: number | null;
  readonly witness: WitnessReport | null;
  /** The command that shows the witness again, or tries the cell again. */
  readonly replay: string;
  /** Of the unresolved: trials whose search threw. Absent where there is none. */
  readonly crashed?: number;
  /** What trials that crashed said: the first three messages that differ, and how many more there are. */
  readonly crashes: readonly string[];
  /** Of the unresolved: draws on which a side of a comparison has no value. Absent where there is none. */
  readonly withoutValue?: number;
  /** Why they have none, as `crashes`. */
  readonly valueless?: readonly string[];
  /** Of the unresolved: draws on which a budget ended a search that had more to try. Absent where there is none. */
  readonly cutShort?: number;
  /** Which budgets, as `crashes`. */
  readonly endings?: readonly string[];
  /** One sentence where a reader would ask "why": crashed trials, a cap that decides nothing. For readers alone. */
  readonly note: string | null;
  /** What else is fixed there, in words in the place of constants: `inputs of length 1`. */
  readonly setting?: string;
  /** One sentence: why this verdict. There where a statement was examined as a whole. */
  readonly because?: string;
  /** The chance that this verdict is wrong, where a statement was examined as a whole. */
  readonly error?: number | null;
  /** What paths of growing sizes say; they decide nothing. */
  readonly paths?: readonly PathReport[];
  /** What the study shows. */
  readonly figures?: readonly Figure[];
}

/** A formula as text and as TeX. */
export interface FormulaReport {
  readonly text: string;
  readonly tex: string;
}

/** A proof by its place in docs/mathematics.md, and what the program computed of it; null where there is nothing to compute. */
export interface ProofReport {
  readonly verdict: 'refuted' | 'supported';
  readonly because: string;
  readonly anchor: string;
  readonly checked: string | null;
}

/** A constant of a claim: its quantifier, where it begins, and in which direction the claim says less. */
export interface ConstantReport {
  readonly says: string;
  readonly bound: 'exists' | 'given' | 'printed';
  readonly mayDependOn: readonly string[];
  readonly first: string;
  readonly weaker: Quantified['weaker'];
  readonly stands: Quantified['stands'];
}

/** The constant that is needed along growing sizes: a trend, and no verdict. */
export interface PathReport {
  /** The axis, or what grows. */
  readonly along: string;
  readonly needed: readonly {
    readonly at: number;
    readonly lower: number | null;
    readonly upper: number | null;
  }[];
  /**
   * *serves*: one constant does on this range. *climbs*: none below its last lower end does, and whether it levels off is not decided.
   * *unbounded*: by a law. *open*: neither.
   */
  readonly trend: 'serves' | 'climbs' | 'unbounded' | 'open';
  readonly because: string;
}

/** Constants that one refuted cell excludes; see `Exclusion`. `at` is the group whose constants it binds, `cell` the cell. */
export interface ExclusionReport {
  readonly at: At;
  readonly where: Readonly<Record<string, HalfLine>>;
  readonly slice: Readonly<Record<string, number>>;
  readonly by: 'cell' | 'search' | 'product';
  readonly cell: At;
  readonly alpha: number;
}

/** A least choice of constants that no exclusion covers, and what the cells tried say of the claim under it. */
export interface LeastReport {
  readonly at: At;
  readonly slice: Readonly<Record<string, number>>;
  readonly constants: Corner;
  /** Whether the least values themselves are left, and not only those beyond. */
  readonly attained: boolean;
  /** Of the cells that are still inside: never refuted. */
  readonly verdict: Verdict;
  /**
   * Cells of this group that were tried inside the premise, those that were refuted included. Which of them are left inside was chosen by
   * looking, so that all of them are paid for.
   */
  readonly tried: number;
  /** The chance that `supported` is wrong: α_A for each cell tried. Null for any other verdict, which claims nothing. */
  readonly error: number | null;
  readonly inside: number;
  readonly supported: number;
  readonly consistent: number;
  readonly undecided: number;
}

export interface ClaimReport {
  readonly id: string;
  readonly reading: 'printed' | 'intended';
  /** The theorem that it belongs to: an entry of the report's `theorems`. */
  readonly theorem: string;
  /** Whether every planned cell of it has a record; the report's `missing` says which have none. */
  readonly complete: boolean;
  readonly verdict: ClaimVerdict;
  /** What the verdict rests on. */
  readonly basis: Basis;
  /** The proof that decides the statement as a whole; absent where there is none. */
  readonly proof?: ProofReport;
  /** What of it was not computed by this package, and is taken on trust, in one sentence; absent where all of it was. */
  readonly onTrust?: string;
  /** What follows for its cells from those of other claims; absent where nothing does. */
  readonly follows?: readonly Follows[];
  /** The quantifiers in front of the statement, outermost first. */
  readonly prefix: readonly string[];
  /** `draws` where the claim is one comparison on one draw; else how the statement was examined. */
  readonly method: StudyKind | 'draws';
  /** Place and work: `Lemma 4.1 · the paper`. */
  readonly source: string;
  readonly says: string;
  readonly control: boolean;
  readonly quantifiers: readonly string[];
  readonly premise: readonly FormulaReport[];
  readonly conclusion: FormulaReport;
  readonly constants: Readonly<Record<string, ConstantReport>>;
  /** The chance that the verdict is wrong is at most this; null where the verdict claims nothing. */
  readonly error: number | null;
  /** What refuted cells exclude of the constants that the claim leaves open; empty where nothing is excluded, or nothing is open. */
  readonly exclusions: readonly ExclusionReport[];
  /** The chance that any of them is wrong is at most this: the sum that was allowed. Null where there are none. */
  readonly excludedError: number | null;
  /** What the exclusions leave: the least constants of each group. */
  readonly least: readonly LeastReport[];
  /** What is excluded, what is left, and what the cells say there; null where nothing is excluded. */
  readonly sentence: string | null;
  /** How it differs from what was accepted of it, one clause each: another verdict or basis, constants that ask more. Absent where it does not. */
  readonly regressions?: readonly string[];
  /** What paths of growing sizes say of the constant that is needed; absent where none was followed. */
  readonly paths?: readonly PathReport[];
  /** The product of E_R over cells with independent draws, one each: the cells chosen before the run. */
  readonly product: { readonly cells: number; readonly log10ER: number } | null;
  readonly cells: readonly CellReport[];
}

/** A search beyond the grid: what fast-check found and shrank, and what fresh trials said of it. */
export interface SearchReport {
  readonly claim: string;
  readonly reading: 'printed' | 'intended';
  /** The axis whose largest value that fails was looked for; null where the smallest cell was. */
  readonly along: string | null;
  /** What was looked for, in words. */
  readonly says: string;
  /** Cells that the search judged, shrinking included. */
  readonly judged: number;
  /** fast-check's seed and path; null where nothing was found. */
  readonly seed: number;
  readonly path: string | null;
  /** Undecided where the fresh trials do not refute what the search had found. */
  readonly verdict: 'refuted' | 'undecided' | 'nothing refuted';
  readonly cell: {
    readonly at: At;
    readonly constants: Readonly<Record<string, number>>;
    /** As in a cell. */
    readonly constantRanges?: CellReport['constantRanges'];
  } | null;
  /** As in a cell; null where nothing was found. */
  readonly failureRate: CellReport['failureRate'];
  /** The fresh trials: `alpha` is α_R divided by `judged`. */
  readonly confirmation: {
    readonly alpha: number;
    readonly trials: number;
    readonly violated: number;
    readonly log10ER: number | null;
    readonly witness: WitnessReport | null;
  } | null;
}

/** How a finding was come by: a cell of the grid, a search that shrank to the smallest cell or to the frontier, or a proof alone. */
export type FindingKind = 'grid' | 'smallest' | 'frontier' | 'proof';

/** A printed statement that fails, with the smallest cell that shows it, or with the frontier up to which it does. */
export interface Finding {
  readonly kind: FindingKind;
  /** Whether the statement is refuted whatever its constants, or at some of them. */
  readonly verdict: 'refuted' | 'narrowed';
  readonly claim: string;
  readonly reading: 'printed' | 'intended';
  readonly source: string;
  readonly says: string;
  /** One sentence in words. */
  readonly summary: string;
  readonly cell: {
    readonly at: At;
    /** As in the cell. */
    readonly named?: Readonly<Record<string, string>>;
    /** As in the cell: there where a statement was examined as a whole. */
    readonly setting?: string;
  };
  /** As in the cell: null where a statement was examined as a whole. */
  readonly failureRate: CellReport['failureRate'];
  /** The counterexample itself, where it is small enough to be printed. */
  readonly instance?: InstanceFigure;
  readonly constants: Readonly<Record<string, number>>;
  readonly trials: number;
  readonly violated: number;
  readonly witness: string | null;
  readonly replay: string;
}

export interface Report {
  readonly schema: 'lakatos/report@2';
  readonly provenance: Provenance;
  /** False when a planned cell has no record: a lost worker, a crash, an interruption. */
  readonly complete: boolean;
  /** One sentence for each thing that is missing; many cells of a claim that lack a record for one reason have one together. */
  readonly missing: readonly string[];
  /** The theorems whose claims were tried. */
  readonly theorems: readonly TheoremReport[];
  readonly findings: readonly Finding[];
  /** Searches beyond the grid, in the order of the claims; empty where none was asked for. */
  readonly searches: readonly SearchReport[];
  readonly claims: readonly ClaimReport[];
  /** Places of the works on trial that were read as meant, and not tried as they stand. */
  readonly misprints: readonly Misprint[];
  /** Trials walked through step by step; there only where that was asked for. */
  readonly explanations?: readonly Explanation[];
  /** The chapter *Constants*; there only where that was asked for. */
  readonly constants?: ConstantsReport;
}

/** What a run did besides its results: nothing in it decides a verdict. */
export interface RunRecord {
  readonly schema: 'lakatos/run@1';
  readonly startedAt: string;
  readonly seconds: number;
  readonly threads: number;
  readonly node: string;
  readonly platform: string;
  readonly cpu: string;
  readonly door: 'vitest' | 'command line';
  readonly command: string;
  /** Seconds per cell, in the report's order. */
  readonly cells: readonly {
    readonly claim: string;
    readonly reading: string;
    readonly cell: string;
    readonly seconds: number;
  }[];
}

/**
 * Whether a cell's verdict is not what was expected of it.
 *
 * A cell inside the premise that is expected to hold and is refuted, or one expected to be refuted that is not.
 */
export const isUnexpected = (cell: Pick<CellReport, 'regime' | 'expect' | 'verdict'>): boolean =>
  cell.regime === 'inside' && (cell.expect === 'refuted') !== (cell.verdict === 'refuted');
