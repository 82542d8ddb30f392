import { describe, expect, it } from 'vitest';
import { centralMass } from '../../../numerics/statistics/normal.ts';
import { initialValueQuantile, signChangesQuantile } from './exactLaws.ts';

describe('exact quantiles', () => {
  it('|f| of one neuron: active with chance 1/2, then |N(0, 1)|', () => {
    const c = initialValueQuantile(1, 0.1);
    // P(|f| > c) = ½ P(|Z| > c) = 0.1; 60 halvings of 64 leave 6e-17, and the tail is good to 1e-14.
    expect(0.5 * (1 - centralMass(c))).toBeCloseTo(0.1, 12);
  });

  it('|f| of many neurons is that of N(0, 1/2), up to 1/m', () => {
    // Var f = 1/2 exactly; the mixture over the number of active neurons moves a quantile by O(1/m) = 1e-5.
    expect(initialValueQuantile(1e5, 0.05)).toBeCloseTo(1.959963984540054 * Math.SQRT1_2, 4);
  });

  it('|S_v| of one and of two neurons', () => {
    const p = centralMass(0.5);
    expect(signChangesQuantile(1, 0.5, 1.01 * p)).toBe(0);
    expect(signChangesQuantile(1, 0.5, 0.99 * p)).toBe(1);
    expect(signChangesQuantile(2, 0.5, 1.01 * p * p)).toBe(1);
    expect(signChangesQuantile(2, 0.5, 0.99 * p * p)).toBe(2);
  });
});
