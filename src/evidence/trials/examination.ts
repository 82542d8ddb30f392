import type { Statement } from '../../claims/statement.ts';
import type { Stream } from '../../numerics/random/stream.ts';
import type { Exhibit } from '../outcomes/exhibit.ts';
import type { Alpha, Spread } from '../outcomes/report.ts';
import type { Tally } from '../outcomes/tally.ts';
import type { Regime, Verdict } from '../outcomes/verdict.ts';

/** Where a statement is examined. An examination along a path names the path's end. */
export interface Place {
  readonly d: number;
  readonly m: number;
  readonly C0: number;
  /** Null where the statement allows no failure, or speaks of no rate. */
  readonly gamma: number | null;
  readonly constants: Readonly<Record<string, number>>;
}

/** The place in one line of text, the same for equal places. */
export const placeKey = ({ d, m, C0, gamma, constants }: Place): string =>
  [
    `d=${d}`,
    `m=${m}`,
    `C0=${C0}`,
    ...(gamma === null ? [] : [`gamma=${gamma}`]),
    ...Object.keys(constants)
      .sort()
      .map((name) => `${name}=${constants[name]}`),
  ].join(',');

/** How much an examination tries; each fixes what that means for it. */
export type Profile = 'quick' | 'standard' | 'full';

/** What an examination may use: nothing else decides its result. */
export interface Examining {
  /** The draws of this claim at this (d, m); child streams are named by role. */
  readonly stream: Stream;
  readonly alpha: Alpha;
  readonly profile: Profile;
  /** Settings that are no part of a place, such as the folder of the images; by name. */
  readonly options: Readonly<Record<string, string>>;
  /** Lets signals through, and throws the reason once the run was aborted. To be awaited every tenth of a second or so. */
  readonly breathe: () => Promise<void>;
  /**
   * A part of the examination that stands for itself, such as one training: computed, or taken from what an interrupted run kept of this very
   * examination under this name. What it gives is plain data, and a function of its name and of what the examination is a function of.
   *
   * `share`: how much of the whole work it is, roughly, for whoever looks on; `tell` is told how much of the part is done, from 0 to 1.
   */
  readonly part: <T>(
    name: string,
    compute: (tell: (done: number) => void) => Promise<T>,
    share?: number,
  ) => Promise<T>;
}

/** What an examination found. A function of the place and of what `Examining` gives, bit for bit. */
export interface Examined {
  readonly verdict: Verdict;
  /** Examples, draws or tests: violated are those that show the conclusion false, certified those that exclude it. */
  readonly tally: Tally;
  /** The chance that the verdict is wrong; 0 for a computation, null where the verdict claims nothing. */
  readonly error: number | null;
  /** One sentence: why this verdict. It ends the line "refuted: …". */
  readonly because: string;
  readonly margin: Spread | null;
  readonly exhibits: readonly Exhibit[];
}

/**
 * How a statement is decided at a place. A new one is a new value of this type, in a file of its own.
 */
export interface Examination {
  readonly statement: Statement;
  /** The axes that the statement speaks of; the others are fixed by `places` and cannot be asked for. */
  readonly axes: readonly ('d' | 'm' | 'C0' | 'gamma')[];
  readonly places: Readonly<Record<Profile, readonly Place[]>>;
  /** Whether the place lies inside the premise. */
  readonly regime: (place: Place) => Regime;
  /** What a place's constants choose, where a reader is better told so than by `name = 0`; and the flags that choose it. */
  readonly setting?: (place: Place) => { readonly says: string; readonly flags: string };
  /** Why it cannot be examined at this place, as a clause; null where it can. None where it can be examined anywhere. */
  readonly refuses?: (place: Place) => string | null;
  /** The options that it makes use of, by name, beside the images; none where it has no choices to make. */
  readonly uses?: readonly string[];
  /** Rough seconds on one thread, with these options. */
  readonly seconds: (place: Place, profile: Profile, options: Readonly<Record<string, string>>) => number;
  readonly examine: (place: Place, examining: Examining) => Promise<Examined>;
}
