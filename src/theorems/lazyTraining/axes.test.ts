import { describe, expect, it } from 'vitest';
import { valueAt } from '../../core/axisValues.ts';
import { UsageError } from '../../core/run/usageError.ts';
import { axes } from './axes.ts';
import { widthAt } from './widthAt.ts';

describe('widthAt', () => {
  it('rounds a formula up, with room for an ulp: 32^2.4 is 4095.9999999999986 in f64 and means 4096', () => {
    expect(32 ** 2.4).toBeLessThan(4096);
    expect(widthAt('d^2.4', 32)).toBe(4096);
    expect(widthAt('d^2.4', 100)).toBe(63096);
    expect(widthAt('d^2.4', 784)).toBe(Math.ceil(784 ** 2.4));
    expect(widthAt('sqrt(d)', 100)).toBe(10);
    expect(widthAt('sqrt(d)', 101)).toBe(11);
  });

  it('takes a number as it stands', () => {
    expect(widthAt('1e9', 7)).toBe(1_000_000_000);
    expect(widthAt('1000000001', 7)).toBe(1_000_000_001);
    expect(widthAt('1', 7)).toBe(1);
    expect(widthAt('2.5', 7)).toBe(3);
  });

  it.each(['max(d, 3)', '2 * d', 'd'])('reads %s as a formula in d', (text) => {
    expect(widthAt(text, 12)).toBe(text === '2 * d' ? 24 : 12);
  });

  it.each(['0', '-5', '0.5', 'd - 100', '1 / 0', 'log(0)', 'sqrt(-d)', '1e400', '0 / 0'])(
    'refuses a width that is not finite or is below 1: %s',
    (text) => {
      expect(() => widthAt(text, 100)).toThrow(UsageError);
      expect(() => widthAt(text, 100)).toThrow(`--m ${text}`);
    },
  );

  it.each(['m', 'd ^', 'import(d)', 'C0 * d', 'hello', 'd; d', ''])(
    'refuses what is not a formula in d, in one sentence: "%s"',
    (text) => {
      expect(() => widthAt(text, 100)).toThrow(UsageError);
      expect(() => widthAt(text, 100)).toThrow(/the names that a width may use: d/);
    },
  );
});

describe('the axes', () => {
  const tried = (symbol: string, value: number) => (): number =>
    valueAt(axes.find((one) => one.symbol === symbol)!, value, {});

  it.each([
    ['d', 1],
    ['d', 784],
    ['C0', 0],
    ['C0', 0.3],
    ['C0', 1e6],
    ['gamma', 1e-9],
    ['gamma', 0.999],
  ])('let %s = %d pass', (symbol, value) => {
    expect(tried(symbol, value)()).toBe(value);
  });

  it.each([
    ['d', 0],
    ['d', 2.5],
    ['d', -1],
    ['d', Number.POSITIVE_INFINITY],
    ['d', 1e10],
    ['C0', -1],
    ['C0', Number.NaN],
    ['C0', Number.POSITIVE_INFINITY],
    ['gamma', 0],
    ['gamma', 1],
    ['gamma', Number.NaN],
  ])('refuse %s = %d', (symbol, value) => {
    expect(tried(symbol, value)).toThrow(UsageError);
    expect(tried(symbol, value)).toThrow(`--${symbol} ${value}`);
  });
});
