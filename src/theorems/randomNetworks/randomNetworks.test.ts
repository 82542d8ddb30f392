import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tried } from '../../../properties/tried.ts';
import { planAll } from '../../core/run/planAll.ts';
import { listed, type Mode, type Point, type Setting } from '../../core/theorem.ts';
import { dot, norm } from '../../numerics/linalg/vectors.ts';
import { gaussian } from '../../numerics/random/gaussian.ts';
import { rootOf } from '../../numerics/random/root.ts';
import { ksTwoSample } from '../../numerics/statistics/kolmogorovSmirnov.ts';
import { activationAt, activations } from './activation.ts';
import { descent } from './descent.ts';
import { conditionedMatrix } from './gaussianMatrix.ts';
import { limitConstant, limitOf, limitStep } from './limit.ts';
import { forward, gradient, inputOf, moved, type NetworkDraw, networkOf } from './network.ts';
import { oneStep } from './oneStep.ts';
import { leastFailure } from './studies/logarithmicWidthIsEnough.ts';
import { randomNetworks } from './theorem.ts';
import { twoInputs } from './twoInputs.ts';

const stream = rootOf('lakatos').child('random-networks');

const place = (at: Point): Point => ({ d: 12, m: 10, depth: 2, activation: 1, last: 1, gamma: 0.05, ...at });

/** What a setting knows of all its quantities on the i-th draw of a place. */
const shown = (setting: Setting<NetworkDraw>, at: Point, mode: Mode, i: number) => {
  const wanted = new Set(setting.quantities.map(({ symbol }) => symbol));
  const draw = setting.sample(stream.child(mode).child(i), at, mode);
  return { draw, found: [...setting.refine(draw, wanted, at, 'decide')].at(-1)! };
};

const middles = (setting: Setting<NetworkDraw>, at: Point, mode: Mode, symbol: string, n: number): number[] =>
  Array.from({ length: n }, (_, i) => {
    const { lower, upper } = shown(setting, at, mode, i).found[symbol]!;
    // |f(x) − f(y)|/|f(x)| is infinite where f(x) alone is 0.
    return Math.min((lower + upper) / 2, 1e9);
  });

const places: readonly (readonly [string, Setting<NetworkDraw>, Point])[] = [
  ['one step, two layers of ReLU', oneStep, place({ depth: 1, eta: 3 })],
  ['one step, narrow', oneStep, place({ d: 3, m: 2, depth: 3, eta: 5 })],
  ['one step, tanh', oneStep, place({ activation: 2, depth: 3, eta: 3, last: 2 })],
  ['one step, GELU, widths of its own', oneStep, place({ activation: 3, depth: 3, n1: 7, n2: 3.2, eta: 4 })],
  ['one step, softplus', oneStep, place({ activation: 4, eta: 5 })],
  ['two inputs', twoInputs, place({ depth: 4, rho: 0.3 })],
  ['descent', descent, place({ d: 8, m: 6, eta: 8, steps: 6 })],
];

