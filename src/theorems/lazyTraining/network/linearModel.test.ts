import { describe, expect, it } from 'vitest';
import { gaussian } from '../../../numerics/random/gaussian.ts';
import { rootOf } from '../../../numerics/random/root.ts';
import { upperTail } from '../../../numerics/statistics/binomial.ts';
import {
  averagedModel,
  comparableFrom,
  gradientConstant,
  gradientQuantile,
  largestMove,
  largestMoveAnywhere,
  leastGradient,
  leastGradientFloor,
  linearGradient,
  linearValue,
  meanSquareLeft,
  plainModel,
  valueQuantile,
  vanishingChance,
} from './linearModel.ts';

const length = (x: readonly number[]): number => Math.sqrt(x.reduce((sum, entry) => sum + entry * entry, 0));

/** Points of the ball around w0 in the plane: a grid of its square, or of its disc. */
const around = (w0: readonly number[], ball: 'each' | 'whole', C0: number): number[][] => {
  const steps = Array.from({ length: 81 }, (_, i) => (C0 * (i - 40)) / 40);
  return steps
    .flatMap((a) => steps.map((b) => [a, b]))
    .filter((shift) => ball === 'each' || length(shift) <= C0)
    .map((shift) => w0.map((entry, s) => entry + shift[s]!));
};

describe('the extremes of the linear model', () => {
  it.each([
    [averagedModel, 'each'],
    [averagedModel, 'whole'],
    [plainModel, 'each'],
    [plainModel, 'whole'],
  ] as const)('are what a grid over the ball finds', (model, ball) => {
    const C0 = 0.8;
    for (const w0 of [
      [1.3, -0.2],
      [-2, 1.1],
      [0.3, 0.3],
    ]) {
      const x = [0.6, -0.8];
      const points = around(w0, ball, C0);
      const moves = points.map((w) => Math.abs(linearValue(model, w, x) - linearValue(model, w0, x)));
      const lengths = points.map((w) => length(linearGradient(model, w)));
      const [move, least] = [largestMove(model, ball, C0, x), leastGradient(model, ball, C0, w0)];
      // Never beyond, but for a few roundings of numbers below 4; and a grid of step C0/40 comes as near as
      // its diagonal.
      expect(Math.max(...moves)).toBeLessThanOrEqual(move + 1e-14);
      expect(Math.max(...moves)).toBeGreaterThan(move - (C0 / 40) * Math.SQRT2);
      expect(Math.min(...lengths)).toBeGreaterThanOrEqual(least - 1e-14);
      expect(Math.min(...lengths)).toBeLessThan(least + (C0 / 40) * Math.SQRT2);
    }
  });

  it('are largest at the diagonal for the coordinates, and everywhere for the vector', () => {
    for (const d of [1, 4, 9]) {
      const diagonal = Array.from({ length: d }, () => 1 / Math.sqrt(d));
      for (const model of [averagedModel, plainModel]) {
        for (const ball of ['each', 'whole'] as const) {
          // Nine terms of one rounding each.
          expect(
            Math.abs(largestMove(model, ball, 3, diagonal) - largestMoveAnywhere(model, ball, 3, d)),
          ).toBeLessThan(1e-14);
        }
      }
    }
  });
});

describe('the laws of the linear model', () => {
  const [d, draws, gamma] = [30, 400, 0.1];
  const drawn = Array.from({ length: draws }, (_, i) =>
    Array.from(gaussian(rootOf('linear model').child(i), d)),
  );
  /** The least count that a binomial of these draws at γ reaches with a probability below 1e-9. */
  const most = Array.from({ length: draws }, (_, k) => k).find((k) => upperTail(draws, k, gamma) < 1e-9)!;

  it('quantiles are passed as often as they say; false alarm below 4e-9', () => {
    const x = Array.from({ length: d }, (_, s) => (s === 0 ? 1 : 0));
    for (const model of [averagedModel, plainModel]) {
      const [value, low, high] = [
        valueQuantile(model, d, 1 - gamma),
        gradientQuantile(model, d, gamma),
        gradientQuantile(model, d, 1 - gamma),
      ];
      const counts = [0, 0, 0];
      for (const w of drawn) {
        const norm = length(linearGradient(model, w));
        if (Math.abs(linearValue(model, w, x)) > value) counts[0]!++;
        if (norm < low) counts[1]!++;
        if (norm > high) counts[2]!++;
      }
      for (const count of counts) expect(count).toBeLessThan(most);
      // And not much rarer: 400 draws at 0.1 give fewer than 8 with a probability below 1e-9.
      for (const count of counts) expect(count).toBeGreaterThan(7);
    }
  });

  it('the least gradient falls below its floor no more often than γ; false alarm below 4e-9', () => {
    for (const ball of ['each', 'whole'] as const) {
      for (const C0 of [0.1, 1]) {
        const floor = leastGradientFloor(plainModel, ball, C0, d, gamma);
        const below = drawn.filter((w) => leastGradient(plainModel, ball, C0, w) < floor).length;
        expect(below).toBeLessThan(most);
      }
    }
  });

  it('constants hold from the dimension they name, by the exact law', () => {
    for (const level of [0.3, 0.05, 1e-3]) {
      const from = comparableFrom(level);
      for (const at of [from, 2 * from, 100 * from]) {
        expect(gradientQuantile(plainModel, at, level / 2)).toBeGreaterThanOrEqual(Math.sqrt(at) / 2);
        expect(gradientQuantile(plainModel, at, 1 - level / 2)).toBeLessThanOrEqual(2 * Math.sqrt(at));
      }
      for (const ball of ['each', 'whole'] as const) {
        const { c, from: start } = gradientConstant(ball, 1, level);
        for (const at of [start, 3 * start]) {
          expect(leastGradientFloor(plainModel, ball, 1, at, level)).toBeGreaterThanOrEqual(
            c * Math.sqrt(at),
          );
        }
      }
    }
  });

  it('what is left of a coordinate, and the chance that nothing is', () => {
    expect(meanSquareLeft(0)).toBe(1);
    // E(|Z| − 1)₊² = 2(2(1 − Φ(1)) − φ(1)), from the tables: 0.1506796…
    expect(Math.abs(meanSquareLeft(1) - 0.150_679_566_68)).toBeLessThan(1e-10);
    // One coordinate: two ways to the same number, each within some 1e-15 of it.
    expect(Math.abs(vanishingChance('each', 1, 1) - vanishingChance('whole', 1, 1))).toBeLessThan(1e-14);
    // Two coordinates within a disc: 1 − e^{−1/2}.
    expect(Math.abs(vanishingChance('whole', 1, 2) - (1 - Math.exp(-0.5)))).toBeLessThan(1e-14);
  });
});
