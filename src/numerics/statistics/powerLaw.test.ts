import { describe, expect, it } from 'vitest';
import { exponentWeights, fitPowerLaw } from './powerLaw.ts';

describe('fitPowerLaw', () => {
  it('finds a law that is one', () => {
    const sizes = [25, 100, 784, 1e4];
    const { exponent, factor, residuals } = fitPowerLaw(
      sizes,
      sizes.map((size) => 3 * size ** -0.5),
    );
    // Logarithms below 10 with errors of 1e-15, divided by Σ(log − mean)² of some 20.
    expect(Math.abs(exponent + 0.5)).toBeLessThan(1e-14);
    expect(Math.abs(factor - 3)).toBeLessThan(1e-13);
    for (const residual of residuals) expect(Math.abs(residual)).toBeLessThan(1e-13);
  });

  it('is least squares on logarithms', () => {
    // log sizes 0, 1, 2 and log values 0, 1, 0: the slope is 0, the level 1/3.
    const { exponent, factor, residuals } = fitPowerLaw([1, Math.E, Math.E ** 2], [1, Math.E, 1]);
    expect(Math.abs(exponent)).toBeLessThan(1e-14);
    expect(Math.abs(Math.log(factor) - 1 / 3)).toBeLessThan(1e-14);
    expect(residuals.map((residual) => Math.round(residual * 3e9) / 1e9)).toEqual([-1, 2, -1]);
  });

  it('weighs logarithms with weights that add up to 0', () => {
    const weights = exponentWeights([2, 8, 32]);
    expect(Math.abs(weights.reduce((sum, weight) => sum + weight, 0))).toBeLessThan(1e-15);
    expect(Math.abs(weights[2]! - 1 / (2 * Math.log(4)))).toBeLessThan(1e-15);
  });

  it('refuses what has no exponent', () => {
    expect(() => fitPowerLaw([3, 3], [1, 2])).toThrow('two different sizes');
    expect(() => fitPowerLaw([1, 2], [1, 0])).toThrow('above 0');
    expect(() => fitPowerLaw([1, 2], [1])).toThrow('pair them');
    expect(() => fitPowerLaw([], [])).toThrow(RangeError);
  });
});
