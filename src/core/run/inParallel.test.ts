import { totalmem } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { BoundCell } from '../judge/bindCell.ts';
import { runsInParallel } from './inParallel.ts';

const cellOf = (seconds: number, bytes: number): { readonly at: BoundCell } => ({
  at: {
    cell: { at: { d: 1, m: 1, C0: 1, gamma: 0.05 }, constants: {}, mode: 'reduced' },
    scope: { d: 1, m: 1, C0: 1, gamma: 0.05, radius: 1 },
    setting: { cost: () => ({ seconds, bytes }) },
  } as unknown as BoundCell,
});

describe('isDealtOut', () => {
  it('deals out long trials to more than one thread', () => {
    expect(runsInParallel(cellOf(1, 1e6), 2)).toBe(true);
    expect(runsInParallel(cellOf(1, 1e6), 1)).toBe(false);
  });

  it('leaves cells of short trials whole: a message must ask for at least a millisecond of work', () => {
    expect(runsInParallel(cellOf(1e-3, 1e6), 2)).toBe(false);
  });

  it('leaves trials alone of which two would not fit the machine', () => {
    expect(runsInParallel(cellOf(1, 0.5 * totalmem()), 2)).toBe(false);
  });
});
