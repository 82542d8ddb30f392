import { describe, expect, it } from 'vitest';
import { tried } from '../../properties/tried.ts';
import { rootOf } from '../numerics/random/root.ts';
import { chiSquaredLowerTail, chiSquaredUpperTail } from '../numerics/statistics/chiSquared.ts';
import { ksOneSample } from '../numerics/statistics/kolmogorovSmirnov.ts';
import { laurentMassart } from './laurentMassart.ts';

const [setting] = laurentMassart.settings;

describe('laurent-massart', () => {
  it('draws Z by its law', () => {
    const stream = rootOf('lakatos').child('laurent-massart');
    for (const n of [1, 10, 1000]) {
      const sample = Array.from({ length: 5000 }, (_, i) =>
        setting!.quantities[0]!.value(setting!.sample(stream.child(n).child(i), { n }, 'reduced'), null, {
          n,
        }),
      );
      expect(ksOneSample(sample, (x) => chiSquaredLowerTail(n, x)).pValue).toBeGreaterThan(1e-4);
    }
  });

  it('is supported where the exact law says that it is true, and its control refuted where it says false', async () => {
    const { complete, claims } = await tried(laurentMassart);
    expect(complete).toBe(true);
    const failureRates = {
      'chi-squared-upper-tail': (n: number, t: number) =>
        chiSquaredUpperTail(n, n + 2 * Math.sqrt(n * t) + 2 * t),
      'chi-squared-lower-tail': (n: number, t: number) => chiSquaredLowerTail(n, n - 2 * Math.sqrt(n * t)),
      'control-chi-squared-without-2t': (n: number, t: number) =>
        chiSquaredUpperTail(n, n + 2 * Math.sqrt(n * t)),
    };
    expect(claims.map(({ id }) => id)).toEqual(Object.keys(failureRates));
    for (const { id, cells } of claims)
      for (const { at, verdict, exactRate } of cells) {
        const exact = failureRates[id as keyof typeof failureRates](at.n!, at.t!);
        expect(verdict, `${id} at n = ${at.n}, t = ${at.t}`).toBe(
          exact > Math.exp(-at.t!) ? 'refuted' : 'supported',
        );
        expect(verdict === 'refuted').toBe(id.startsWith('control-'));
        // Where the quantity stands alone on the left, its law is shown beside the draws.
        if (id !== 'chi-squared-lower-tail') expect(exactRate).toBeCloseTo(exact, 11);
      }
  });
});
