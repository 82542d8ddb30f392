import { describe, expect, it } from 'vitest';
import oracle from '../../../fixtures/oracles/beta.json' with { type: 'json' };
import { betaLowerTail } from './beta.ts';

describe('the tails of beta', () => {
  // The logarithm of the common factor carries some 1e-16 of its three terms, up to 1e6 in size.
  it.each(oracle)('agree with 60 digits: a = $a, b = $b at $x', ({ a, b, x, lower, upper }) => {
    expect(Math.abs(betaLowerTail(a, b, x) - lower)).toBeLessThan(1e-9 * (x < a / (a + b) ? lower : 1));
    // 1 − x has lost digits of a small x: a relative error of up to 1e-16/x, a/x·x of which is seen.
    expect(Math.abs(betaLowerTail(b, a, 1 - x) - upper)).toBeLessThan(1e-9 * (x < a / (a + b) ? 1 : upper));
  });

  it('are 0 and 1 at the edges, uniform at a = b = 1, and refuse what is not a probability', () => {
    expect([betaLowerTail(3, 2, 0), betaLowerTail(3, 2, 1)]).toEqual([0, 1]);
    for (const x of [0.1, 0.5, 0.75]) expect(betaLowerTail(1, 1, x)).toBeCloseTo(x, 14);
    expect(() => betaLowerTail(3, 2, 1.5)).toThrow('betaLowerTail: expected x to lie in [0, 1]');
    expect(() => betaLowerTail(0, 2, 0.5)).toThrow(RangeError);
  });
});
