import { describe, expect, it } from 'vitest';
import { type Regime, type Verdict, verdictOver, verdicts } from './verdict.ts';

const cells = (...standing: readonly (Verdict | [Regime, Verdict])[]) =>
  standing.map((one) =>
    typeof one === 'string'
      ? { regime: 'inside' as const, verdict: one }
      : { regime: one[0], verdict: one[1] },
  );

describe('verdictOver', () => {
  it('one refuted cell refutes, whatever the others say', () => {
    for (const other of verdicts) expect(verdictOver(cells('refuted', other), false)).toBe('refuted');
  });

  it('the product test refutes when no cell alone does, and only when there is a cell that counts', () => {
    for (const verdict of ['supported', 'consistent', 'undecided'] as const)
      expect(verdictOver(cells(verdict, verdict), true)).toBe('refuted');
    expect(verdictOver(cells('vacuous'), true)).toBe('vacuous');
    expect(verdictOver([], true)).toBe('vacuous');
  });

  it('supported takes every cell', () => {
    expect(verdictOver(cells('supported', 'supported'), false)).toBe('supported');
    expect(verdictOver(cells('supported', 'consistent'), false)).toBe('consistent');
    expect(verdictOver(cells('supported', 'undecided'), false)).toBe('undecided');
    expect(verdictOver(cells('consistent', 'undecided', 'supported'), false)).toBe('undecided');
    expect(verdictOver(cells('consistent', 'consistent'), false)).toBe('consistent');
  });

  it('cells outside the premise are never counted', () => {
    for (const verdict of verdicts) {
      expect(verdictOver(cells('supported', ['outside', verdict]), false)).toBe('supported');
      expect(verdictOver(cells(['outside', verdict], ['outside', verdict]), false)).toBe('vacuous');
    }
  });

  it('a vacuous cell says nothing for or against the others', () => {
    expect(verdictOver(cells('vacuous', 'supported'), false)).toBe('supported');
    expect(verdictOver(cells('vacuous', 'vacuous'), false)).toBe('vacuous');
    expect(verdictOver([], false)).toBe('vacuous');
  });
});
