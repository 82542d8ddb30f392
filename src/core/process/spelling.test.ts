import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberIn, spelled } from './spelling.ts';

describe('numbers that travel', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        const travelled: unknown = JSON.parse(JSON.stringify(spelled(value)));
        // JSON has one zero.
        expect(numberIn(travelled)).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  it('of any length are rounded to the side that is asked for', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }), (whole) => {
        const [down, near, up] = (['down', 'nearest', 'up'] as const).map(
          (round) => numberIn(`${whole}`, round)!,
        );
        expect(BigInt(down!) <= whole && whole <= BigInt(up!)).toBe(true);
        expect([down, up]).toContain(near);
        // No f64 lies between.
        if (down !== up)
          expect(down! + (up! - down!) / 2 === down! || down! + (up! - down!) / 2 === up!).toBe(true);
        else expect(BigInt(down!)).toBe(whole);
      }),
    );
    expect(numberIn('9007199254740993', 'down')).toBe(2 ** 53);
    expect(numberIn('9007199254740993', 'up')).toBe(2 ** 53 + 2);
    expect(numberIn('9'.repeat(400), 'down')).toBe(Number.MAX_VALUE);
    expect(numberIn('9'.repeat(400), 'up')).toBe(Number.POSITIVE_INFINITY);
    expect(numberIn(`-${'9'.repeat(400)}`, 'down')).toBe(Number.NEGATIVE_INFINITY);
    expect(numberIn(`-${'9'.repeat(400)}`, 'up')).toBe(-Number.MAX_VALUE);
  });

  it('are nothing else', () => {
    for (const text of ['', 'nan', 'inf', '1.5', '1e3', '+1', '0x1', ' 1', null, undefined, true, [1], {}])
      expect(numberIn(text)).toBe(null);
  });
});
