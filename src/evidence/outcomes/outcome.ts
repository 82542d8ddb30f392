/** Both ends of what is known about a number on one draw: the true value lies in [lower, upper]. */
export interface Bracket {
  readonly lower: number;
  readonly upper: number;
}

/** How a witness was confirmed: on all d·m weights, or on the coordinates that the draw had revealed. */
export type Confirmation = 'explicit' | 'revealed';

/** What the plain f64 reference found at the witness. */
export interface Confirmed {
  readonly by: Confirmation;
  /** max over s of ‖w_s − w⁰_s‖. */
  readonly largestShift: number;
  readonly radius: number;
  /** The quantities the conclusion speaks of, at the witness. */
  readonly values: Readonly<Record<string, number>>;
  /** rhs − lhs at the witness; below zero. */
  readonly margin: number;
}

/** What one trial ends in. */
export type Outcome =
  | { readonly kind: 'violated'; readonly confirmed: Confirmed }
  | { readonly kind: 'certified' }
  | {
      readonly kind: 'unresolved';
      readonly why: 'budget spent' | 'crashed' | 'too close to call';
      readonly note?: string;
    }
  | { readonly kind: 'skipped'; readonly premise: string };

/** One trial: its index in the cell's stream of draws, its outcome, and what led to it. */
export interface Trial {
  readonly index: number;
  readonly outcome: Outcome;
  /** margin = rhs − lhs: the attack's is an upper bound of the least margin over the ball, the certificate's a lower one. */
  readonly margin: { readonly attack: number | null; readonly certificate: number | null } | null;
  /** The critical constant: violated at `attack`, certified at `certificate`; null where the claim has none. */
  readonly critical: { readonly attack: number | null; readonly certificate: number | null } | null;
  /** What is known of the quantities that the claim compares; empty where the search crashed. */
  readonly brackets: Readonly<Record<string, Bracket>>;
  /** What the claim looks at on this draw. */
  readonly measured: Readonly<
    Record<string, number | { readonly attack: number | null; readonly certificate: number | null } | null>
  >;
}
