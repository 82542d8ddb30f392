import type { Stream } from '../numerics/random/stream.ts';
import type { Constant, Reading, Source } from './claim.ts';
import type { Basis } from './judge/basis.ts';
import type { Cell } from './judge/cell.ts';
import type { Confirmed } from './judge/outcome.ts';
import type { Tally } from './judge/tally.ts';
import type { Regime, Verdict } from './judge/verdict.ts';
import type { Figure } from './report/figure.ts';
import type { Alpha, ConstantRange, PathReport, Spread } from './report/report.ts';
import type { ByProfile, Profile } from './theorem.ts';

/**
 * How a statement is decided that is not one comparison on one draw: by a search for a counterexample, by a test of a law, by the growth
 * of a quantity along a path, by exact computation, or by an experiment.
 */
export type StudyKind = 'deterministic' | 'law' | 'order' | 'exact' | 'experiment';

/** A formula for readers alone: as text, and as TeX. */
export interface PrintedFormula {
  readonly text: string;
  readonly tex: string;
}

/** What a study decides: plain data, with the names of a `Claim`; its formulas are printed and never evaluated. */
export interface Statement {
  /** In kebab-case; the statement's name on the command line and in reports. */
  readonly id: string;
  readonly reading: Reading;
  readonly kind: StudyKind;
  /** One sentence, without its full stop. */
  readonly says: string;
  readonly source: Source;
  readonly quantifiers: readonly string[];
  readonly premise: readonly PrintedFormula[];
  readonly conclusion: PrintedFormula;
  readonly constants: Readonly<Record<string, Constant>>;
  /**
   * Of an O, Ω, Θ or o: the letter of its hidden constant, and the axis beyond a threshold of which it is claimed. `every`: the constant
   * is not for us to choose, as in an o.
   */
  readonly asymptotic?: { readonly constant: string; readonly along: string; readonly every?: boolean };
  /** True when the statement is known to be false, so that the harness must refute it. */
  readonly control?: boolean;
}

/** What a study may use: nothing else decides its result. */
export interface Lab {
  /** The draws of this statement at these addressed axes; child streams are named by role. */
  readonly stream: Stream;
  readonly alpha: Alpha;
  readonly profile: Profile;
  /** Settings that are no part of a cell, such as the folder of the images; by name. */
  readonly options: Readonly<Record<string, string>>;
  /** Yields to the event loop, and throws the reason once the run was aborted. To be awaited every tenth of a second or so. */
  readonly yieldToLoop: () => Promise<void>;
  /**
   * A part of the study that stands for itself, such as one training: computed, or taken from what an interrupted run stored of this very
   * study under this name. What it gives is plain data, and a function of its name and of what the study is a function of.
   *
   * `share`: how much of the whole work it is, roughly, for progress reports; `tell` takes how much of the part is done, from 0 to 1.
   */
  readonly part: <T>(
    name: string,
    compute: (tell: (done: number) => void) => Promise<T>,
    share?: number,
  ) => Promise<T>;
}

/** What a study found. A function of the cell and of what the lab gives, bit for bit. */
export interface StudyResult {
  readonly verdict: Verdict;
  /** Examples, draws or tests: violated are those that show the conclusion false, certified those that exclude it. */
  readonly tally: Tally;
  /** The chance that the verdict is wrong; 0 for a computation, null where the verdict claims nothing. */
  readonly error: number | null;
  /** One sentence: why this verdict. It ends the line "refuted: …". */
  readonly because: string;
  readonly margin: Spread | null;
  readonly figures: readonly Figure[];
  /** What paths of growing sizes say of the constant that is needed; they decide nothing. */
  readonly paths?: readonly PathReport[];
  /** Of a refuted cell: the values of each constant that the statement leaves open at which it would be refuted all the same. */
  readonly excludes?: Readonly<Record<string, ConstantRange>>;
  /** What the verdict rests on, where that is not what its kind of study rests on. */
  readonly basis?: Basis;
}

/** What came of a cell, wherever it was judged: the only thing that reports and `verify` read. */
export interface Evidence extends Omit<StudyResult, 'because'> {
  /** One sentence where a study says why; null where the counts of trials do. */
  readonly because: string | null;
  readonly log10ER: number | null;
  readonly log10EA: number | null;
  readonly rate: { readonly lower: number; readonly upper: number; readonly confidence: number } | null;
  readonly exactRate: number | null;
  /** Over the trials, the lower and the upper ends of the brackets of each compared quantity. */
  readonly observed: Readonly<
    Record<string, { readonly lower: Spread | null; readonly upper: Spread | null }>
  >;
  readonly witness: { readonly trial: number; readonly confirmed: Confirmed } | null;
  /** Of a refuted cell: up to where the test refutes other values of the critical constant; see `CellReport.reaches`. */
  readonly reaches?: Readonly<Record<string, number>>;
  /** What trials that crashed said: the first three messages that differ, and how many more there are. */
  readonly crashes: readonly string[];
  /** Why draws have no value to compare, as `crashes`. Absent where all have one. */
  readonly valueless?: readonly string[];
  /** What ended searches that had more to try, as `crashes`. Absent where none was ended so. */
  readonly endings?: readonly string[];
}

/** A cell of a study: its point and its constants. */
export type StudyCell = Pick<Cell, 'at' | 'constants'>;

/** A statement that is not one comparison per draw, and how it is decided in a cell. */
export interface Study extends Statement {
  /** The axes that the statement involves; the others are fixed by `cells` and cannot be asked for. */
  readonly axes: readonly string[];
  readonly cells: ByProfile<StudyCell>;
  /** Whether the cell lies inside the premise. */
  readonly regime: (cell: StudyCell) => Regime;
  /** What a cell's constants choose, where a reader is better told so than by `name = 0`; and the flags that choose it. */
  readonly setting?: (cell: StudyCell) => { readonly says: string; readonly flags: string };
  /** Why it cannot be decided in this cell, as a clause; null where it can. */
  readonly refuses?: (cell: StudyCell) => string | null;
  /** The options that it makes use of, by name, beside the images. */
  readonly uses?: readonly string[];
  /** Rough seconds on one thread, with these options. */
  readonly seconds: (cell: StudyCell, profile: Profile, options: Readonly<Record<string, string>>) => number;
  readonly judge: (cell: StudyCell, lab: Lab) => Promise<StudyResult>;
}