describe('a network that is drawn as it is asked', () => {
  it.each(places)('agrees with its weights written out: %s', (_, setting, at) => {
    for (let i = 0; i < 25; i++) {
      const { draw, found } = shown(setting, at, 'reduced', i);
      for (const { symbol, value } of setting.quantities) {
        const { lower, upper } = found[symbol]!;
        // A descent whose last sign hangs on rounding would end elsewhere: none of these does.
        expect(value(draw, null, at), `${symbol} of draw ${i}`).toBeGreaterThanOrEqual(lower);
        expect(value(draw, null, at), `${symbol} of draw ${i}`).toBeLessThanOrEqual(upper);
        expect(setting.revealed!(draw, symbol, null, at)).toBeCloseTo(value(draw, null, at), 9);
      }
    }
  });

  // Each comparison has a false alarm with chance 1e-4; the seed is pinned.
  it.each(places)('has the law of one drawn as a whole: %s', (_, setting, at) => {
    for (const { symbol } of setting.quantities) {
      const [reduced, whole] = (['reduced', 'ambient'] as const).map((mode) =>
        middles(setting, at, mode, symbol, 600),
      );
      expect(ksTwoSample(reduced!, whole!).pValue, symbol).toBeGreaterThan(1e-4);
    }
  });

  it('would be told from one whose gradient does not know of the forward pass, by the sign after the step alone', () => {
    const at = place({ d: 5, m: 30, depth: 1, eta: 4 });
    const planted = Array.from({ length: 3000 }, (_, i) => {
      const network = networkOf({ stream: stream.child('planted').child(i), mode: 'ambient' }, at);
      const other = networkOf({ stream: stream.child('other').child(i), mode: 'ambient' }, at);
      const x = inputOf(at.d!);
      const pass = forward(network, x);
      const wrong = gradient(other, forward(other, x));
      return {
        absValue: Math.abs(pass.value),
        gradientNorm: norm(wrong),
        kept:
          Math.sign(pass.value) * forward(network, moved(x, -Math.sign(pass.value) * at.eta!, wrong)).value,
      };
    });
    const pValue = (symbol: 'absValue' | 'gradientNorm' | 'kept'): number =>
      ksTwoSample(
        planted.map((one) => one[symbol]),
        middles(oneStep, at, 'reduced', symbol, 3000),
      ).pValue;
    expect(pValue('absValue')).toBeGreaterThan(1e-4);
    expect(pValue('gradientNorm')).toBeGreaterThan(1e-4);
    expect(pValue('kept')).toBeLessThan(1e-9);
  });

  it('answers as one matrix does, whatever it is asked', () => {
    const W = conditionedMatrix(stream.child('matrix'), 7, 5);
    const questions = [0, 1, 2, 3].map((i) => Float64Array.from(gaussian(stream.child('z').child(i), 5)));
    const back = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((i) =>
      Float64Array.from(gaussian(stream.child('y').child(i), 7)),
    );
    const answers = questions.map((z, i) => [W.times(z), W.transposedTimes(back[i]!)] as const);
    // In the span of what is known nothing is drawn: the same question has the same answer.
    expect(norm(moved(W.times(questions[0]!), -1, answers[0]![0]))).toBeLessThan(1e-13);
    for (const y of back) W.transposedTimes(y);
    const written = W.written();
    questions.forEach((z, i) => {
      for (let row = 0; row < 7; row++)
        expect(answers[i]![0][row]).toBeCloseTo(dot(written, z, 5, 5 * row), 12);
      for (let column = 0; column < 5; column++)
        expect(answers[i]![1][column]).toBeCloseTo(
          back[i]!.reduce((sum, y, row) => sum + y * written[5 * row + column]!, 0),
          12,
        );
    });
    expect(W.times(new Float64Array(5))).toEqual(new Float64Array(7));
    expect(W.transposedTimes(new Float64Array(7))).toEqual(new Float64Array(5));
  });

  it('keeps a sign that it does not have', () => {
    // One unit: f(x) = 0 on about half of the draws, and then the gradient is 0.
    const at = place({ m: 1, depth: 1, eta: 3 });
    const kept = middles(oneStep, at, 'reduced', 'kept', 200);
    const dead = middles(oneStep, at, 'reduced', 'absValue', 200).map((value) => value === 0);
    expect(dead.filter(Boolean).length).toBeGreaterThan(60);
    kept.forEach((value, i) => {
      if (dead[i]) expect(value).toBe(1);
      else expect(value).toBeGreaterThanOrEqual(0);
    });
  });

  it('does not take an underflow for a dead layer', () => {
    const at = place({ d: 10, m: 40, depth: 1000, rho: 0 });
    const { lower, upper } = shown(twoInputs, at, 'reduced', 0).found.change!;
    expect(lower).toBe(0);
    expect(upper).toBe(Number.POSITIVE_INFINITY);
  });
});

/** By mpmath at 40 digits: scripts/oracles/wideNetworks.py. */
const oracle = JSON.parse(
  readFileSync(new URL('../../../fixtures/oracles/wideNetworks.json', import.meta.url), 'utf8'),
) as {
  readonly limits: readonly {
    activation: string;
    depth: number;
    variance: number;
    squaredGradient: number;
    step: number;
  }[];
  readonly values: readonly { activation: string; z: number; value: number; slope: number }[];
};

