import { describe, expect, it } from 'vitest';
import { logPmf } from './binomial.ts';
import { logRefutingE, logSupportingE } from './eProcess.ts';

const GAMMAS = [0.999, 0.96, 0.95, 0.7, 0.2, 0.1, 0.05, 0.02, 0.01, 0.001];

describe('e-processes', () => {
  it('starts at one, so that α can be spent', () => {
    for (const gamma of GAMMAS) {
      expect(Math.abs(logRefutingE(0, 0, gamma))).toBeLessThan(1e-15);
      expect(Math.abs(logSupportingE(0, 0, gamma))).toBeLessThan(1e-15);
    }
  });

  it('gives log10 values of 19.94 and −3.08 when sixteen of sixteen fail at γ = 0.05', () => {
    expect((logRefutingE(16, 16, 0.05) / Math.LN10).toFixed(2)).toBe('19.94');
    expect((logSupportingE(16, 16, 0.05) / Math.LN10).toFixed(2)).toBe('-3.08');
  });

  it('has mean one at rate γ, whatever n', () => {
    for (const gamma of GAMMAS) {
      for (const n of [1, 7, 40]) {
        let refuting = 0;
        let supporting = 0;
        for (let k = 0; k <= n; k++) {
          refuting += Math.exp(logPmf(n, k, gamma) + logRefutingE(n, k, gamma));
          supporting += Math.exp(logPmf(n, k, gamma) + logSupportingE(n, k, gamma));
        }
        // Each of up to 41 positive terms has a logarithm of size at most 40·log(1/γ) = 280 that is right to
        // 1e-13.
        expect(Math.abs(refuting - 1)).toBeLessThan(1e-11);
        expect(Math.abs(supporting - 1)).toBeLessThan(1e-11);
      }
    }
  });

  it('moves the safe way with k', () => {
    for (let k = 0; k < 60; k++) {
      expect(logRefutingE(60, k + 1, 0.05)).toBeGreaterThan(logRefutingE(60, k, 0.05));
      expect(logSupportingE(60, k + 1, 0.05)).toBeLessThan(logSupportingE(60, k, 0.05));
    }
  });

  it('stays finite over a million trials', () => {
    expect(logRefutingE(1e6, 1e6, 0.001)).toBeGreaterThan(6e6);
    expect(logSupportingE(1e6, 1e6, 0.001)).toBeLessThan(-2e5);
    expect(Number.isFinite(logSupportingE(1e6, 1e6, 0.001))).toBe(true);
  });

  it('is finite for every count and every γ from 2^-1000 on', () => {
    for (const gamma of [2 ** -1000, 1e-300, 0.5, 0.949, 0.95, 0.99, 1 - 2 ** -53])
      for (const n of [0, 1, 16, 1000])
        for (const k of new Set([0, 1, n >> 1, n].filter((count) => count <= n))) {
          expect(Number.isFinite(logRefutingE(n, k, gamma)), `refuting ${n} ${k} ${gamma}`).toBe(true);
          expect(Number.isFinite(logSupportingE(n, k, gamma)), `supporting ${n} ${k} ${gamma}`).toBe(true);
        }
  });

  it('refuses more failures than trials, and γ outside (0, 1)', () => {
    expect(() => logRefutingE(3, 4, 0.05)).toThrow(RangeError);
    expect(() => logSupportingE(3, 1, 0)).toThrow(RangeError);
    expect(() => logSupportingE(3, 1, 2 ** -1001)).toThrow(RangeError);
    expect(() => logRefutingE(3, 1, 1)).toThrow(RangeError);
  });
});
