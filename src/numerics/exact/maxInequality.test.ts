import { describe, expect, it } from 'vitest';
import { checkMaxInequality, failsAt, type MaxInequality, multipliersProve } from './maxInequality.ts';
import { rational } from './rational.ts';

/** |σ(u + α) − σ(u)| ≤ V for |α| ≤ V, from above. */
const moves: MaxInequality = {
  says: 'a rectified number moves no further than its argument',
  left: [{}, { u: 1, alpha: 1 }],
  right: [{ V: 1 }, { u: 1, V: 1 }],
  where: [
    { alpha: 1, V: -1 },
    { alpha: -1, V: -1 },
  ],
};

describe('an inequality between maxima of linear forms', () => {
  it('is proved by multipliers that anyone can add up', () => {
    const examined = checkMaxInequality(moves);
    if (examined.kind !== 'proved') throw new Error('expected a proof');
    expect(examined.multipliers).toHaveLength(2);
    examined.multipliers.forEach((one, form) => {
      expect(multipliersProve(moves, form, one)).toBe(true);
      // Any other weight on one of the two pieces breaks the sum.
      const [first, ...others] = one.weights;
      const wrong = { ...one, weights: [rational(first!.numerator + 1n, 1n), ...others] };
      expect(multipliersProve(moves, form, wrong)).toBe(false);
      expect(multipliersProve(moves, form, { ...one, prices: [rational(-1n), rational(-1n)] })).toBe(false);
      expect(multipliersProve(moves, form, { ...one, prices: [] })).toBe(false);
    });
  });

  it('fails with a point where an error is planted', () => {
    const half = { ...moves, right: [{ V: 0.5 }, { u: 1, V: 0.5 }] };
    const examined = checkMaxInequality(half);
    if (examined.kind !== 'fails') throw new Error('expected a point');
    const { form, point } = examined;
    expect(failsAt(half, form, point)).toBe(true);
    expect(failsAt(moves, form, point)).toBe(false);
  });

  it('needs every one of its conditions where it needs them', () => {
    expect(checkMaxInequality({ ...moves, where: moves.where.slice(1) }).kind).toBe('fails');
    // From below nothing moves σ up, as long as V is none.
    const upwards = [moves.where[0]!, { V: -1 }];
    expect(checkMaxInequality({ ...moves, where: upwards }).kind).toBe('proved');
  });

  it('reads decimals as they are written, and refuses an empty side', () => {
    const tenth = { says: 'a tenth', left: [{ x: 0.1 }], right: [{ x: 0.1 }], where: [] };
    expect(checkMaxInequality(tenth).kind).toBe('proved');
    expect(() => checkMaxInequality({ ...tenth, right: [] })).toThrow('nothing on its right side');
  });
});