const named = (name: string) => activations.find((one) => one.name === name)!;

describe('activations', () => {
  it.each(oracle.values)('$activation at $z', ({ activation, z, ...known }) => {
    const { value, slope } = named(activation);
    // Relative near 0, where a deep narrow network lives; else of max(1, |z|).
    const unit = Math.abs(z) < 1 / 32 ? Math.abs(known.value) : Math.max(1, Math.abs(z));
    expect(Math.abs(value(z) - known.value)).toBeLessThanOrEqual(1e-15 * unit);
    expect(Math.abs(slope(z) - known.slope)).toBeLessThanOrEqual(1e-15);
  });

  it('are the same entry by entry and over arrays', () => {
    const h = Float64Array.from({ length: 500 }, (_, i) => (i - 250) / 5.3);
    const times = h.map((entry) => 1 - entry / 7);
    for (const { values, value, slopes, slope } of activations) {
      const out = new Float64Array(h.length);
      values(h, out);
      expect(out).toEqual(h.map(value));
      slopes(h, times, out);
      h.forEach((entry, i) => {
        expect(out[i]).toBeCloseTo(slope(entry) * times[i]!, 15);
      });
    }
  });

  const points = Array.from({ length: 401 }, (_, i) => (i - 200) / 16);
  const plain: Readonly<Record<string, (z: number) => number>> = {
    ReLU: (z) => Math.max(z, 0),
    tanh: Math.tanh,
    softplus: (z) => Math.log1p(Math.exp(z)) - Math.LN2,
  };
  it.each(Object.keys(plain))('%s is that of the library', (name) => {
    const { value } = activations.find((one) => one.name === name)!;
    for (const z of points) expect(value(z)).toBeCloseTo(plain[name]!(z), 14);
  });

  it('slopes are those of the values', () => {
    for (const { value, slope, name } of activations)
      for (const z of points)
        if (name !== 'ReLU' || z !== 0)
          expect(slope(z)).toBeCloseTo((value(z + 2 ** -14) - value(z - 2 ** -14)) / 2 ** -13, 6);
    expect(activationAt(1).slope(0)).toBe(0);
  });

  it('GELU is z Φ(z)', () => {
    // Φ(1) and Φ(−3) to 15 digits.
    expect(activationAt(3).value(1)).toBeCloseTo(0.841344746068543, 14);
    expect(activationAt(3).value(-3)).toBeCloseTo(-3 * 0.00134989803163009, 15);
    expect(activationAt(3).value(-40)).toBeCloseTo(0, 15);
  });
});

describe('the limit of wide networks', () => {
  it.each(oracle.limits)('$activation, depth $depth', ({ activation, depth, ...known }) => {
    const limit = limitOf(named(activation), depth);
    expect(limit.variance / known.variance).toBeCloseTo(1, 13);
    expect(limit.squaredGradient / known.squaredGradient).toBeCloseTo(1, 13);
    expect(limitStep(limit, 0.05) / known.step).toBeCloseTo(1, 12);
  });

  it('of ReLU has a constant of 2^((ℓ + 1)/2) for small γ, and a step of length √2 at every depth', () => {
    for (const depth of [1, 2, 5, 9]) {
      const limit = limitOf(activationAt(1), depth);
      expect(limitConstant(limit)).toBeCloseTo(2 ** ((depth + 1) / 2), 12);
      expect(limitConstant(limit) * Math.sqrt(limit.squaredGradient)).toBeCloseTo(Math.SQRT2, 12);
      // P(|Z| ≤ 1.959963984540054) = 0.95.
      expect(limitStep(limit, 0.05) * limit.squaredGradient).toBeCloseTo(
        1.959963984540054 * Math.sqrt(limit.variance),
        12,
      );
    }
  });
});

