import { describe, expect, it } from 'vitest';
import { gaussian } from '../../../../numerics/random/gaussian.ts';
import { rootOf } from '../../../../numerics/random/root.ts';
import { exponentWeights } from '../../../../numerics/statistics/powerLaw.ts';
import { bracketedCombination, combination, equalWeights, exponentAcrossRuns } from './acrossRuns.ts';

const sizes = [25, 100, 400];

describe('exponentAcrossRuns', () => {
  it('finds the exponent of an exact power law, with an interval of no width', () => {
    const runs = sizes.map((d) => [3 / Math.sqrt(d), 3 / Math.sqrt(d)]);
    const { estimate, lower, upper, degrees } = exponentAcrossRuns(sizes, runs, 1e-6);
    for (const end of [estimate, lower, upper]) expect(end).toBeCloseTo(-0.5, 12);
    expect(degrees).toBe(3);
  });

  it('knows nothing of the spread of one run', () => {
    const fit = exponentAcrossRuns(sizes, [[1], [2], [4]], 0.05);
    expect(fit.estimate).toBeCloseTo(0.5, 12);
    expect([fit.lower, fit.upper]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });

  it('claims nothing below the least α of Student’s law', () => {
    const { lower, upper } = combination(equalWeights(1), [[1, 2, 3]], 1e-11);
    expect([lower, upper]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect(combination(equalWeights(1), [[1, 2, 3]], 1e-10).lower).toBeGreaterThan(Number.NEGATIVE_INFINITY);
  });

  it('is Student’s interval of a mean where all weights are equal', () => {
    // Mean 2, standard deviation 1, three values: 2 ± 4.303/√3.
    const { lower, upper } = combination(equalWeights(1), [[1, 2, 3]], 0.05);
    expect(lower).toBeCloseTo(2 - 4.3027 / Math.sqrt(3), 4);
    expect(upper).toBeCloseTo(2 + 4.3027 / Math.sqrt(3), 4);
  });

  it('covers the truth as often as it says; false alarm below 1e-6, seed pinned', () => {
    const noise = gaussian(rootOf('coverage').child('noise'), 400 * 9);
    let missed = 0;
    for (let k = 0; k < 400; k++) {
      const runs = sizes.map((d, i) =>
        [0, 1, 2].map((run) => Math.sqrt(d) * Math.exp(0.1 * noise[9 * k + 3 * i + run]!)),
      );
      const { lower, upper } = exponentAcrossRuns(sizes, runs, 0.1);
      if (!(lower <= 0.5 && upper >= 0.5)) missed++;
    }
    // 40 expected, standard deviation 6: five of them either way.
    expect(missed).toBeGreaterThan(10);
    expect(missed).toBeLessThan(70);
  });
});

describe('bracketedCombination', () => {
  it('takes the outer ends of the brackets: hand-made slopes', () => {
    const brackets = [
      [
        { lower: 1, estimate: 2, upper: 4 },
        { lower: 1, estimate: 2, upper: 4 },
      ],
      [
        { lower: 1, estimate: 2, upper: 4 },
        { lower: 1, estimate: 2, upper: 4 },
      ],
    ];
    // From size 1 to e²: the steepest lines climb from 1 to 4 and fall from 4 to 1.
    const weights = exponentWeights([1, Math.exp(2)]);
    const { estimate, lower, upper } = bracketedCombination(weights, brackets, 0.01);
    expect(estimate).toBeCloseTo(0, 12);
    expect(lower).toBeCloseTo(-Math.log(4) / 2, 12);
    expect(upper).toBeCloseTo(Math.log(4) / 2, 12);
  });
});
