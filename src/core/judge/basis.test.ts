import { describe, expect, it } from 'vitest';
import { type Basis, basisOver } from './basis.ts';
import type { Verdict } from './verdict.ts';

const cell = (verdict: Verdict, basis: Basis, regime: 'inside' | 'outside' = 'inside') => ({
  regime,
  verdict,
  basis,
});

describe('basisOver', () => {
  it('takes the strongest of what refutes, since one cell is enough', () => {
    const cells = [cell('refuted', 'test'), cell('refuted', 'exact'), cell('supported', 'proof')];
    expect(basisOver(cells, 'refuted', 'draws')).toBe('exact');
  });

  it('takes the weakest of what supports, since all cells are needed', () => {
    const cells = [cell('supported', 'proof'), cell('supported', 'draws'), cell('supported', 'exact')];
    expect(basisOver(cells, 'supported', 'test')).toBe('draws');
  });

  it('looks at no cell outside the premise', () => {
    expect(basisOver([cell('refuted', 'proof', 'outside')], 'refuted', 'draws')).toBe('draws');
  });
});
