import { describe, expect, it } from 'vitest';
import { type Cell, cellKey } from './cell.ts';

const cell: Cell = {
  at: { d: 100, m: 63096, C0: 1, gamma: 0.05 },
  constants: { C2: 4.84, C1: 0.25 },
  mode: 'reduced',
};

describe('cellKey', () => {
  it('says the cell in one line, its constants by name', () => {
    expect(cellKey(cell)).toBe('d=100,m=63096,C0=1,gamma=0.05,C1=0.25,C2=4.84,mode=reduced');
  });

  it('is the same for equal cells, and differs where they do', () => {
    expect(cellKey({ ...cell, constants: { C1: 0.25, C2: 4.84 } })).toBe(cellKey(cell));
    const others: Partial<Cell>[] = [
      { at: { ...cell.at, d: 101 } },
      { at: { ...cell.at, m: 1 } },
      { at: { ...cell.at, C0: 0.1 } },
      { at: { ...cell.at, gamma: 0.1 } },
      { constants: {} },
      { mode: 'ambient' },
    ];
    expect(new Set([cell, ...others.map((other) => ({ ...cell, ...other }))].map(cellKey)).size).toBe(7);
  });
});
