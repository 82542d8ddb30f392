import { describe, expect, it } from 'vitest';
import { maximize, provesItself } from './linearProgram.ts';
import { asWritten, compare, rational, toNumber, written } from './rational.ts';

const fractions = (row: readonly number[]) => row.map((n) => rational(BigInt(n)));

describe('rational', () => {
  it('reads doubles as they were written', () => {
    expect(asWritten(0.05)).toEqual(rational(1n, 20n));
    expect(asWritten(1e21)).toEqual(rational(10n ** 21n));
    expect(asWritten(12.5)).toEqual(rational(25n, 2n));
    expect(compare(rational(1n, 3n), asWritten(0.3333333333333333))).toBe(1);
    expect(toNumber(asWritten(0.1))).toBe(0.1);
    expect([written(rational(-6n, 4n)), written(rational(6n, -2n))]).toEqual(['-3/2', '-3']);
  });
});

describe('maximize', () => {
  it('finds the vertex, with prices that prove it', () => {
    const c = fractions([3, 2]);
    const A = [fractions([1, 1]), fractions([1, 3]), fractions([1, 0])];
    const b = fractions([4, 6, 3]);
    const optimum = maximize(c, A, b);
    expect(optimum.value).toEqual(rational(11n));
    expect(provesItself(optimum, c, A, b)).toBe(true);
    expect(provesItself({ ...optimum, value: rational(12n) }, c, A, b)).toBe(false);
  });

  it('is the fractional matching number of the complete graph: n/2', () => {
    for (const n of [2, 3, 4, 5, 6]) {
      const pairs = Array.from({ length: n }, (_, i) => Array.from({ length: i }, (_, j) => [i, j])).flat();
      const c = pairs.map(() => rational(1n));
      const A = Array.from({ length: n }, (_, i) =>
        pairs.map((pair) => rational(pair.includes(i) ? 1n : 0n)),
      );
      const b = A.map(() => rational(1n));
      const optimum = maximize(c, A, b);
      expect(optimum.value).toEqual(rational(BigInt(n), 2n));
      expect(provesItself(optimum, c, A, b)).toBe(true);
    }
  });

  it('does not cycle on Beale’s example', () => {
    const c = [rational(3n, 4n), rational(-150n), rational(1n, 50n), rational(-6n)];
    const A = [
      [rational(1n, 4n), rational(-60n), rational(-1n, 25n), rational(9n)],
      [rational(1n, 2n), rational(-90n), rational(-1n, 50n), rational(3n)],
      fractions([0, 0, 1, 0]),
    ];
    expect(maximize(c, A, fractions([0, 0, 1])).value).toEqual(rational(1n, 20n));
  });

  it('refuses what has no start and what has no end', () => {
    expect(() => maximize(fractions([1]), [fractions([1])], fractions([-1]))).toThrow('b >= 0');
    expect(() => maximize(fractions([1]), [fractions([0])], fractions([1]))).toThrow('bounded');
  });
});
