import { describe, expect, it } from 'vitest';
import { lazySpace } from '../../theorems/lazyTraining/space.ts';
import { atMost, type Claim } from '../claim.ts';
import { FormulaError } from '../formula/formula.ts';
import { ClaimError } from '../validateClaim.ts';
import {
  bindClaim,
  constantRanges,
  constantsAt,
  criticalValue,
  drawPremise,
  margin,
  marginInterval,
  quantitiesOf,
  regimeAt,
  scopeOf,
} from './boundClaim.ts';

/** Invented: its numbers are round, so that every expected value below can be checked by hand. */
const claim: Claim = {
  id: 'gradient-is-large-here',
  reading: 'intended',
  says: 'the gradient is large everywhere in the ball',
  source: { work: 'the paper', place: 'Lemma 4.2' },
  quantifiers: ['for all W in the ball'],
  premise: [atMost('K * C0^2', 'd'), atMost('d^2.4', 'm'), atMost('signChanges', 'm / 2')],
  where: { radius: 'C0 / sqrt(m)' },
  conclusion: atMost('C1 * sqrt(d)', 'gradientInf'),
  constants: {
    C1: { first: '1 / 4', says: 'the share of √d that is left' },
    K: { first: '64 * C1', says: 'the hidden constant of the premise' },
  },
  failureRate: 'gamma',
  critical: 'C1',
};

const bound = bindClaim(claim, lazySpace.axes);
const axes = { d: 64, m: 1e6, C0: 1, gamma: 0.05 };
const scopeAt = (change: Partial<typeof axes>, overrides: Record<string, number> = {}) => {
  const here = { ...axes, ...change };
  return scopeOf(bound, here, constantsAt(bound, here, overrides));
};

describe('constantsAt', () => {
  it('evaluates defaults in the cell, and lets them follow what overrides set', () => {
    expect(constantsAt(bound, axes)).toEqual({ C1: 0.25, K: 16 });
    expect(constantsAt(bound, axes, { C1: 0.5 })).toEqual({ C1: 0.5, K: 32 });
    expect(constantsAt(bound, axes, { K: 3 })).toEqual({ C1: 0.25, K: 3 });
  });

  it('refuses an override of what is not a constant', () => {
    expect(() => constantsAt(bound, axes, { c1: 2 })).toThrow(ClaimError);
    expect(() => constantsAt(bound, axes, { c1: 2 })).toThrow(
      'claim "gradient-is-large-here" has no free constant "c1"; did you mean "C1"?',
    );
    expect(() => constantsAt(bound, axes, { toString: 2 })).toThrow('it has C1, K');
  });
});

describe('scopeOf', () => {
  it('holds axes, constants, and what the claim derives, each from those before it', () => {
    expect(scopeOf(bound, axes)).toEqual({ ...axes, C1: 0.25, K: 16, radius: 1e-3 });
    expect(scopeAt({ m: 4 }, { K: 3 })).toEqual({ ...axes, m: 4, C1: 0.25, K: 3, radius: 0.5 });
    const where = { radius: 'C0 / sqrt(m)', share: 'K * radius' };
    expect(scopeOf(bindClaim({ ...claim, where }, lazySpace.axes), axes)).toMatchObject({ share: 0.016 });
  });

  it('is of the cell, so that what is derived is not a quantity', () => {
    expect(quantitiesOf(bound)).toEqual(new Set(['gradientInf', 'signChanges']));
    const ofCell = bindClaim({ ...claim, premise: [atMost('radius', '1')] }, lazySpace.axes);
    expect(drawPremise(ofCell)).toEqual([]);
    expect(quantitiesOf(ofCell)).toEqual(new Set(['gradientInf']));
    expect(regimeAt(ofCell, scopeAt({ m: 4 }))).toBe('inside');
    expect(regimeAt(ofCell, scopeAt({ C0: 3, m: 4 }))).toBe('outside');
  });

  it('says which axis has no value, where a formula needs it', () => {
    const { gamma, ...noRate } = axes;
    expect(scopeOf(bound, noRate)).toEqual({ ...noRate, C1: 0.25, K: 16, radius: 1e-3 });
    expect(() => bound.failureRate!.evaluate(scopeOf(bound, noRate))).toThrow(FormulaError);
    const { m, ...noWidth } = axes;
    expect(() => scopeOf(bound, noWidth)).toThrow(FormulaError);
  });
});

