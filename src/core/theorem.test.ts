import { describe, expect, it } from 'vitest';
import { atProfile, crossingOrder } from './theorem.ts';

describe('atProfile', () => {
  it('gives a profile its own list, else that of the nearest smaller one', () => {
    const lists = { quick: [1], full: [3, 4] };
    expect(atProfile(lists, 'quick')).toEqual([1]);
    expect(atProfile(lists, 'standard')).toEqual([1]);
    expect(atProfile(lists, 'full')).toEqual([3, 4]);
    expect(atProfile({ standard: [2] }, 'quick')).toEqual([]);
    expect(atProfile({ quick: [1], standard: [] }, 'full')).toEqual([]);
  });
});

describe('crossingOrder', () => {
  it('puts the panels outermost, the last declared first, then rows and columns', () => {
    const axes = ['a', 'n', 'b', 'k', 'c'].map((symbol) => ({ symbol, says: symbol, kind: 'real' as const }));
    const order = crossingOrder({ axes, table: { rows: 'k', columns: 'n' } });
    expect(order.map(({ symbol }) => symbol)).toEqual(['c', 'b', 'a', 'k', 'n']);
  });
});
