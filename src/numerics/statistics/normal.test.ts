import { describe, expect, it } from 'vitest';
import oracle from '../../../fixtures/oracles/statistics.json' with { type: 'json' };
import { centralMass, erf, erfc, normalCdf, normalUpperTail } from './normal.ts';

const off = (got: number, wanted: number): number => Math.abs(got / wanted - 1);

describe('normal', () => {
  // The promises of the docstrings: nine units in the last place for some ten operations, and 1e-14 in the
  // tails.
  it.each(oracle.normal)('agrees with 60 digits at $x', ({ x, erf: wanted, erfc: rest, upper, central }) => {
    expect(off(erf(x), wanted)).toBeLessThan(2e-15);
    expect(off(centralMass(x), central)).toBeLessThan(2e-15);
    if (rest !== null) expect(off(erfc(x), rest)).toBeLessThan(1e-14);
    expect(off(normalUpperTail(x), upper)).toBeLessThan(1e-14);
    expect(off(normalCdf(-x), upper)).toBeLessThan(1e-14);
    expect(off(normalCdf(x), 1 - upper)).toBeLessThan(1e-15);
  });

  it('gives the mass of a strip however thin', () => {
    expect(off(centralMass(1e-200), 1e-200 * Math.sqrt(2 / Math.PI))).toBeLessThan(1e-15);
    expect(centralMass(0)).toBe(0);
    expect(centralMass(Number.POSITIVE_INFINITY)).toBe(1);
  });

  it('is odd, or adds up to one, exactly where it should', () => {
    expect(erf(-1.25)).toBe(-erf(1.25));
    expect(erfc(0)).toBe(1);
    expect(normalCdf(0)).toBe(0.5);
    expect(normalUpperTail(Number.NEGATIVE_INFINITY)).toBe(1);
    expect(normalUpperTail(Number.POSITIVE_INFINITY)).toBe(0);
    expect(erf(Number.NEGATIVE_INFINITY)).toBe(-1);
  });

  it('refuses what is not a number', () => {
    expect(() => normalCdf(Number.NaN)).toThrow(RangeError);
    expect(() => erf(Number.NaN)).toThrow(RangeError);
    expect(() => centralMass(-1)).toThrow('pass |v|');
  });
});
