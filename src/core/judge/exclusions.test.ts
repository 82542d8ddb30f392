import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  commonExclusion,
  type ExcludedConstant,
  type Exclusion,
  exclusionOf,
  groupedExclusions,
  type HalfLine,
  isInsideAt,
  leastConstants,
  type Refuted,
} from './exclusions.ts';

const exists = (rest: Partial<ExcludedConstant>): ExcludedConstant => ({
  ...{ bound: 'exists', mayDependOn: [], stands: 'premise', weaker: 'larger' },
  ...rest,
});

const theorem = {
  C2: exists({ mayDependOn: ['C0', 'gamma'], stands: 'elsewhere', weaker: 'none' }),
  C3: exists({ mayDependOn: ['C0', 'gamma'] }),
  C4: exists({ mayDependOn: ['C0', 'gamma'], weaker: 'smaller' }),
};

const refuted = (at: Readonly<Record<string, number>>, C3: number, C4: number): Refuted => ({
  ...{ at, constants: { C2: 6.84, C3: 1, C4: 454_000 } },
  constantRanges: { C3: { atLeast: null, atMost: C3 }, C4: { atLeast: C4, atMost: null } },
  ...{ by: 'cell', alpha: 1e-6 },
});

describe('an exclusion', () => {
  it('is the closed orthant in which the cell is inside, in the slice of what has no direction', () => {
    expect(exclusionOf(theorem, refuted({ d: 41, m: 7425, C0: 3, gamma: 0.05 }, 2478.5, 648.3))).toEqual({
      group: { C0: 3, gamma: 0.05 },
      where: { C3: { atMost: 2478.5 }, C4: { atLeast: 648.3 } },
      slice: { C2: 6.84 },
      at: { d: 41, m: 7425, C0: 3, gamma: 0.05 },
      ...{ by: 'cell', alpha: 1e-6 },
    });
  });

  it('of a conclusion is closed at the value tried, and open where the draws reach further', () => {
    const K = exists({ mayDependOn: ['C0'], stands: 'conclusion' });
    const cell = { ...refuted({ d: 25, C0: 3 }, 1, 1), constants: { K: 27.4 }, constantRanges: {} };
    expect(exclusionOf({ K }, cell)!.where).toEqual({ K: { atMost: 27.4 } });
    expect(exclusionOf({ K }, { ...cell, reaches: { K: 144 } })!.where).toEqual({ K: { below: 144 } });
    const c = exists({ stands: 'conclusion', weaker: 'smaller' });
    const short = { ...cell, constants: { c: 0.25 } };
    expect(exclusionOf({ c }, short)!.where).toEqual({ c: { atLeast: 0.25 } });
    expect(exclusionOf({ c }, { ...short, reaches: { c: 0.2 } })!.where).toEqual({ c: { above: 0.2 } });
    // Two constants of a conclusion: the draws say nothing of one without the other.
    const both = { ...cell, constants: { K: 27.4, c: 0.25 }, reaches: { K: 144 } };
    expect(exclusionOf({ K, c }, both)!.where).toEqual({ K: { atMost: 27.4 }, c: { atLeast: 0.25 } });
  });

  it('binds the constants of its own group alone', () => {
    const at = (C0: number) => exclusionOf(theorem, refuted({ d: 9, m: 196, C0, gamma: 0.05 }, 60, 36))!;
    expect(groupedExclusions([at(1), at(3), at(1)]).map((group) => group.length)).toEqual([2, 1]);
  });

  it('of a statement without a constant to choose is none', () => {
    expect(exclusionOf({ r: { ...theorem.C3, bound: 'given' } }, refuted({ d: 1 }, 1, 1))).toBe(null);
  });

  it('of a product is what its cells exclude in common', () => {
    const of = (C3: number, C4: number) =>
      exclusionOf(theorem, refuted({ d: C3, m: 1, C0: 1, gamma: 0.05 }, C3, C4))!;
    expect(commonExclusion([of(10, 5), of(7, 9)])!.where).toEqual({ C3: { atMost: 7 }, C4: { atLeast: 9 } });
    const elsewhere = { ...of(10, 5), group: { C0: 3 } };
    expect(commonExclusion([of(10, 5), elsewhere])).toBe(null);
  });
});

