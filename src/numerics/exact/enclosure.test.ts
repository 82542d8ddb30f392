import { describe, expect, it } from 'vitest';
import { ceilPower, type Enclosure, exp, integerRoot, power } from './enclosure.ts';

/** Whether the enclosure holds a decimal written in digits. */
const holds = ({ low, high, bits }: Enclosure, decimal: string): boolean => {
  const [whole, part = ''] = decimal.split('.') as [string, string?];
  const scaled = BigInt(whole + part);
  const unit = 10n ** BigInt(part.length);
  // The decimal itself was rounded in its last digit.
  return low * unit <= (scaled + 1n) << BigInt(bits) && (scaled - 1n) << BigInt(bits) <= high * unit;
};

describe('integerRoot', () => {
  it('is the floor, by its definition', () => {
    for (let n = 0n; n < 3000n; n++) {
      for (const k of [1, 2, 3, 5, 25]) {
        const root = integerRoot(n, k);
        expect(root ** BigInt(k) <= n && n < (root + 1n) ** BigInt(k)).toBe(true);
      }
    }
  });

  it('is exact beside large powers', () => {
    const base = 12345678901234567890n;
    for (const k of [2, 5, 25]) {
      const n = base ** BigInt(k);
      expect([n - 1n, n, n + 1n].map((value) => integerRoot(value, k))).toEqual([base - 1n, base, base]);
    }
    expect(() => integerRoot(-1n, 2)).toThrow(RangeError);
  });
});

describe('ceilPower', () => {
  it('rounds up, and not where the power is whole', () => {
    // 32^2.4 = 4096, which doubles put just below.
    expect(ceilPower(32n, 12, 5)).toBe(4096n);
    expect(ceilPower(2n, 12, 5)).toBe(6n);
    expect(ceilPower(1n, 12, 5)).toBe(1n);
  });
});

describe('power and exp', () => {
  it('enclose what forty digits say', () => {
    expect(holds(power(2n, 1, 2, 120), '1.414213562373095048801688724209698078570')).toBe(true);
    expect(
      holds(
        exp({ low: 1n << 120n, high: 1n << 120n, bits: 120 }),
        '2.718281828459045235360287471352662497757',
      ),
    ).toBe(true);
    expect(holds(exp({ low: 0n, high: 0n, bits: 80 }), '1.00000000000000000000')).toBe(true);
    expect(
      holds(
        exp({ low: 1n << 103n, high: 1n << 103n, bits: 100 }),
        '2980.957987041728274743592099452888673756',
      ),
    ).toBe(true);
  });

  it('are narrow: some bits beyond the width of the argument', () => {
    for (const n of [2n, 784n, 10n ** 7n]) {
      const root = power(n, 6, 25, 128);
      expect(root.high - root.low).toBe(1n);
      const { low, high } = exp(root);
      // A relative width of 2^−100 at 128 bits: the argument's own 2^−128 and 2^14 roundings of 2^−176 leave
      // far less.
      expect(((high - low) << 100n) / low).toBe(0n);
      expect(low < high).toBe(true);
    }
  });

  it('refuses a negative argument', () => {
    expect(() => exp({ low: -1n, high: 0n, bits: 10 })).toThrow(RangeError);
  });
});
