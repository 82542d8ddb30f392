import type { Stream } from '../numerics/random/stream.ts';
import type { Calibrations } from './calibrate/calibrations.ts';
import type { Claim } from './claim.ts';
import type { Consequence } from './consequence.ts';
import type { Proof } from './proof.ts';
import type { Misprint } from './report/report.ts';
import type { Measurement } from './run/task.ts';
import type { Study } from './study.ts';

// ── the space in which a theorem is tried ──────────────────────────────────────────────────────────────────────

/** A symbol that a cell gives a value: d, m, C0, gamma in one theorem; n and t in another. */
export interface Axis {
  readonly symbol: string;
  /** What it is, in a word or two, as in 'width'. */
  readonly says: string;
  /** A count is a whole number of at least 1, a real a number of at least 0, a rate lies strictly between 0 and 1. */
  readonly kind: 'count' | 'real' | 'rate';
  /** Whether draws of different values are independent, so that the value is part of a draw's address. */
  readonly addressed?: boolean;
  /** The largest value of a count for which draws have been thought through. */
  readonly most?: number;
  /** What the values 1, 2, … of a count are called, where it only tells things apart: cells may be asked for by these names. */
  readonly values?: readonly string[];
  readonly tex?: string;
  /** How text prints it; the symbol where this is absent. */
  readonly label?: string;
  /** Its value where a command needs one and none is given. */
  readonly usual?: number | string;
  /** Where the frontier along a count is searched unless a range is given; absent where none is. */
  readonly frontier?: Frontier;
}

/** The range of a frontier, searched down to neighbours on a linear scale and to 3 % on a logarithmic one. */
export interface Frontier {
  readonly from: number;
  readonly to: number;
  readonly scale: 'linear' | 'log';
}

/** Values by symbol: axes, constants, and what a claim derives from them. */
export type Point = Readonly<Record<string, number>>;

/** How a draw is made: by a reduced law of what the quantities need, or in full. */
export type Mode = 'reduced' | 'ambient';

// ── what is random, what is adversarial, and what can be measured ──────────────────────────────────────────────

/** What is proved of a number on one draw: the truth lies between. An end that nobody bounds is ±∞. */
export interface Bracket {
  readonly lower: number;
  readonly upper: number;
}

/** A bracket, and the choice at which an adversary attained its end: the lower one of a `sup`, the upper one of an `inf`. */
export interface Found<Choice = unknown> extends Bracket {
  readonly attainedAt?: () => Choice;
  /** What ended the search before it had nothing left to try, as a clause; absent where it went to its end. */
  readonly endedBy?: string;
}

/** Brackets by symbol. */
export type Brackets = Readonly<Record<string, Bracket>>;

/** A number that a draw and, where `over` is given, the adversary's choice determine. */
// biome-ignore lint/suspicious/noExplicitAny: a theorem's own draws and choices are its own affair
export interface Quantity<Draw = any, Choice = any> {
  readonly symbol: string;
  /** What it is, in a phrase. */
  readonly says: string;
  readonly tex: string;
  /** How the adversary enters: the largest or the least value over its choices; absent where it has none. */
  readonly over?: 'sup' | 'inf';
  /** Constants that a claim must declare for the quantity to have a value. */
  readonly reads?: readonly string[];
  /** The definition: plain f64, from all that was drawn. Short and slow; a witness is confirmed with it. */
  value(draw: Draw, choice: Choice | null, at: Point): number;
  /** P(quantity > threshold), where the law is known: the failure rate then needs no draws. */
  upperTail?(threshold: number, at: Point): number;
}

/** How much a draw is told: all that was drawn, or what its quantities needed. */
export type Confirmation = 'explicit' | 'revealed';

/** Whether the adversary may make a choice, and the numbers that show it, such as how far it goes and how far it may. */
export interface Admission {
  readonly admitted: boolean;
  readonly shown: Readonly<Record<string, number>>;
}

/** What a trial costs on one thread of a common machine, roughly and from above. */
export interface Cost {
  readonly seconds: number;
  readonly bytes: number;
}

/** How far a trial is taken: until its outcome is known, or until its searches have nothing more to find. */
export type Effort = 'decide' | 'exhaust';

/**
 * A probability space with, perhaps, an adversary in it. Loops, budgets, early stops, confirmation and tests live in the core.
 *
 * A point has the axes, the constants of the claim, and what the claim derives under `where`.
 */
