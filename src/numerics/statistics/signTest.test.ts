import { describe, expect, it } from 'vitest';
import { logPmf } from './binomial.ts';
import { signTest } from './signTest.ts';

describe('signTest', () => {
  it('is twice the tail, exactly', () => {
    // Powers of two: the tail's logarithm is within 1e-12.
    expect(Math.abs(signTest(20, 20) / 2 ** -19 - 1)).toBeLessThan(1e-11);
    expect(Math.abs(signTest(20, 0) / 2 ** -19 - 1)).toBeLessThan(1e-11);
    expect(Math.abs(signTest(10, 8) / (112 / 1024) - 1)).toBeLessThan(1e-11);
    expect(signTest(10, 5)).toBe(1);
    expect(signTest(0, 0)).toBe(1);
  });

  it.each([7, 40, 101])(
    'rejects a fair coin no more often than it says, by enumeration of %d tosses',
    (n) => {
      for (const alpha of [0.3, 0.05, 1e-3, 1e-6]) {
        let rejected = 0;
        for (let k = 0; k <= n; k++) if (signTest(n, k) <= alpha) rejected += Math.exp(logPmf(n, k, 0.5));
        // A hundred terms of relative 1e-12.
        expect(rejected).toBeLessThanOrEqual(alpha * (1 + 1e-10));
      }
    },
  );

  it('refuses more heads than tosses', () => {
    expect(() => signTest(3, 4)).toThrow(RangeError);
  });
});
