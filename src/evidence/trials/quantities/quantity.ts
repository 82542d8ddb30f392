import type { ExplicitNetwork } from '../../../network/explicitNetwork.ts';
import type { ValueInstance } from '../../../network/instance.ts';
import type { Movement } from '../../../network/movement.ts';
import type { Stream } from '../../../numerics/random/stream.ts';
import type { Mode } from '../../outcomes/cell.ts';
import type { Bracket, Trial } from '../../outcomes/outcome.ts';

/** Values of the constants a quantity may depend on, such as C2. */
export type Parameters = Readonly<Record<string, number>>;

/**
 * Something a conclusion may speak of: a number that a draw of (W0, a) determines.
 *
 * `extreme` says how the ball enters: 'sup' or 'inf' over all W in it, or null for a number read at W0.
 */
export interface Quantity {
  readonly name: string;
  readonly tex: string;
  readonly says: string;
  readonly extreme: 'sup' | 'inf' | null;
  /** Constants that the claim must declare for this quantity to have a value. */
  readonly parameters: readonly string[];
  /** Its value at one W = W0 + movement, by the plain f64 reference, from all d·m weights. */
  at(network: ExplicitNetwork, movement: Movement, parameters: Parameters): number;
  /** The chance that it exceeds `threshold`, where its law is known. */
  readonly upperTail?: (m: number, radius: number, threshold: number) => number;
}

/** Where an instance is drawn, and for which ball. */
export interface Draw {
  readonly stream: Stream;
  readonly d: number;
  readonly m: number;
  readonly radius: number;
  readonly mode: Mode;
}

/** What is asked of an instance. */
export interface Question {
  readonly parameters: Parameters;
  /** The quantities the claim speaks of. */
  readonly wanted: ReadonlySet<string>;
  /** The constant whose critical value is asked for, or null. */
  readonly critical: string | null;
  /** Whether every search is to be carried to its end, whatever is known by then. */
  readonly exhaust: boolean;
  /** Whether the claim is decided by these brackets; a search carried to its end is asked with "never". */
  readonly decides: (brackets: Brackets) => boolean;
}

export type Brackets = Readonly<Record<string, Bracket>>;

/** A quantity at W0 + movement, from what was revealed of the draw, in plain f64. */
export interface RevealedValue {
  readonly value: number;
  /** max over s of ‖w_s − w⁰_s‖. */
  readonly largestShift: number;
}

/** What the adversaries and certificates of an instance found. */
export interface Answer {
  readonly brackets: Brackets;
  /** The weights at which a quantity over the ball takes the end of its bracket that an adversary attained. */
  readonly movements: Readonly<Record<string, () => Movement>>;
  readonly measured: Trial['measured'];
  /** The draw itself, where it shows u = W0 x and a: for explanations. */
  readonly instance?: ValueInstance;
  /** The bracket of the asked critical constant, where the family solves for it itself. */
  readonly critical: Trial['critical'];
  explicit(): ExplicitNetwork;
  revealed(quantity: string, movement: Movement): RevealedValue;
}

/**
 * Quantities that are read off one kind of instance: its samplers, adversaries and certificates in one place.
 */
export interface Family {
  readonly name: string;
  readonly quantities: readonly Quantity[];
  /** The chance that a certificate of one trial is wrong, over what the draw did not reveal; 0 where it is absent. */
  readonly certificateError?: (mode: Mode) => number;
  examine(draw: Draw, question: Question): Answer;
  /** Peak memory of one trial in bytes, roughly and from above. */
  bytes(d: number, m: number, C0: number, mode: Mode): number;
  /**
   * Bytes that a trial may borrow from the room of the kernels, roughly and from above; nothing of its answer may then be kept beyond
   * the trial. Absent, nothing is borrowed.
   */
  readonly borrows?: (d: number, m: number, C0: number, mode: Mode) => number;
  /** Seconds of one trial on one thread of a common machine, roughly. */
  seconds(d: number, m: number, C0: number, mode: Mode): number;
}

/** A number and its rounding error as a bracket. */
export const around = ({ value, error }: { readonly value: number; readonly error: number }): Bracket => ({
  lower: value - error,
  upper: value + error,
});

/** The expected number of neurons in the strip, m(2Φ(V) − 1) ≤ √(2/π) C0 √m, for estimates of cost. */
export const expectedStrip = (m: number, C0: number): number => Math.min(m, 0.8 * C0 * Math.sqrt(m));
