import { describe, expect, it } from 'vitest';
import { checkCounterexamples } from './checkCounterexample.ts';
import { ledger } from './ledger.ts';
import type { ReadClaim } from './reportSchema.ts';

const claim = { id: 'descent-inequality', reading: 'printed' } as ReadClaim;

/** d = m = 1: f = 0.5, one step of η = −1 along ∇f = 0.5 ends at 0.25, and 0.5 − 0.5 = 0 was asked for. */
const shown = {
  kind: 'network',
  title: 'a counterexample',
  x: [1],
  a: [1],
  W0: [[0.5]],
  W: [[0.5]],
  given: { C0: 0, eta: -1 },
  values: {},
  margin: -0.25,
  slack: 1e-14,
};

const discrepanciesOf = (change: object, of: ReadClaim = claim): readonly string[] => {
  const book = ledger();
  checkCounterexamples(of, { verdict: 'refuted', exhibits: [{ ...shown, ...change }] }, 'here', book);
  return book.result().discrepancies.map(({ what }) => what);
};

describe('checkCounterexamples', () => {
  it('finds the printed inequality false at its network', () => {
    expect(discrepanciesOf({})).toEqual([]);
  });

  it('finds the intended inequality true at the same network', () => {
    const intended = { ...claim, reading: 'intended' } as ReadClaim;
    expect(discrepanciesOf({}, intended)).toEqual([expect.stringContaining('the conclusion holds')]);
  });

  it.each([
    ['a weight', { W: [[2]], W0: [[2]] }, 'the conclusion holds'],
    ['a step', { given: { C0: 0, eta: -1e-9, other: 0 }, W: [[2]], W0: [[2]] }, 'the conclusion holds'],
    ['W beyond the radius', { W: [[0.6]] }, 'beyond the radius'],
    ['a longer x', { x: [1.5] }, 'no unit vector'],
    ['a sign that is none', { a: [2] }, 'other shapes'],
    ['a row too many', { W: [[0.5], [1]] }, 'other shapes'],
  ])('finds %s that was changed', (_, change, said) => {
    expect(discrepanciesOf(change).join()).toContain(said);
  });

  it('asks a refuted statement for its network', () => {
    const book = ledger();
    checkCounterexamples(claim, { verdict: 'refuted', exhibits: [] }, 'here', book);
    expect(book.result().discrepancies).toHaveLength(1);
  });
});