describe('the least constants', () => {
  const box = (C3: number, C4: number): Pick<Exclusion, 'where'> => ({
    where: { C3: { atMost: C3 }, C4: { atLeast: C4 } },
  });

  it('of one orthant are beyond either of its sides', () => {
    expect(leastConstants([box(2478.5, 648.3)])).toEqual([
      { C3: { moreThan: 2478.5 } },
      { C4: { lessThan: 648.3 } },
    ]);
  });

  it('of a staircase are its corners', () => {
    expect(leastConstants([box(60, 36), box(2478.5, 648.3)])).toEqual([
      { C3: { moreThan: 2478.5 } },
      { C3: { moreThan: 60 }, C4: { lessThan: 648.3 } },
      { C4: { lessThan: 36 } },
    ]);
    // What lies within another orthant adds nothing.
    expect(leastConstants([box(60, 700), box(2478.5, 648.3)])).toEqual(leastConstants([box(2478.5, 648.3)]));
  });

  it('are none where a cell excludes everything', () => {
    expect(leastConstants([box(60, 36), { where: {} }])).toEqual([]);
  });

  it('are attained beyond an open half line, and not beyond a closed one', () => {
    expect(leastConstants([{ where: { K: { below: 144 } } }, { where: { K: { atMost: 27 } } }])).toEqual([
      { K: { atLeast: 144 } },
    ]);
    expect(leastConstants([{ where: { K: { below: 144 } } }, { where: { K: { atMost: 144 } } }])).toEqual([
      { K: { moreThan: 144 } },
    ]);
  });

  it('keep the cells inside that their constants admit', () => {
    const cell = refuted({ d: 49 }, 3801, 893);
    expect(isInsideAt({ C3: { moreThan: 2478.5 } }, cell)).toBe(true);
    expect(isInsideAt({ C3: { moreThan: 3801 } }, cell)).toBe(false);
    expect(isInsideAt({ C4: { lessThan: 893 } }, cell)).toBe(false);
    expect(isInsideAt({ C4: { atMost: 893 } }, cell)).toBe(true);
  });

  it('are covered by no exclusion, and every point that none covers lies beyond one of them', () => {
    // Whole numbers, so that values just beyond an edge lie half a unit off.
    const half: fc.Arbitrary<HalfLine> = fc
      .integer({ min: 0, max: 5 })
      .chain((end) => fc.constantFrom<HalfLine>({ atMost: end }, { below: end }));
    const wheres = fc.array(fc.record({ a: half, b: half, c: half }, { requiredKeys: [] }), { maxLength: 6 });
    const covers = (
      where: Readonly<Record<string, HalfLine>>,
      point: Readonly<Record<string, number>>,
    ): boolean =>
      Object.entries(where).every(([name, side]) =>
        'atMost' in side ? point[name]! <= side.atMost : point[name]! < (side as { below: number }).below,
      );
    fc.assert(
      fc.property(wheres, (all) => {
        const exclusions = all.map((where) => ({ where: where as Readonly<Record<string, HalfLine>> }));
        const corners = leastConstants(exclusions);
        const grid = [-1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5];
        for (const a of grid)
          for (const b of grid)
            for (const c of grid) {
              const point: Readonly<Record<string, number>> = { a, b, c };
              const beyond = corners.some((corner) =>
                Object.entries(corner).every(([name, rest]) =>
                  'moreThan' in rest
                    ? point[name]! > rest.moreThan
                    : point[name]! >= (rest as { atLeast: number }).atLeast,
                ),
              );
              if (beyond === exclusions.some(({ where }) => covers(where, point))) return false;
            }
        return true;
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});