describe('regimeAt', () => {
  it('looks at what axes and constants decide, and leaves the rest to the draw', () => {
    expect(regimeAt(bound, scopeAt({}))).toBe('inside');
    expect(regimeAt(bound, scopeAt({ C0: 3 }))).toBe('outside');
    expect(regimeAt(bound, scopeAt({ m: 1000 }))).toBe('outside');
    expect(drawPremise(bound).map(({ lhs }) => lhs.text)).toEqual(['signChanges']);
  });

  it('does not hang on an ulp, and puts NaN and infinities where they belong', () => {
    const edge = bindClaim({ ...claim, premise: [atMost('m', 'd^2.4')] }, lazySpace.axes);
    expect(regimeAt(edge, { d: 32, m: 4096 })).toBe('inside');
    expect(regimeAt(edge, { d: 32, m: 4096 * (1 + 1e-8) })).toBe('outside');
    const wild = (lhs: string, rhs: string) =>
      regimeAt(bindClaim({ ...claim, premise: [atMost(lhs, rhs)] }, lazySpace.axes), { d: 1 });
    expect(wild('log(-d)', 'd')).toBe('outside');
    expect(wild('1 / (d - 1)', 'd')).toBe('outside');
    expect(wild('d', '1 / (d - 1)')).toBe('inside');
    expect(wild('1 / (d - 1)', '1 / (d - 1)')).toBe('inside');
  });
});

describe('constantRanges', () => {
  it('solves the premise for each constant it mentions', () => {
    expect(constantRanges(bound, scopeAt({ C0: 4 }))).toEqual({ K: { atMost: 4 } });
    expect(constantRanges(bound, scopeAt({ C0: 0 }))).toEqual({});
  });

  it('meets several comparisons and both ends, and leaves out what is not affine', () => {
    const several = bindClaim(
      {
        ...claim,
        premise: [
          atMost('d', 'K * C0'),
          atMost('K', 'm'),
          atMost('2 * K', 'm'),
          atMost('d / K', 'm'),
          atMost('sqrt(K) + C1', 'm'),
        ],
      },
      lazySpace.axes,
    );
    const scope = { d: 8, C0: 2, m: 100, gamma: 0.05, C1: 1, K: 1 };
    expect(constantRanges(several, scope)).toEqual({ C1: { atMost: 99 }, K: { atLeast: 4, atMost: 50 } });
  });
});

describe('margin', () => {
  const scope = scopeAt({});

  it('is rhs − lhs, below zero for a violation', () => {
    expect(margin(bound, scope, { gradientInf: 5 })).toBe(3);
    expect(margin(bound, scope, { gradientInf: 1.5 })).toBe(-0.5);
    expect(() => margin(bound, scope, { gradientSup: 5 })).toThrow(
      '"gradientInf" at position 1 has no value',
    );
  });

  it('is bracketed where quantities are', () => {
    expect(marginInterval(bound, scope, { gradientInf: { lower: 1, upper: 5 } })).toEqual({
      lower: -1,
      upper: 3,
    });
    expect(marginInterval(bound, scope, { gradientInf: { lower: Number.NaN, upper: 5 } })).toEqual({
      lower: Number.NEGATIVE_INFINITY,
      upper: Number.POSITIVE_INFINITY,
    });
  });

  it('does not let a quantity pass for an axis', () => {
    expect(margin(bound, scope, { gradientInf: 5, d: 1e6 })).toBe(3);
  });
});

describe('criticalValue', () => {
  it('is where the conclusion turns', () => {
    const scope = scopeAt({});
    expect(criticalValue(bound, scope, { gradientInf: 4 })).toBe(0.5);
    expect(margin(bound, { ...scope, C1: 0.5 }, { gradientInf: 4 })).toBe(0);
  });

  it('is null without a critical constant or an affine conclusion', () => {
    const { critical, ...rest } = claim;
    expect(criticalValue(bindClaim(rest, lazySpace.axes), scopeAt({}), { gradientInf: 4 })).toBeNull();
    const bent = bindClaim({ ...claim, conclusion: atMost('C1^2', 'gradientInf') }, lazySpace.axes);
    expect(criticalValue(bent, scopeAt({}), { gradientInf: 4 })).toBeNull();
  });
});
