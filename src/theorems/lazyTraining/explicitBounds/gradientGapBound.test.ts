import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gaussian } from '../../../numerics/random/gaussian.ts';
import { rootOf } from '../../../numerics/random/root.ts';
import { signs as fairSigns } from '../../../numerics/random/signs.ts';
import { gapSearch } from '../adversaries/gapSearch.ts';
import { reducedStep } from '../samplers/reducedStep.ts';
import { ballBounds } from './ballBounds.ts';
import { bestGapBound, goodNets } from './bestGapBound.ts';
import { logCoveringNumber } from './coveringNumber.ts';
import { gradientGapBound, leapBound } from './gradientGapBound.ts';

/** The formulas of the text to 120 digits, by another hand. */
const oracle = JSON.parse(
  readFileSync(new URL('../../../../fixtures/oracles/gapBound.json', import.meta.url), 'utf8'),
) as {
  gaps: readonly {
    readonly d: number;
    readonly m: number;
    readonly C0: number;
    readonly K: number;
    readonly logRadii: readonly number[];
    readonly M0: number;
    readonly gap: string;
    readonly gradient: string;
    readonly move: string;
  }[];
};

describe('the bounds without a draw', () => {
  it.each(oracle.gaps)(
    'are what 120 digits give, rounded outward: d = $d, m = $m, C0 = $C0, K = $K',
    (at) => {
      const { d, m, C0, K, logRadii, M0 } = at;
      const widths = { d, least: m, most: m };
      const gap = gradientGapBound({ ...widths, C0, K, beta: 1e-9 }, { logRadii, M0 }).total;
      expect(gap).toBeGreaterThanOrEqual(Number(at.gap));
      expect(gap).toBeLessThan(Number(at.gap) * (1 + 3e-6));
      const { gradient, move } = ballBounds(widths, C0, 1e-9);
      expect(gradient).toBeLessThanOrEqual(Number(at.gradient));
      expect(gradient).toBeGreaterThan(Number(at.gradient) * (1 - 3e-6));
      expect(move).toBeGreaterThanOrEqual(Number(at.move));
      expect(move).toBeLessThanOrEqual(Number(at.move) * (1 + 3e-6));
    },
  );

  it('say of a range of widths no less than of each width in it', () => {
    for (const [d, least, most] of [
      [784, 8.9e6, 1.2e7],
      [1e6, 2.6e14, 2.9e14],
    ] as const) {
      const question = { d, C0: 1, K: 2, beta: 1e-9 };
      const nets = goodNets({ ...question, least, most: least });
      const whole = gradientGapBound({ ...question, least, most }, nets).total;
      const ball = ballBounds({ d, least, most }, 1, 1e-9);
      for (const share of [0, 0.2, 0.5, 0.9, 1]) {
        const m = least + share * (most - least);
        expect(gradientGapBound({ ...question, least: m, most: m }, nets).total).toBeLessThanOrEqual(whole);
        const one = ballBounds({ d, least: m, most: m }, 1, 1e-9);
        expect(one.gradient).toBeGreaterThanOrEqual(ball.gradient);
        expect(one.move).toBeLessThanOrEqual(ball.move);
      }
    }
  });

  it('are infinite where a perturbation can be as long as x', () => {
    const question = { d: 100, least: 63_096, most: 63_096, C0: 1, K: 10, beta: 1e-9 };
    expect(gradientGapBound(question, { logRadii: [-5], M0: 8 }).total).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('the leap between two fixed directions', () => {
  it('exceeds its bound no more often than 3e^{−L} allows (400 pinned draws, seen 0 of them at L = 3)', () => {
    const [d, m, angle, L] = [12, 300, 0.25, 3];
    const { length, share } = leapBound({ d, m }, angle, L);
    let above = 0;
    let longest = 0;
    for (let draw = 0; draw < 400; draw++) {
      const stream = rootOf('leap').child(draw);
      const W = gaussian(stream.child('W'), m * d);
      const a = fairSigns(stream.child('a'), m);
      const sum = new Float64Array(d);
      let changed = 0;
      for (let s = 0; s < m; s++) {
        const [u, v] = [W[s * d]!, W[s * d + 1]!];
        const change = Number(u > 0) - Number(Math.cos(angle) * u + Math.sin(angle) * v > 0);
        if (change === 0) continue;
        changed++;
        for (let i = 0; i < d; i++) sum[i]! += a[s]! * change * W[s * d + i]!;
      }
      const reached = Math.hypot(...sum) / Math.sqrt(m);
      longest = Math.max(longest, reached);
      if (reached > length || changed / m > share) above++;
    }
    expect(above / 400).toBeLessThan(3 * Math.exp(-L));
    // It is a bound of the right size.
    expect(longest).toBeGreaterThan(0.5 * length);
  });
});

describe('the bounds against what is found on draws', () => {
  it('are above every gap that a search finds, and below every gradient that one does (pinned draws)', () => {
    const [d, m, C0, K] = [100, 63_096, 1, 1];
    const widths = { d, least: m, most: m };
    const gap = bestGapBound({ ...widths, C0, K, beta: 1e-9 }).total;
    const found = gapSearch(
      rootOf('gap').child('search'),
      reducedStep(rootOf('gap'), d, m),
      C0 / Math.sqrt(m),
      K / Math.sqrt(d),
      { randomStarts: 0, rounds: 3 },
    ).norm;
    expect(found / Math.sqrt(d)).toBeLessThan(gap);
    expect(found / Math.sqrt(d)).toBeGreaterThan(gap / 20);
  });
});

describe('the covering number', () => {
  it('is at least what volume asks for, and saves nearly ln 2 a dimension', () => {
    for (const n of [99, 10_000, 1e6])
      for (const epsilon of [0.3, 1e-3, 1e-9]) {
        const log = logCoveringNumber(n, epsilon);
        expect(log).toBeGreaterThan(-n * Math.log(epsilon));
        expect(log).toBeLessThan(n * Math.log1p(2 / epsilon));
        if (epsilon < 0.01) expect(log).toBeLessThan(n * (Math.log1p(1 / epsilon) + 0.1));
      }
  });
});
