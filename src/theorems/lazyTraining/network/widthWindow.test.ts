import { describe, expect, it } from 'vitest';
import oracle from '../../../../fixtures/oracles/widthWindow.json' with { type: 'json' };
import { asWritten, compare, rational, toNumber } from '../../../numerics/exact/rational.ts';
import { emptyDimensions, leastC4, leastWidth, MOST_DEMANDING, windowIsEmpty } from './widthWindow.ts';

describe('the width window', () => {
  it('needs what sixty digits say', () => {
    for (const { d, m, C4 } of oracle.needs) {
      expect(leastWidth(d).toString()).toBe(m);
      const { low, high } = leastC4(d);
      // Two quotients rounded to doubles, and the oracle read as one.
      expect(Math.abs(toNumber(low) / Number(C4) - 1)).toBeLessThan(1e-15);
      expect(Math.abs(toNumber(high) / Number(C4) - 1)).toBeLessThan(1e-15);
    }
  });

  it('has the gaps that sixty digits find', () => {
    expect(MOST_DEMANDING).toBe(oracle.peak);
    for (const { C4, first, last } of oracle.gaps) {
      expect(emptyDimensions(asWritten(C4))).toEqual(first === null ? null : { first, last });
    }
  });

  it('needs ever more up to one dimension, and ever less beyond', () => {
    let before = leastC4(1);
    for (let d = 2; d <= 20_000; d++) {
      const next = leastC4(d);
      const [less, more] = d <= MOST_DEMANDING ? [before, next] : [next, before];
      if (compare(less.high, more.low) >= 0) expect.fail(`at d = ${d}`);
      before = next;
    }
  }, 30_000);

  it('is decided next to its edge, where doubles see a tie', () => {
    const { low, high } = leastC4(784, 400);
    expect([windowIsEmpty(784, low), windowIsEmpty(784, high)]).toEqual([true, false]);
    expect(toNumber(low)).toBe(toNumber(high));
  });

  it('by hand: one dimension has the width 1 and 2, two dimensions ask for 6 and get 3', () => {
    expect(windowIsEmpty(1, rational(1n))).toBe(false);
    expect(windowIsEmpty(2, rational(1n))).toBe(true);
    expect(() => emptyDimensions(rational(0n))).toThrow('C4 > 0');
  });
});