// biome-ignore lint/suspicious/noExplicitAny: a theorem's own draws and choices are its own affair
export interface Setting<Draw = any, Choice = any> {
  readonly name: string;
  /** The symbols it reads: axes, or what claims derive under `where`, such as `radius`. */
  readonly reads: readonly string[];
  readonly quantities: readonly Quantity<Draw, Choice>[];
  /** The ways in which it can draw; the reduced law alone where this is absent. */
  readonly modes?: readonly Mode[];
  sample(stream: Stream, at: Point, mode: Mode): Draw;
  /**
   * Ever tighter brackets of at least the `wanted` quantities, cheapest first, each record holding all that is known by then. The core
   * stops asking once the claim is decided on this draw.
   *
   * With effort 'exhaust' the last record is everything the searches can find, and `wanted` may also hold the claim's critical constant:
   * its bracket is [largest value at which a violation is known, least value that is certified].
   */
  refine(
    draw: Draw,
    wanted: ReadonlySet<string>,
    at: Point,
    effort: Effort,
  ): Iterable<Readonly<Record<string, Found<Choice>>>>;
  /** Whether the adversary may make this choice; absent where there is nothing to choose. */
  admits?(draw: Draw, choice: Choice, at: Point, by: Confirmation): Admission;
  /** Numbers in a whole draw. Beyond `EXPLICIT_LIMIT` of them a witness is confirmed by `revealed`. */
  size?(at: Point): number;
  /** A quantity by plain f64 from what the draw has revealed, for draws too large to be written out. */
  revealed?(draw: Draw, symbol: string, choice: Choice | null, at: Point): number;
  /** The chance that the certificates of one draw are wrong; 0 where it is absent. */
  certificateError?(at: Point, mode: Mode): number;
  cost(at: Point, mode: Mode): Cost;
  /** All numbers of a draw and a choice, as plain data that the theorem's own code can read back; for draws of a page or less. */
  written?(draw: Draw, choice: Choice | null): unknown;
  /** A few numbers that show a reader what was drawn. */
  summary?(draw: Draw, at: Point): Readonly<Record<string, number>>;
  /** The process that answers, where it is none of this package's code; the hash is that of all that its answers are made of. */
  readonly process?: { readonly name: string; readonly hash: string };
}

// ── what is drawn again ────────────────────────────────────────────────────────────────────────────────────────

/** The quantities at a proposed choice, and what shows that the adversary may make it; or one clause: why it is none. */
export type Reread =
  | { readonly values: Readonly<Record<string, number>>; readonly shown: Readonly<Record<string, number>> }
  | { readonly fails: string };

/**
 * Plain code with which `verify` makes draws again. It shares nothing with adversaries, certificates or fast kernels, and need not
 * decide every draw: what its brackets leave open stays open.
 *
 * `wanted` are the quantities that a claim refers to; a point is what a setting is asked at.
 */
// biome-ignore lint/suspicious/noExplicitAny: a theorem's own draws and proposals are its own affair
export interface Redraw<Draw = any, Proposal = any> {
  /** Whether it has all of these quantities. */
  knows(wanted: ReadonlySet<string>): boolean;
  /** Whether its brackets of these quantities are as narrow as rounding allows. */
  exact(wanted: ReadonlySet<string>): boolean;
  /** Numbers that a draw writes, roughly and from above: its cost in time and memory. Infinite where it cannot be made. */
  size(wanted: ReadonlySet<string>, at: Point, mode: Mode): number;
  /** The draw of this stream, as the setting of these quantities makes it. */
  draw(stream: Stream, wanted: ReadonlySet<string>, at: Point, mode: Mode): Draw;
  /** What is proved of each wanted quantity. */
  brackets(draw: Draw, wanted: ReadonlySet<string>, at: Point): Brackets;
  /** These quantities of a draw at a choice that somebody proposes; nothing about it is believed. */
  reread(draw: Draw, proposal: Proposal, symbols: readonly string[], at: Point): Reread;
  /** What is wrong with the numbers by which a report shows that a choice is admitted, as a clause; null where nothing is. */
  shownFault(shown: Readonly<Record<string, number>>, wanted: ReadonlySet<string>, at: Point): string | null;
  /**
   * A setting that behaves as this one does, and what is to be proposed of what its search finds. Absent where there is no adversary:
   * then nobody need be asked.
   */
  propose?(setting: Setting): {
    readonly setting: Setting;
    readonly proposal: (found: Readonly<Record<string, Found>>) => Proposal;
  };
  /**
   * Of each counterexample that the report shows against a deterministic study: null where it is one, else a clause that says why not.
   * Null for all where no plain formula of the study is known.
   */
  counterexamples?(
    study: { readonly id: string; readonly reading: string },
    figures: readonly unknown[],
  ): readonly (string | null)[] | null;
  /** Reads draws that a setting has written out. */
  readonly written?: Written;
}

/** Draws and choices as plain data, as `written` of a setting gives them. */
// biome-ignore lint/suspicious/noExplicitAny: a theorem's own numbers are its own affair
export interface Written<Numbers = any> {
  /** As in `Redraw`, from the numbers alone. */
  reread(numbers: Numbers, symbols: readonly string[], at: Point): Reread;
  /** Makes them smaller, at whatever values of the axes they then have, as long as they remain a witness. */
  shrink(
    at: Point,
    numbers: Numbers,
    stillViolates: (at: Point, numbers: Numbers) => boolean,
  ): { readonly at: Point; readonly numbers: Numbers };
}

/** What a claim needs of its theorem to be tried: the axes that cells give values, and the settings that draw. */
export interface Space {
  /** In the order in which a formula may refer to them. */
  readonly axes: readonly Axis[];
  /** A claim is tried in the first of them that has all its quantities: cheapest first. */
  readonly settings: readonly Setting[];
}