describe('the least failure of narrow ReLU layers', () => {
  it('is that of all signs and activity patterns', () => {
    // Two layers of two units, by enumeration: a layer is dead with chance 1/4, the signs are alike with chance 1/2.
    expect(leastFailure(2, 2)).toBeCloseTo(1 - (3 / 4) ** 2 / 2, 15);
    expect(leastFailure(1, 1)).toBe(1);
  });

  it('is not above what draws show', () => {
    const at = place({ d: 1000, m: 4, depth: 1, eta: 6 });
    const kept = middles(oneStep, at, 'reduced', 'kept', 4000).filter((value) => value >= 0).length / 4000;
    // Five standard deviations.
    expect(kept).toBeGreaterThan(leastFailure(4, 1) - 5 * Math.sqrt(0.15 / 4000));
  });
});

describe('random-networks', () => {
  it('has its controls refuted, each by witnesses that the written weights confirm', async () => {
    const controls = randomNetworks.statements.filter(({ control }) => control === true);
    expect(controls.length).toBeGreaterThanOrEqual(3);
    const { complete, claims } = await tried({ ...randomNetworks, statements: controls });
    expect(complete).toBe(true);
    for (const { cells } of claims)
      for (const { verdict, witness, at, named } of cells) {
        expect(verdict).toBe('refuted');
        expect(named).toEqual({ activation: activationAt(at.activation!).name, last: 'signs' });
        expect(witness!.confirmed.margin).toBeLessThan(0);
      }
  });

  it('has a README that names every claim and every file that it links', () => {
    const text = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
    for (const { id } of randomNetworks.statements) expect(text).toContain(`\`${id}\``);
    for (const [, link] of text.matchAll(/\]\(([^)]+)\)/g))
      expect(existsSync(new URL(link!, new URL('./', import.meta.url))), link).toBe(true);
  });

  it('solves a draw for the constant in front of the step', () => {
    const claim = { eta: 3, C3: 2 };
    for (let i = 0; i < 20; i++) {
      const at = place({ d: 40, m: 40, depth: 1, ...claim });
      const draw = oneStep.sample(stream.child('critical').child(i), at, 'reduced');
      const last = [...oneStep.refine(draw, new Set(['kept', 'C3']), at, 'exhaust')].at(-1)!;
      const { lower, upper } = last.C3!;
      if (!Number.isFinite(upper)) continue;
      const keptAt = (C3: number): number =>
        oneStep.quantities
          .find(({ symbol }) => symbol === 'kept')!
          .value(draw, null, {
            ...at,
            eta: (claim.eta * C3) / claim.C3,
          });
      expect(keptAt(upper)).toBeLessThan(0);
      if (lower > 0) expect(keptAt(lower)).toBeGreaterThan(0);
    }
  });

  const planned = (axes: Readonly<Record<string, readonly (number | string)[]>>, id: string) =>
    planAll({
      statements: listed([randomNetworks]).filter(({ statement }) => statement.id === id),
      profile: 'quick',
      axes,
      constantValues: {},
      options: {},
      readings: null,
      mode: 'reduced',
      trials: null,
      threads: 1,
    });

  it.each([
    ['a width of 0', { m: [0] }, 'deep-step-flips', /--m 0 is not a width; give whole numbers from 1 to/],
    [
      'a depth beyond memory',
      { depth: [1e6] },
      'deep-step-flips',
      /--depth 1000000 is not a number of hidden layers/,
    ],
    [
      'an unknown activation',
      { activation: ['sigmoid'] },
      'deep-step-flips',
      /--activation sigmoid is not an activation; give one of ReLU, tanh, GELU, softplus/,
    ],
    ['a fifth activation', { activation: [5] }, 'deep-step-flips', /5 is not an activation|one of ReLU/],
    [
      'a width that shrinks to nothing',
      { depth: [9], d: [10] },
      'descent-finds-a-flip',
      /n9|at least one unit/,
    ],
  ])('refuses %s in one sentence', (_, axes, id, message) => {
    expect(() => planned(axes, id)).toThrow(message);
  });

  it('takes an activation by its name', () => {
    const [cell] = planned({ activation: ['tanh'], d: [20], m: [20], depth: [1] }, 'deep-step-flips');
    expect(JSON.stringify(cell)).toContain('"activation":2');
  });
});
