import { describe, expect, it } from 'vitest';
import { tried } from '../../properties/tried.ts';
import { gaussian } from '../numerics/random/gaussian.ts';
import { rootOf } from '../numerics/random/root.ts';
import { chiSquaredLowerTail } from '../numerics/statistics/chiSquared.ts';
import { ksOneSample, ksTwoSample } from '../numerics/statistics/kolmogorovSmirnov.ts';
import { davidsonSzarek, singularValues } from './davidsonSzarek.ts';

const stream = rootOf('lakatos').child('davidson-szarek');

/** The singular values of a matrix given by its columns, ascending: columns are turned until any two are orthogonal. */
const jacobi = (columns: readonly (readonly number[])[]): readonly number[] => {
  const a = columns.map((column) => [...column]);
  const dot = (x: readonly number[], y: readonly number[]): number =>
    x.reduce((sum, one, i) => sum + one * y[i]!, 0);
  for (let sweep = 0; sweep < 30; sweep++)
    for (let p = 0; p < a.length; p++)
      for (let q = p + 1; q < a.length; q++) {
        const [pp, qq, pq] = [dot(a[p]!, a[p]!), dot(a[q]!, a[q]!), dot(a[p]!, a[q]!)];
        const angle = Math.atan2(2 * pq, pp - qq) / 2;
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        const turned = a[p]!.map((x, i) => c * x + s * a[q]![i]!);
        a[q] = a[q]!.map((y, i) => c * y - s * a[p]![i]!);
        a[p] = turned;
      }
  return a.map((column) => Math.sqrt(dot(column, column))).sort((x, y) => x - y);
};

const both = new Set(['sMax', 'sMin']);

const drawn = (N: number, n: number, i: number) => {
  const at = { N, n };
  const draw = singularValues.sample(stream.child(`${N} × ${n}`).child(i), at, 'reduced');
  const [found] = [...singularValues.refine(draw, both, at, 'decide')];
  return { draw, at, sMax: found!.sMax!, sMin: found!.sMin! };
};

describe('the singular values of a bidiagonal matrix', () => {
  it.each([
    [1, 1],
    [3, 3],
    [20, 20],
    [30, 7],
    [1_000_000, 12],
  ])('are bracketed to eleven digits: %d × %d', (N, n) => {
    for (let i = 0; i < 5; i++) {
      const { draw, at, sMax, sMin } = drawn(N, n, i);
      const columns = Array.from({ length: n }, (_, j) =>
        Array.from({ length: n }, (_, row) =>
          row === j ? draw.diagonal[j]! : row === j - 1 ? draw.above[row]! : 0,
        ),
      );
      const all = jacobi(columns);
      const largest = all.at(-1)!;
      for (const [{ lower, upper }, direct, symbol] of [
        [sMax, largest, 'sMax'],
        [sMin, all[0]!, 'sMin'],
      ] as const) {
        expect(upper - lower).toBeLessThan(1e-12 * upper);
        // What Jacobi loses is relative to the largest.
        expect(Math.abs(direct - lower)).toBeLessThan(1e-11 * largest);
        const value = singularValues.quantities
          .find((quantity) => quantity.symbol === symbol)!
          .value(draw, null, at);
        expect(Math.abs(value - lower)).toBeLessThan(1e-9 * largest);
      }
    }
  });

  it('have the law of those of the whole matrix', () => {
    const whole = Array.from({ length: 1500 }, (_, i) => {
      const entries = gaussian(stream.child('whole').child(i), 15);
      return jacobi([0, 1, 2].map((j) => [...entries.subarray(5 * j, 5 * j + 5)]));
    });
    const reduced = Array.from({ length: 1500 }, (_, i) => drawn(5, 3, i));
    const largest = ksTwoSample(
      whole.map((all) => all[2]!),
      reduced.map(({ sMax }) => sMax.lower),
    );
    const least = ksTwoSample(
      whole.map((all) => all[0]!),
      reduced.map(({ sMin }) => sMin.lower),
    );
    expect(largest.pValue).toBeGreaterThan(1e-4);
    expect(least.pValue).toBeGreaterThan(1e-4);
    // The test has the power to tell five rows from six.
    const taller = Array.from({ length: 1500 }, (_, i) => drawn(6, 3, i).sMin.lower);
    expect(
      ksTwoSample(
        whole.map((all) => all[0]!),
        taller,
      ).pValue,
    ).toBeLessThan(1e-4);
  });

  it('of one column are its length', () => {
    const sample = Array.from({ length: 3000 }, (_, i) => drawn(40, 1, i).sMin.lower ** 2);
    expect(ksOneSample(sample, (x) => chiSquaredLowerTail(40, x)).pValue).toBeGreaterThan(1e-4);
  });
});

describe('davidson-szarek', () => {
  it('is supported, and its control refuted', async () => {
    const { complete, claims } = await tried(davidsonSzarek);
    expect(complete).toBe(true);
    expect(claims.map(({ id, cells }) => [id, [...new Set(cells.map(({ verdict }) => verdict))]])).toEqual([
      ['largest-singular-value', ['supported']],
      ['least-singular-value', ['supported']],
      ['control-largest-without-columns', ['refuted']],
    ]);
    for (const { cells } of claims)
      for (const { witness } of cells) if (witness !== null) expect(witness.confirmed.margin).toBeLessThan(0);
  });
});
