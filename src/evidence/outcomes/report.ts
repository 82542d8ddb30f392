import type { Misprint } from '../../claims/lazyTraining/misprints.ts';
import type { Manner } from '../../claims/statement.ts';
import type { Mode } from './cell.ts';
import type { ConstantsReport } from './constants.ts';
import type { Exhibit, NetworkExhibit } from './exhibit.ts';
import type { Explanation } from './explanation.ts';
import type { Confirmed } from './outcome.ts';
import type { Regime, Verdict } from './verdict.ts';

/** The chances at which our own sentences may be wrong, per cell. */
export interface Alpha {
  readonly refute: number;
  readonly support: number;
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
}

/** A witness by its address: whoever replays it draws the same network and finds the same W. */
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
  readonly d: number;
  readonly m: number;
  readonly C0: number;
  readonly gamma: number | null;
  /** The value at which each free constant was tried. */
  readonly constants: Readonly<Record<string, number>>;
  readonly constantRanges: Readonly<Record<string, ConstantRange>>;
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
  /** Chance to refute at failure rate 2γ, and to support at γ/4, within `cap` decided trials; exact. Null where no rate is tested. */
  readonly power: { readonly refuteTwiceGamma: number; readonly supportQuarterGamma: number } | null;
  readonly verdict: Verdict;
  /** log10 of the e-value against "failure rate ≤ γ". */
  readonly log10ER: number | null;
  /** log10 of the e-value against "failure rate ≥ γ", with unresolved trials counted as failures. */
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
  /** One sentence where a reader would ask "why": crashed trials, a cap that decides nothing. */
  readonly note: string | null;
  /** The axes that the statement speaks of, where one was examined as a whole; the others of d, m, C0 and γ mean nothing there. */
  readonly axes?: readonly ('d' | 'm' | 'C0' | 'gamma')[];
  /** What else is fixed there, in words in the place of constants: `inputs of length 1`. */
  readonly setting?: string;
  /** One sentence: why this verdict. There where a statement was examined as a whole. */
  readonly because?: string;
  /** The chance that this verdict is wrong, where a statement was examined as a whole. */
  readonly error?: number | null;
  /** What the examination lays before the reader. */
  readonly exhibits?: readonly Exhibit[];
}

/** A formula as text and as TeX. */
export interface FormulaReport {
  readonly text: string;
  readonly tex: string;
}

export interface ClaimReport {
  readonly id: string;
  readonly reading: 'printed' | 'intended';
  readonly verdict: Verdict;
  /** `draws` where the claim is one comparison on one draw; else how the statement was examined. */
  readonly manner: Manner | 'draws';
  /** Place and work: `Lemma 4.1 · the paper`. */
  readonly source: string;
  readonly says: string;
  readonly control: boolean;
  readonly quantifiers: readonly string[];
  readonly premise: readonly FormulaReport[];
  readonly conclusion: FormulaReport;
  readonly constants: Readonly<Record<string, { readonly default: string; readonly says: string }>>;
  /** The chance that the verdict is wrong is at most this; null where the verdict claims nothing. */
  readonly error: number | null;
  /** The product of E_R over cells with different (d, m), one each: the cells chosen before the run. */
  readonly product: { readonly cells: number; readonly log10ER: number } | null;
  readonly cells: readonly CellReport[];
}

/** A search beyond the grid: what fast-check found and shrank, and what fresh trials said of it. */
export interface SearchReport {
  readonly claim: string;
  readonly reading: 'printed' | 'intended';
  readonly goal: 'smallest' | 'largest d';
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
    readonly d: number;
    readonly m: number;
    readonly C0: number;
    readonly gamma: number;
    readonly constants: Readonly<Record<string, number>>;
  } | null;
  /** The fresh trials: `alpha` is α_R divided by `judged`. */
  readonly confirmation: {
    readonly alpha: number;
    readonly trials: number;
    readonly violated: number;
    readonly log10ER: number | null;
    readonly witness: WitnessReport | null;
  } | null;
}

/** How a finding was come by: a cell of the grid, or a search that shrank to the smallest cell or to the frontier. */
export type FindingKind = 'grid' | 'smallest' | 'frontier';

/** A printed statement that fails, with the smallest cell that shows it, or with the frontier up to which it does. */
export interface Finding {
  readonly kind: FindingKind;
  readonly claim: string;
  readonly reading: 'printed' | 'intended';
  readonly source: string;
  readonly says: string;
  /** One sentence in words. */
  readonly summary: string;
  readonly cell: {
    readonly d: number;
    readonly m: number;
    readonly C0: number;
    readonly gamma: number | null;
    /** As in the cell: there where a statement was examined as a whole. */
    readonly axes?: CellReport['axes'];
    readonly setting?: string;
  };
  /** The network of a counterexample, where it is small enough to be printed. */
  readonly network?: NetworkExhibit;
  readonly constants: Readonly<Record<string, number>>;
  readonly trials: number;
  readonly violated: number;
  readonly witness: string | null;
  readonly replay: string;
}

export interface Report {
  readonly schema: 'lakatos/report@1';
  readonly provenance: Provenance;
  /** False when a planned cell has no record: a lost worker, a crash, an interruption. */
  readonly complete: boolean;
  /** One sentence for each thing that is missing. */
  readonly missing: readonly string[];
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
