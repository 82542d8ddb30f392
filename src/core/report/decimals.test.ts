import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { twelveDigits, twelveDigitsDown, twelveDigitsUp } from './decimals.ts';

const digits = (x: number): number => x.toExponential().replace(/e.*/, '').replace(/[-.]/g, '').length;

// Below the normal range of f64 there are no twelve digits to keep.
const numbers = fc
  .double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 })
  .filter((x) => x === 0 || Math.abs(x) > 1e-290);

describe('twelve significant digits', () => {
  it('keep what is short and round what is long', () => {
    expect(twelveDigits(0.05)).toBe(0.05);
    expect(twelveDigits(1 / 3)).toBe(0.333333333333);
    expect(twelveDigitsDown(2 / 3)).toBe(0.666666666666);
    expect(twelveDigitsUp(1 / 3)).toBe(0.333333333334);
    expect(twelveDigitsDown(-1 / 3)).toBe(-0.333333333334);
    expect(twelveDigitsUp(-2 / 3)).toBe(-0.666666666666);
    expect([twelveDigitsDown(0), twelveDigitsUp(0), twelveDigitsDown(1), twelveDigitsUp(1)]).toEqual([
      0, 0, 1, 1,
    ]);
  });

  it('bounds are rounded outward, by one unit of the twelfth digit at most', () => {
    fc.assert(
      fc.property(numbers, (x) => {
        const down = twelveDigitsDown(x);
        const up = twelveDigitsUp(x);
        expect(down <= x && x <= up).toBe(true);
        expect(digits(down)).toBeLessThanOrEqual(12);
        expect(digits(up)).toBeLessThanOrEqual(12);
        // A unit of the twelfth digit is at most 1e-11 of the number; an ulp more is rounding of the subtraction.
        expect(up - down).toBeLessThanOrEqual(Math.abs(x) * 1.0001e-11);
      }),
      { seed: 3, numRuns: 1000 },
    );
  });

  it('what is written is read back the same', () => {
    fc.assert(
      fc.property(numbers, (x) => {
        expect(twelveDigits(twelveDigits(x))).toBe(twelveDigits(x));
        expect(twelveDigitsDown(twelveDigitsDown(x))).toBe(twelveDigitsDown(x));
      }),
      { seed: 4, numRuns: 1000 },
    );
  });

  it('never write a zero with a sign', () => {
    expect(Object.is(twelveDigitsUp(0), 0)).toBe(true);
    expect(JSON.stringify(twelveDigitsUp(0))).toBe('0');
  });
});
