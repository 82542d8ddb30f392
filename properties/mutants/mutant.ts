/** What became of a mutant. */
export interface Attempt {
  /** What the harness found, in a few words; null where the mutant is still standing. */
  readonly killedBy: string | null;
  /** Draws or examples looked at until then. */
  readonly trials: number;
  /** What was found of the text that was not mutated, on the same draws. */
  readonly unmutated: string;
}

/** A planted error, and the part of the harness that must find it. */
export interface Mutant {
  readonly name: string;
  readonly kind: 'claim' | 'certificate' | 'statement' | 'control';
  /** What is changed, as in `C0/√m → C0/m^0.45`. */
  readonly change: string;
  /** The cell, the file or the statement. */
  readonly where: string;
  /** Why no draw can tell this mutant from the truth; such a one may stand, and must be reported when it falls. */
  readonly survives?: string;
  kill(budget: Budget): Promise<Attempt>;
}

/** How long a mutant is looked at. */
export interface Budget {
  /** Draws of networks on which a certificate is compared with adversaries. */
  readonly draws: number;
}
