import { describe, expect, it } from 'vitest';
import { count, duration, eValue, lowerBound, probability, significant, upperBound } from './numbers.ts';

describe('numbers for people', () => {
  it('rounds to the nearest decimal and drops what says nothing', () => {
    expect(significant(0.05)).toBe('0.05');
    expect(significant(4.841292)).toBe('4.84');
    expect(significant(-2.4567, 2)).toBe('-2.5');
    expect(significant(1234.5, 5)).toBe('1234.5');
    expect(significant(63095.7)).toBe('63100');
    expect(significant(0.999996, 3)).toBe('1');
  });

  it('writes small and large numbers with an exponent, and a positive number never as 0', () => {
    expect(significant(1e-6)).toBe('1e-6');
    expect(significant(0.001)).toBe('1e-3');
    expect(significant(2.31014908346e-14)).toBe('2.31e-14');
    expect(significant(5e-324)).toBe('4.94e-324');
    expect(significant(8.9e6)).toBe('8.9e6');
    expect(significant(-0)).toBe('0');
    expect(significant(Number.POSITIVE_INFINITY)).toBe('∞');
    expect(significant(Number.NaN)).toBe('not a number');
  });

  it('rounds bounds outward', () => {
    expect(lowerBound(0.574279473623)).toBe('0.574');
    expect(upperBound(0.574279473623)).toBe('0.575');
    expect(lowerBound(0.05767)).toBe('0.0576');
    expect(upperBound(0.99999)).toBe('1');
    expect(lowerBound(0.99999)).toBe('0.999');
    expect(lowerBound(-2.4567)).toBe('-2.46');
    expect(upperBound(-2.4567)).toBe('-2.45');
    expect(lowerBound(0.099999)).toBe('0.0999');
    expect(lowerBound(9.4209499102e-8)).toBe('9.42e-8');
  });

  it('keeps a bound that its decimal names exactly', () => {
    for (const x of [0.05, 0.1, 0.3, 1, 0.001, 1e-6, 784]) {
      expect(Number(lowerBound(x))).toBe(x);
      expect(Number(upperBound(x))).toBe(x);
    }
  });

  it('keeps every bound on its own side', () => {
    for (let i = 1; i < 2000; i += 1) {
      const x = (i * 0.6180339887498949) % 1;
      for (const y of [x, -x, x * 1e-7, x * 1e9]) {
        expect(Number(lowerBound(y))).toBeLessThanOrEqual(y);
        expect(Number(upperBound(y))).toBeGreaterThanOrEqual(y);
      }
    }
  });

  it('sets off thousands', () => {
    expect(count(7)).toBe('7');
    expect(count(1000)).toBe('1,000');
    expect(count(63096)).toBe('63,096');
    expect(count(1234567)).toBe('1,234,567');
  });

  it('lets no probability pass for certainty', () => {
    expect(probability(0)).toBe('0');
    expect(probability(1)).toBe('1');
    expect(probability(0.99996)).toBe('> 0.999');
    expect(probability(0.998281012339)).toBe('0.998');
    expect(probability(6.65551025745e-40)).toBe('6.66e-40');
  });

  it('never makes an e-value larger than it is', () => {
    expect(eValue(19.9419779678)).toBe('8.7e19');
    expect(eValue(5.99999999999)).toBe('990000');
    expect(eValue(6)).toBe('1e6');
    expect(eValue(3.03358301534)).toBe('1000');
    expect(eValue(-3.07754033772)).toBe('8.3e-4');
    expect(eValue(1000.5)).toBe('3.1e1000');
    expect(eValue(0)).toBe('1');
  });

  it('says a duration as a person would', () => {
    expect(duration(0.01)).toBe('< 0.1 s');
    expect(duration(0.42)).toBe('0.4 s');
    expect(duration(9.97)).toBe('10 s');
    expect(duration(59.7)).toBe('1 min 00 s');
    expect(duration(185)).toBe('3 min 05 s');
    expect(duration(7800)).toBe('2 h 10 min');
  });
});
