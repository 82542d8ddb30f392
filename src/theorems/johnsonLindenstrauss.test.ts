import { describe, expect, it } from 'vitest';
import { tried } from '../../properties/tried.ts';
import { gaussian } from '../numerics/random/gaussian.ts';
import { rootOf } from '../numerics/random/root.ts';
import { ksOneSample, ksTwoSample } from '../numerics/statistics/kolmogorovSmirnov.ts';
import { johnsonLindenstrauss } from './johnsonLindenstrauss.ts';

const [setting] = johnsonLindenstrauss.settings;
const [distortion] = setting!.quantities;
const stream = rootOf('lakatos').child('johnson-lindenstrauss');

const sampled = (k: number, d: number, length: number): readonly number[] =>
  Array.from({ length }, (_, i) => {
    const draw = setting!.sample(stream.child(`${k} of ${d}`).child(i), { k, d }, 'reduced');
    return distortion!.value(draw, null, { k, d });
  });

/** How much a projection to k random orthonormal directions changes the squared length of the first unit vector. */
const direct = (k: number, d: number, i: number): number => {
  const entries = gaussian(stream.child('directions').child(i), k * d);
  const rows: number[][] = [];
  for (let r = 0; r < k; r++) {
    let row = [...entries.subarray(r * d, (r + 1) * d)];
    for (const other of rows) {
      const along = row.reduce((sum, x, j) => sum + x * other[j]!, 0);
      row = row.map((x, j) => x - along * other[j]!);
    }
    const length = Math.sqrt(row.reduce((sum, x) => sum + x * x, 0));
    rows.push(row.map((x) => x / length));
  }
  return Math.abs((d / k) * rows.reduce((sum, row) => sum + row[0]! ** 2, 0) - 1);
};

describe('the distortion of a pair', () => {
  it.each([
    [2, 3],
    [36, 1000],
    [144, 1_000_000],
    [143.2, 1_000_000],
  ])('has the law of a beta variable: %d of %d dimensions', (k, d) => {
    const { pValue } = ksOneSample(sampled(k, d, 5000), (x) => 1 - distortion!.upperTail!(x, { k, d }));
    expect(pValue).toBeGreaterThan(1e-4);
  });

  it('has the law of an explicit projection', () => {
    const explicit = Array.from({ length: 1500 }, (_, i) => direct(3, 8, i));
    expect(ksTwoSample(explicit, sampled(3, 8, 1500)).pValue).toBeGreaterThan(1e-4);
    expect(ksTwoSample(explicit, sampled(4, 8, 1500)).pValue).toBeLessThan(1e-4);
  });

  it('is nothing where no dimension is lost', () => {
    expect(sampled(9, 5, 3)).toEqual([0, 0, 0]);
    expect(distortion!.upperTail!(0.1, { k: 9, d: 5 })).toBe(0);
  });
});

describe('johnson-lindenstrauss', () => {
  it('is supported where the exact law says that it is true, and its control refuted where it says false', async () => {
    const { complete, claims } = await tried(johnsonLindenstrauss);
    expect(complete).toBe(true);
    for (const { id, cells } of claims)
      for (const { at, verdict, regime } of cells) {
        const share = id === 'distance-of-a-pair-is-kept' ? 4 : 1;
        const k = (share * Math.log(at.N!)) / (at.eps! ** 2 / 2 - at.eps! ** 3 / 3);
        expect(regime, `${id} at N = ${at.N}, d = ${at.d}`).toBe(k + 1 <= at.d! ? 'inside' : 'outside');
        const exact = distortion!.upperTail!(at.eps!, { k, d: at.d! });
        expect(exact > 2 / at.N! ** 2, `${id} at N = ${at.N}, eps = ${at.eps}`).toBe(share === 1);
        expect(verdict).toBe(share === 1 ? 'refuted' : 'supported');
      }
  });
});
