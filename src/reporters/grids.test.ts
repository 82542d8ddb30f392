import { describe, expect, it } from 'vitest';
import { gridsOf } from './grids.ts';
import { sampleReport } from './internal/sampleReport.ts';

describe('gridsOf', () => {
  it('lays cells out by d and m, one grid for each C0, γ and mode', () => {
    const grids = gridsOf(sampleReport.claims[1]!);
    expect(grids.map(({ C0, ds, ms }) => ({ C0, ds, ms }))).toEqual([
      { C0: 1, ds: [25, 784], ms: [1000, 10000] },
      { C0: 10, ds: [25, 100, 784], ms: [1000, 10000] },
    ]);
    expect(grids[1]!.at(100, 1000)?.violated).toBe(13);
    expect(grids[1]!.at(100, 10000)).toBeNull();
  });

  it('keeps cells apart that differ in a constant alone', () => {
    const cell = sampleReport.claims[4]!.cells[0]!;
    const grids = gridsOf({
      cells: [
        { ...cell, constants: { C2: 2 } },
        { ...cell, constants: { C2: 3 } },
      ],
    });
    expect(grids.map(({ constants }) => constants)).toEqual([{ C2: 2 }, { C2: 3 }]);
  });
});
