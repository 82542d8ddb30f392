import type { Brackets, Confirmation } from '../theorem.ts';

/** What the plain f64 reference found at the witness. */
export interface Confirmed {
  readonly by: Confirmation;
  /** What shows that the adversary may make this choice, such as how far it goes and how far it may; empty where it has none. */
  readonly shown: Readonly<Record<string, number>>;
  /** The quantities of the conclusion, at the witness. */
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
      /** 'no value': a side of a comparison is not a finite number at what the search reached. */
      readonly why: 'budget spent' | 'crashed' | 'no value' | 'too close to call';
      /** Of 'budget spent': what ended a search before it had nothing left to try; absent where all went to their ends. */
      readonly note?: string;
    }
  | { readonly kind: 'skipped'; readonly premise: string };

/** What an attack reached and what a certificate proves of one number; null where one of them says nothing. */
export interface TwoSides {
  readonly attack: number | null;
  readonly certificate: number | null;
}

/** One trial: its index in the cell's stream of draws, its outcome, and what led to it. */
export interface Trial {
  readonly index: number;
  readonly outcome: Outcome;
  /** margin = rhs − lhs: the attack's is an upper bound of the least margin, the certificate's a lower one. */
  readonly margin: TwoSides | null;
  /** The critical constant: violated at `attack`, certified at `certificate`; null where the claim has none. */
  readonly critical: TwoSides | null;
  /** What ended a search before it had nothing left to try, as a clause: a stronger attack may exist. Absent where none was ended so. */
  readonly endedBy?: string;
  /** What is known of the quantities that the claim compares; empty where the search crashed. */
  readonly brackets: Brackets;
}
