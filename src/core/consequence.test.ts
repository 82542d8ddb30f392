import { describe, expect, it } from 'vitest';
import { type Consequence, followsOf, type Row } from './consequence.ts';
import type { Verdict } from './judge/verdict.ts';

const allowed = { refute: 1e-6, support: 1e-3 };

const row = (id: string, ...cells: readonly (readonly [number, Verdict, number?])[]): Row => ({
  id,
  reading: 'printed',
  cells: cells.map(([n, verdict, error]) => ({ at: { n }, constants: { K: 2 * n }, verdict, error })),
});

const implies = (from: string, to: string, more: Partial<Consequence> = {}): Consequence => ({
  from: { statement: from, reading: 'printed' },
  to: { statement: to, reading: 'printed' },
  map: ({ at }) => ({ at, constants: { K: 2 * at.n! } }),
  why: 'because',
  anchor: 'here',
  ...more,
});

describe('what follows for a cell', () => {
  const [a, b] = [
    row('a', [1, 'supported'], [2, 'refuted'], [3, 'undecided']),
    row('b', [1, 'consistent'], [2, 'undecided'], [3, 'refuted']),
  ];

  it('is support along an implication, with the errors of both, and a refutation against it', () => {
    expect(followsOf(b, [a, b], [implies('a', 'b')], allowed)).toEqual([
      expect.objectContaining({ cell: 0, verdict: 'supported', error: 2e-3, anchor: 'here' }),
    ]);
    expect(followsOf(a, [a, b], [implies('a', 'b')], allowed)).toEqual([
      expect.objectContaining({ cell: 2, verdict: 'refuted', error: 2e-6 }),
    ]);
  });

  it('is both where two cells are equivalent', () => {
    const both = [implies('a', 'b', { equivalent: true })];
    expect(followsOf(b, [a, b], both, allowed).map(({ cell, verdict }) => [cell, verdict])).toEqual([
      [0, 'supported'],
      [1, 'refuted'],
    ]);
  });

  it('comes from the cell that the map names, with its constants, and from no other', () => {
    const shifted = implies('a', 'b', { map: ({ at }) => ({ at: { n: at.n! - 1 }, constants: {} }) });
    expect(followsOf(b, [a, b], [shifted], allowed).map(({ cell }) => cell)).toEqual([1]);
    const other = implies('a', 'b', { map: ({ at }) => ({ at, constants: { K: 7 } }) });
    expect(followsOf(b, [a, b], [other], allowed)).toEqual([]);
    expect(followsOf(b, [a, b], [implies('a', 'b', { map: () => null })], allowed)).toEqual([]);
  });

  it('adds the errors of every path, those that did not speak among them', () => {
    const silent = row('c', [1, 'undecided'], [2, 'undecided'], [3, 'undecided']);
    const stated = row('a', [1, 'supported', 1e-9]);
    const [found] = followsOf(b, [stated, b, silent], [implies('a', 'b'), implies('c', 'b')], allowed);
    expect(found!.error).toBeCloseTo(1e-3 + 1e-9 + 1e-3, 12);
  });

  it('is neither word where two contradict, and nothing for a cell without a trial', () => {
    const against = row('b', [1, 'refuted'], [2, 'vacuous']);
    const [contradicted] = followsOf(against, [a, against], [implies('a', 'b')], allowed);
    expect(contradicted).toMatchObject({ cell: 0, verdict: 'undecided', error: null });
    expect(contradicted!.because).toContain('this cell is refuted by itself');
    const c = row('c', [1, 'refuted']);
    const d = row('d', [1, 'consistent']);
    const between = [implies('a', 'd'), implies('c', 'd', { equivalent: true })];
    expect(followsOf(d, [a, c, d], between, allowed)).toMatchObject([{ verdict: 'undecided' }]);
    expect(followsOf(row('b', [1, 'vacuous']), [a], [implies('a', 'b')], allowed)).toEqual([]);
  });

  it('is carried one step', () => {
    const [b1, c1] = [row('b', [1, 'undecided']), row('c', [1, 'undecided'])];
    expect(followsOf(c1, [a, b1, c1], [implies('a', 'b'), implies('b', 'c')], allowed)).toEqual([]);
  });
});
