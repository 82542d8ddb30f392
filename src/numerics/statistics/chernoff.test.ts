import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { upperTail } from './binomial.ts';
import { binomialUpper, chiSquaredUpper } from './chernoff.ts';
import { chiSquaredUpperTail } from './chiSquared.ts';

/** Roots of Chernoff's equations to 120 digits. */
const oracle = JSON.parse(
  readFileSync(new URL('../../../fixtures/oracles/gapBound.json', import.meta.url), 'utf8'),
) as { chernoff: readonly { kind: string; n: number; L: number; value: string }[] };

describe("Chernoff's bounds", () => {
  it.each(oracle.chernoff)('are the roots of their equations, from above: $kind, n = $n, L = $L', (at) => {
    const value = (at.kind === 'binomial' ? binomialUpper : chiSquaredUpper)(at.n, at.L);
    // The oracle has fifteen digits.
    expect(value * (1 + 1e-14)).toBeGreaterThanOrEqual(Number(at.value));
    // Where √(2c) < 10⁻⁴ the series stands in for the root: s + s², too much by at most s² beside 1 + s.
    expect(value).toBeLessThan(Number(at.value) * (1 + 2e-8));
  });

  it('are above the exact quantiles', () => {
    for (const [n, p] of [
      [40, 0.1],
      [1000, 0.003],
      [25, 0.5],
    ] as const)
      for (const L of [0.5, 3, 20]) {
        const k = Math.ceil(binomialUpper(n * p, L));
        if (k <= n) expect(upperTail(n, k, p)).toBeLessThanOrEqual(Math.exp(-L));
      }
    for (const n of [1, 7, 300])
      for (const L of [0.5, 3, 20])
        expect(chiSquaredUpperTail(n, chiSquaredUpper(n, L))).toBeLessThanOrEqual(Math.exp(-L));
  });

  it('are 0 where nothing can happen', () => {
    expect([binomialUpper(0, 3), chiSquaredUpper(0, 3)]).toEqual([0, 0]);
  });
});
