import { describe, expect, it } from 'vitest';
import { cellStream } from '../../../../core/judge/address.ts';
import type { StudyResult } from '../../../../core/study.ts';
import { gaussian } from '../../../../numerics/random/gaussian.ts';
import { rootOf } from '../../../../numerics/random/root.ts';
import { lazySpace } from '../../space.ts';
import type { Place } from '../../studies/lazyStudy.ts';
import { drawNetwork, type LazyNetwork, largestShiftOf } from '../training/lazyNetwork.ts';
import { leastMargin } from './ballBound.ts';
import { budgetOf } from './budgets.ts';
import { ratePiece } from './draws.ts';
import { holdSigns, moreThanATenth, requireInBall } from './holdSigns.ts';
import { clusterLaw, uniformLaw } from './laws.ts';
import { keptSigns, plainValue, stepped, weightsOf } from './plainNetwork.ts';
import { checkSingleStepFlipsMost } from './singleStepFlipsMost.ts';
import { checkTrainedRobustError } from './trainedRobustError.ts';

const stream = rootOf('corollary');

/** f(x) = x_1: one neuron on each side of it. */
const identity: LazyNetwork = {
  d: 2,
  m: 4,
  inputs: 2,
  offset: 0,
  // 1/√m = 1/2, so weights of 2 give f = σ(x_1) − σ(−x_1).
  signs: Int8Array.of(1, -1, 1, -1),
  initial: Float32Array.of(2, 0, -2, 0, 0, 0, 0, 0),
  shift: new Float32Array(8),
};

describe('the theorem’s step', () => {
  it('drops a linear f by exactly C2', () => {
    const value = plainValue(weightsOf(identity), identity.signs, [0.6, 0.8]);
    expect([value.value, ...value.gradient]).toEqual([0.6, 1, 0]);
    const after = stepped([0.6, 0.8], value, 0.5);
    expect(after[0]).toBeCloseTo(0.1, 12);
    const points = Float32Array.of(0.6, 0.8, -0.6, 0.8);
    expect(keptSigns(weightsOf(identity), identity.signs, points, 2, 0.5)).toEqual([true, true]);
    expect(keptSigns(weightsOf(identity), identity.signs, points, 2, 0.7)).toEqual([false, false]);
  });
});

describe('leastMargin', () => {
  it('is exact for a linear f', () => {
    expect(leastMargin(weightsOf(identity), identity.signs, [0.6, 0.8], 1, 0.25)).toBeCloseTo(0.35, 8);
    // Beyond 0.6 the ball meets the hyperplanes, and nothing certifies.
    expect(leastMargin(weightsOf(identity), identity.signs, [0.6, 0.8], 1, 0.7)).toBeLessThan(0);
    expect(leastMargin(weightsOf(identity), identity.signs, [0.6, 0.8], -1, 0.25)).toBeLessThan(0);
  });

  it('lies below y f at every point of the ball that is tried', () => {
    const network = drawNetwork(stream.child('bound'), 6, 40);
    const weights = weightsOf(network);
    for (let trial = 0; trial < 60; trial++) {
      const at = stream.child('points').child(trial);
      const [x, direction] = [gaussian(at.child('x'), 6), gaussian(at.child('v'), 6)];
      const length = Math.hypot(...direction);
      for (const label of [1, -1])
        for (const R of [0.02, 0.2, 1]) {
          const point = x.map((entry, k) => entry + (R * direction[k]!) / length);
          const reached = label * plainValue(weights, network.signs, point).value;
          // f32 rounds the point by 2⁻²⁴ of itself, and f moves by at most ‖w‖-many of those: below 1e-5.
          expect(leastMargin(weights, network.signs, x, label, R)).toBeLessThanOrEqual(reached + 1e-5);
        }
    }
  });
});

describe('holdSigns', () => {
  it('stays in the ball, and holds signs that W0 gives up', () => {
    const [d, m] = [9, 196];
    const law = clusterLaw(stream.child('law'), 12, d);
    const network = drawNetwork(stream.child('network'), d, m);
    const radius = 3 / Math.sqrt(m);
    const C2 = 2;
    const share = (one: LazyNetwork): number =>
      keptSigns(weightsOf(one), one.signs, law.images, d, C2).filter(Boolean).length;
    const held = holdSigns(network, law, radius, C2, 1);
    expect(largestShiftOf(held)).toBeLessThanOrEqual(radius);
    expect(largestShiftOf(held)).toBeGreaterThan(0.999 * radius);
    expect(share(held)).toBeGreaterThan(share(network));
    expect(() => requireInBall(held, radius / 2)).toThrow(RangeError);
  });

  it('needs more than a tenth', () => {
    expect([1, 9, 10, 11, 30].map(moreThanATenth)).toEqual([1, 1, 2, 2, 4]);
  });
});