// ── what is tried ──────────────────────────────────────────────────────────────────────────────────────────────

/** How much a run tries: seconds, minutes, or as long as it takes. */
export type Profile = 'quick' | 'standard' | 'full';

export const profiles: readonly Profile[] = ['quick', 'standard', 'full'];

/** Lists by profile. A profile that is left out has those of the nearest smaller one. */
export type ByProfile<T> = Readonly<Partial<Record<Profile, readonly T[]>>>;

/** The list of a profile; an empty one where neither it nor a smaller profile has any. */
export const atProfile = <T>(lists: ByProfile<T>, profile: Profile): readonly T[] =>
  profiles
    .slice(0, profiles.indexOf(profile) + 1)
    .map((one) => lists[one])
    .findLast((list) => list !== undefined) ?? [];

/**
 * Lists that are crossed, by symbol: axes, and constants that a claim leaves open.
 *
 * An entry is a number, or a formula in the axes declared before its own, such as 'd^2.4'; the entry of a constant is a
 * formula in all axes and the constants before it.
 */
export type Block = Readonly<Record<string, readonly (number | string)[]>>;

/** The whole numbers from `from` to `to`, divided by `per` where it is given, so that what is found is a short decimal. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly per?: number;
}

/**
 * A search for cells at which a claim is refuted, beyond those at which its profile tries it.
 *
 * `smallest` shrinks all symbols of `over`, one after the other, to small values; `largest d` shrinks towards large d, so that it
 * ends at the frontier: where the claim fails for the last time on its way to the theorem's regime.
 */
export interface Search {
  readonly goal: 'smallest' | `largest ${string}`;
  /** Where fast-check draws, by symbol. */
  readonly over: Readonly<Record<string, Span>>;
  /** The values of the other axes; entries as in a `Block`. */
  readonly at: Readonly<Record<string, number | string>>;
  /** Cells that fast-check draws before it shrinks. */
  readonly draws: number;
}

/** A theorem as data: the space in which its claims are tried, and what is tried of those that do not say where. */
export interface Theorem extends Space {
  /** In kebab-case. */
  readonly id: string;
  /** The axes along which reports lay cells out; each of the others makes a panel. */
  readonly table: { readonly rows: string; readonly columns: string };
  /** The source: authors, title, year. */
  readonly work: string;
  /** Claims and studies in the order of the text, the printed reading first; then the controls. */
  readonly statements: readonly (Claim | Study)[];
  /** Where a claim is tried that has no `tries`. */
  readonly defaultTries?: ByProfile<Block>;
  /** What is searched for against a claim that has no `searches`. */
  readonly defaultSearches?: ByProfile<Search>;
  /** What calibrations of this theorem's own measure on one draw, beside critical constants: plain data to plain data. */
  measure?(stream: Stream, at: Point, of: Measurement): unknown;
  /** Calibrations of its own; constants that `critical` names need none. */
  readonly calibrations?: () => Promise<Calibrations>;
  /** Proofs that decide whole statements. */
  readonly proofs?: readonly Proof[];
  /** Cells whose truth follows from that of others. */
  readonly consequences?: readonly Consequence[];
  /** Places of the text that are read as meant, and not tried as they stand. */
  readonly misprints?: readonly Misprint[];
  /**
   * Loads the plain code with which `verify` draws again. Without it, quantities that no adversary chooses are taken by their own
   * definition from draws by the setting's own sampler, and all other trials are on trust.
   */
  readonly redraw?: () => Promise<Redraw>;
}

/** Whether a statement is decided by a study of its own, and not draw by draw. */
export const isStudy = (statement: Claim | Study): statement is Study => 'judge' in statement;

/** The claims of a theorem that are tried draw by draw. */
export const claimsOf = ({ statements }: Pick<Theorem, 'statements'>): readonly Claim[] =>
  statements.filter((one): one is Claim => !isStudy(one));

/** A statement with its theorem. */
export interface Listed {
  readonly theorem: Theorem;
  readonly statement: Claim | Study;
}

/** Every statement of these theorems, in their order. */
export const listed = (theorems: readonly Theorem[]): readonly Listed[] =>
  theorems.flatMap((theorem) => theorem.statements.map((statement) => ({ theorem, statement })));

/** The axes as cells are arranged: panels, the last declared outermost; then rows, then columns. */
export const crossingOrder = ({ axes, table }: Pick<Theorem, 'axes' | 'table'>): readonly Axis[] => {
  const named = (symbol: string): readonly Axis[] => axes.filter((axis) => axis.symbol === symbol);
  const panels = axes.filter(({ symbol }) => symbol !== table.rows && symbol !== table.columns);
  return [...panels.toReversed(), ...named(table.rows), ...named(table.columns)];
};

/** A number and its rounding error as a bracket. */
export const around = ({ value, error }: { readonly value: number; readonly error: number }): Bracket => ({
  lower: value - error,
  upper: value + error,
});
