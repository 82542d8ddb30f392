import type { Reading } from './claim.ts';
import type { Theorem } from './theorem.ts';

/**
 * A proof that decides a statement as a whole, constants and all sizes included; what cells show stands beside it.
 *
 * A refuted cell inside the premise contradicts a proof that supports: the cell wins, and one of the two is our error.
 */
export interface Proof {
  /** The statement's id and reading. */
  readonly statement: string;
  readonly reading: Reading;
  readonly verdict: 'refuted' | 'supported';
  /** Why, as one sentence without its full stop. */
  readonly because: string;
  /** The heading of the proof in docs/mathematics.md, as a link names it. */
  readonly anchor: string;
  /**
   * What the program computes of the proof whenever it makes a report, as a clause.
   *
   * Throws: `Error` where what it computes is not what the proof says.
   */
  readonly check?: () => string;
}

/** The proof of this statement; null where the theorem has none. */
export const proofFor = (
  { proofs = [] }: Pick<Theorem, 'proofs'>,
  id: string,
  reading: Reading,
): Proof | null => proofs.find((proof) => proof.statement === id && proof.reading === reading) ?? null;