describe('the laws', () => {
  it('lie on the sphere, within the rounding of f32', () => {
    const { images, n, d } = uniformLaw(stream.child('sphere'), 7, 11);
    for (let i = 0; i < n; i++) expect(Math.hypot(...images.subarray(i * d, (i + 1) * d))).toBeCloseTo(1, 6);
  });
});

describe('ratePiece', () => {
  const verdict = (draws: number, witnesses: number, open: number): string =>
    ratePiece('one', { draws, witnesses, open }, 0.05, 1e-6, 'how').verdict;

  it('refutes a rate above 10γ = 0.5 alone, and says when something is open', () => {
    expect(verdict(24, 24, 0)).toBe('refuted');
    expect(verdict(24, 12, 0)).toBe('consistent');
    expect(verdict(24, 16, 0)).toBe('undecided');
    expect(verdict(24, 0, 1)).toBe('undecided');
    // Four draws cannot refute a half at 1e-6.
    expect(verdict(4, 4, 0)).toBe('undecided');
  });
});

const examined = async (place: Place, lazyStudy = checkSingleStepFlipsMost): Promise<StudyResult> => {
  const parts: { readonly name: string; readonly share: number }[] = [];
  const result = await lazyStudy.judge(place, {
    stream: cellStream('small', 'verdict', 'single-step-flips-most', lazySpace.axes, {
      d: place.d,
      m: place.m,
    }),
    alpha: { refute: 1e-6, support: 1e-3 },
    profile: 'quick',
    options: { epochs: '1' },
    yieldToLoop: async () => {},
    part: (name, compute, share = 0) => {
      parts.push({ name, share });
      return compute(() => {});
    },
  });
  // Two parts of one name would be taken for each other; shares add up to 1, within the rounding of some dozen sums.
  expect(new Set(parts.map(({ name }) => name)).size).toBe(parts.length);
  expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  return result;
};

describe('single-step-flips-most', () => {
  it('is refuted with a step that is planted too short', async () => {
    // 10γ = 0.01: four draws of four have a rate above 0.01 at 1e-6/4.
    const { verdict, tally } = await examined({
      d: 25,
      m: 300,
      C0: 1,
      gamma: 0.001,
      constants: { C2: 0.001 },
    });
    expect(verdict).toBe('refuted');
    expect(tally.violated).toBe(4);
  }, 60_000);

  it('gives the same result twice', async () => {
    const place = { d: 25, m: 200, C0: 1, gamma: 0.05, constants: {} };
    expect(await examined(place)).toEqual(await examined(place));
  }, 60_000);
});

const nothingToDo = {
  alpha: { refute: 1e-6, support: 1e-3 },
  profile: 'quick',
  options: {},
  yieldToLoop: async () => {},
  part: () => Promise.reject(new Error('there is nothing to compute')),
} as const;

describe('robust-error-of-trained-networks', () => {
  it('gives the same result twice, each of its trained networks a part', async () => {
    const place = { d: 25, m: 200, C0: 1, gamma: 0.05, constants: {} };
    const result = await examined(place, checkTrainedRobustError);
    expect(await examined(place, checkTrainedRobustError)).toEqual(result);
  }, 60_000);

  it('is vacuous with a budget of the length of an input, and has a lesser one by default', async () => {
    const at = (d: number, constants: Place['constants'] = {}): Place => ({
      ...{ d, m: 200, C0: 1, gamma: 0.05 },
      constants,
    });
    const { verdict, because } = await checkTrainedRobustError.judge(at(25, { R: 5 }), {
      ...nothingToDo,
      stream: cellStream('small', 'verdict', 'robust-error-of-trained-networks', lazySpace.axes, {
        d: 25,
        m: 200,
      }),
    });
    expect(verdict).toBe('vacuous');
    expect(because).toContain('the robust error is 1 whatever W is');
    // 4 C2 = 8√ln 40 + 4 = 19.4; half of √d is less up to d = 1500.
    expect(budgetOf(at(25))).toBe(2.5);
    expect(budgetOf(at(1600))).toBeCloseTo(8 * Math.sqrt(Math.log(40)) + 4, 12);
    expect(budgetOf(at(25, { R: 3 }))).toBe(3);
  });
});
