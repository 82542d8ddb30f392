import { describe, expect, it } from 'vitest';
import oracle from '../../../../../fixtures/oracles/studentT.json' with { type: 'json' };
import { studentQuantile, studentTail } from './studentT.ts';

describe('studentTail', () => {
  it('agrees with the incomplete beta function', () => {
    // 1 minus a sum of at most 50 terms, each with a few roundings of 2⁻⁵³: 1e-14 is some 90 of them.
    for (const { degrees, t, tail } of oracle)
      expect(Math.abs(studentTail(t, degrees) - tail), `t = ${t}, ${degrees} degrees`).toBeLessThan(1e-14);
  });

  it('refuses degrees of freedom that are none', () => {
    for (const degrees of [0, 1.5, Number.NaN]) expect(() => studentTail(1, degrees)).toThrow(RangeError);
  });
});

describe('studentQuantile', () => {
  it('is the first t whose tail is at most α', () => {
    for (const degrees of [1, 2, 5, 28])
      for (const alpha of [0.5, 0.01, 1e-6]) {
        const t = studentQuantile(alpha, degrees);
        expect(studentTail(t, degrees)).toBeLessThanOrEqual(alpha);
        // Below by a relative 1e-6 the tail of the heaviest law, ~1/t, is above α by 1e-6·α, far more than its rounding.
        expect(studentTail(t * (1 - 1e-6), degrees)).toBeGreaterThan(alpha);
      }
  });

  it('knows a printed table: 2.776 for 95 % and 4 degrees', () => {
    expect(studentQuantile(0.05, 4)).toBeCloseTo(2.776, 3);
  });
});
