import type { Stream } from '../../numerics/random/stream.ts';
import { cellStreamFrom } from '../judge/address.ts';
import { margin } from '../judge/boundClaim.ts';
import type { Drawn } from './drawAddress.ts';
import type { Ledger } from './ledger.ts';
import { MOST_NUMBERS } from './redraw.ts';
import type { ReadWitness } from './reportSchema.ts';
import type { Place } from './statement.ts';

/**
 * Finds the choice of a witness, such as the W of a network; null where nothing is found. Untrusted: a search, a file, a guess, which
 * only the theorem's own `reread` can read.
 */
export type Propose = (address: string) => unknown;

/** Where a witness lies, and who finds its choice. */
export interface Asking {
  readonly root: Stream;
  readonly purpose: Drawn['purpose'];
  /** Null where nobody is asked. */
  readonly propose: Propose | null;
}

/** Margins must be below zero by this share of 1 and of the two sides. */
const SLACK = 1e-8;

/**
 * Re-validates a witness: draws its trial again, and holds the proposed choice against the conclusion with plain code.
 *
 * What the search says of its choice is not asked; its margin must be what the report says.
 */
export const recheckProposal = (
  { statement, at, cell, where: place }: Place,
  witness: ReadWitness,
  { root, purpose, propose }: Asking,
  book: Ledger,
  where = place,
): void => {
  const { redraw, wanted, bound } = statement;
  const { scope } = at;
  const trust = (why: string): void => book.trust('witnesses', 1, why);
  if (redraw === null) {
    trust('their draws cannot be made again here');
    return;
  }
  if (redraw.propose !== undefined && propose === null) {
    trust('nobody was asked for their choice');
    return;
  }
  if (!(redraw.size(wanted, scope, cell.mode) <= MOST_NUMBERS)) {
    trust('their draws do not fit in memory');
    return;
  }
  const fault = (): string | null => {
    const proposal = redraw.propose === undefined ? undefined : propose!(witness.address);
    if (proposal === null) return 'on this draw no choice was found that violates the claim';
    const stream = cellStreamFrom(root, purpose, bound.claim.id, bound.axes, cell.at).child(witness.trial);
    const draw = redraw.draw(stream, wanted, scope, cell.mode);
    const { lhs, rhs } = bound.conclusion;
    const spoken = [...wanted].filter((name) => lhs.symbols.has(name) || rhs.symbols.has(name));
    const read = redraw.reread(draw, proposal, spoken, scope);
    if ('fails' in read) return read.fails;
    const all = { ...read.values, ...scope };
    const size = 1 + Math.abs(lhs.evaluate(all)) + Math.abs(rhs.evaluate(all));
    const found = margin(bound, scope, read.values);
    if (!(Number.isFinite(found) && found < -SLACK * size))
      return `the margin of its choice is ${found}, not below zero`;
    const said = witness.confirmed.margin;
    if (!(Math.abs(found - said) <= 1e-6 * size))
      return `the margin of its choice is ${found}, and the report says ${said}`;
    return null;
  };
  const why = fault();
  book.check('witnesses re-validated', where, why === null, () => `its witness: ${why}`);
};
