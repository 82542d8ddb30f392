import { describe, expect, it } from 'vitest';
import { coneExtends } from '../../theorems/lazyTraining/claims/coneExtends.ts';
import { lazyTraining } from '../../theorems/lazyTraining/theorem.ts';
import type { Theorem } from '../theorem.ts';
import { pointsOf } from './points.ts';

/** A space without a network: n and t, in tables of t by n. */
const tails: Theorem = {
  ...lazyTraining,
  axes: [
    { symbol: 'n', says: 'degree', kind: 'count' },
    { symbol: 't', says: 'exponent', kind: 'real' },
  ],
  table: { rows: 't', columns: 'n' },
  defaultTries: { quick: [{ n: [1, 2], t: ['n / 2', 3] }] },
};
const { tries, ...claim } = coneExtends;
const nothing = { axes: {}, constants: {} };

describe('pointsOf', () => {
  it('crosses the axes of any theorem, and tries a claim without tries where its theorem says', () => {
    expect(pointsOf(claim, 'quick', nothing, tails).map(({ at }) => at)).toEqual([
      { n: 1, t: 0.5 },
      { n: 2, t: 1 },
      { n: 1, t: 3 },
      { n: 2, t: 3 },
    ]);
  });

  it('a constant may follow the axes and the constants before it', () => {
    const own = { ...claim, tries: { quick: [{ n: [4], t: [1], r: ['n / 2', 1], C: ['3 * r'] }] } };
    expect(pointsOf(own, 'quick', nothing, tails).map(({ overrides }) => overrides)).toEqual([
      { r: 2, C: 6 },
      { r: 1, C: 3 },
    ]);
  });

  it('refuses a block without one of the axes', () => {
    const own = { ...claim, tries: { quick: [{ n: [4] }] } };
    expect(() => pointsOf(own, 'quick', nothing, tails)).toThrow(
      'cone-extends: where it is tried, t has no values',
    );
    expect(pointsOf(own, 'quick', { axes: { t: [1] }, constants: {} }, tails)).toHaveLength(1);
  });
});
