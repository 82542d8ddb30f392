import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { norm } from '../../src/numerics/linalg/vectors.ts';
import { rootOf } from '../../src/numerics/random/root.ts';
import type { Stream } from '../../src/numerics/random/stream.ts';
import { upperTail } from '../../src/numerics/statistics/binomial.ts';
import { ksTwoSample } from '../../src/numerics/statistics/kolmogorovSmirnov.ts';
import { gapSearch } from '../../src/theorems/lazyTraining/adversaries/gapSearch.ts';
import { fixedGap, leastGap } from '../../src/theorems/lazyTraining/network/fixedGap.ts';
import type { GradientGap } from '../../src/theorems/lazyTraining/network/gradientGap.ts';
import type { StepInstance } from '../../src/theorems/lazyTraining/network/instance.ts';
import { contains } from '../../src/theorems/lazyTraining/network/lazyBall.ts';
import { noMovement } from '../../src/theorems/lazyTraining/network/movement.ts';
import { gradientAt, largestShift } from '../../src/theorems/lazyTraining/network/reference.ts';
import { ambientStep, ambientValue } from '../../src/theorems/lazyTraining/samplers/ambient.ts';
import { reducedPair } from '../../src/theorems/lazyTraining/samplers/reducedPair.ts';
import { reducedStep } from '../../src/theorems/lazyTraining/samplers/reducedStep.ts';
import { radiusOf, scenes, streamOf } from '../arbitraries/scenes.ts';

const budget = { randomStarts: 1, rounds: 2 };
const lengths = fc.constantFrom(0.01, 0.2, 0.7, 1, 1.5, 5);
const samplers = { reduced: reducedStep, ambient: ambientStep } as const;
const modes = fc.constantFrom<'reduced' | 'ambient'>('reduced', 'ambient');

const difference = (a: Float64Array, b: Float64Array): Float64Array => a.map((entry, i) => entry - b[i]!);

/** The same gap from all d·m weights, and how far z is from x. */
const plainly = (instance: StepInstance, { movement, point }: GradientGap) => {
  const network = instance.explicit();
  const z = network.embed(point);
  const gap = difference(gradientAt(network, movement, network.x), gradientAt(network, movement, z));
  return {
    norm: norm(gap),
    distance: norm(difference(z, network.x)),
    shift: largestShift(network, movement),
  };
};

describe('a gap that a search reports', () => {
  it('has W in the lazy ball, δ in the ball of R, and the width that the plain reference finds', () => {
    fc.assert(
      fc.property(scenes, lengths, modes, (scene, length, mode) => {
        const stream = streamOf(scene, 'gaps');
        const radius = radiusOf(scene);
        const instance = samplers[mode](stream, scene.d, scene.m);
        const best = gapSearch(stream.child('search'), instance, radius, length, budget);
        const found = plainly(instance, best);
        expect(contains({ radius }, found.shift)).toBe(true);
        // z is kept 2⁻³⁰ of R inside; embedding rounds by less than 2⁻⁴⁰.
        expect(found.distance).toBeLessThanOrEqual(length);
        // A neuron whose ⟨w_s, z⟩ is nothing but rounding may be counted otherwise by the other sum: none is that near in pinned scenes,
        // as switched ones stand 2⁻²⁰ V beyond. The rest is 2m(d + 8) additions of numbers below 8 + V, in f32 rows at worst.
        const size = (8 + radius) * Math.sqrt(scene.m) * Math.sqrt(scene.d);
        expect(Math.abs(found.norm - best.norm)).toBeLessThan(1e-6 * (1 + size));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('never gets narrower with more rounds or more starts, on the same W0', () => {
    for (let trial = 0; trial < 20; trial++) {
      const widths = [
        { randomStarts: 0, rounds: 1 },
        { randomStarts: 0, rounds: 3 },
        { randomStarts: 2, rounds: 3 },
      ].map((more) => {
        const stream = rootOf('gap budgets').child(trial);
        return gapSearch(stream.child('search'), ambientStep(stream, 6, 60), 0.1, 0.4, more).norm;
      });
      // The same vectors in other bases: some hundred operations on numbers of order 1.
      expect(widths[1]!).toBeGreaterThan(widths[0]! - 1e-12);
      expect(widths[2]!).toBeGreaterThan(widths[1]! - 1e-12);
    }
  });

  it('has one law in both samplers: 150 draws each at d = 8, m = 80 (false alarm 1e-6)', () => {
    const widths = (sampler: typeof reducedStep, name: string): number[] =>
      Array.from({ length: 150 }, (_, trial) => {
        const stream = rootOf('gap law').child(name).child(trial);
        return gapSearch(stream.child('search'), sampler(stream, 8, 80), 0.1, 0.35, budget).norm;
      });
    const { pValue } = ksTwoSample(widths(reducedStep, 'reduced'), widths(ambientStep, 'ambient'));
    expect(pValue).toBeGreaterThan(1e-6);
  });
});

/** What x and a fixed z = x + R·e see of an ambient draw, and the gap itself, from all of its weights. */
const ambientPair = (stream: Stream, d: number, m: number, length: number) => {
  const draw = ambientValue(stream, d, m).explicit();
  const network = { ...draw, x: Float64Array.from({ length: d }, (_, i) => Number(i === 0)) };
  const z = network.x.map((entry, i) => entry + (i === 1 ? length : 0));
  const still = noMovement(m);
  const gap = difference(gradientAt(network, still, network.x), gradientAt(network, still, z));
  const [u, v] = [new Float64Array(m), new Float64Array(m)];
  draw.visitRows((s, row) => {
    u[s] = row[0]!;
    v[s] = row[1]!;
  });
  return { signs: draw.signs, u, v, gap };
};

describe('the gap for one fixed δ', () => {
  it('is, by its parts, the plain gap at W0', () => {
    for (const [d, m, length] of [
      [3, 1, 2],
      [3, 50, 0.3],
      [7, 200, 0.1],
      [20, 64, 1.2],
    ] as const) {
      const { signs, u, v, gap } = ambientPair(rootOf('fixed gap').child(d), d, m, length);
      const { crossed } = fixedGap({ m, signs, u, v, third: 0, rest: 0 }, length);
      const share = Math.sqrt(Math.max(1, crossed) / m);
      const [third, rest] = [gap[2]! / share, norm(gap.subarray(3)) / share];
      const { parts, norm: width } = fixedGap({ m, signs, u, v, third, rest }, length);
      // Sums of at most 200 numbers below 8.
      expect(Math.abs(parts[0] - gap[0]!)).toBeLessThan(1e-12);
      expect(Math.abs(parts[1] - gap[1]!)).toBeLessThan(1e-12);
      if (crossed > 0) expect(Math.abs(width - norm(gap))).toBeLessThan(1e-12);
    }
  });

  it('has one law in both samplers: 300 draws each at d = 6, m = 40 (false alarm 1e-6)', () => {
    const [d, m, length] = [6, 40, 0.6];
    const stream = rootOf('fixed gap law');
    const trials = Array.from({ length: 300 }, (_, trial) => trial);
    const reduced = trials.map((t) => fixedGap(reducedPair(stream.child('r').child(t), d, m), length).norm);
    const ambient = trials.map((t) => norm(ambientPair(stream.child('a').child(t), d, m, length).gap));
    expect(ksTwoSample(reduced, ambient).pValue).toBeGreaterThan(1e-6);
  });

  it('falls short of `leastGap` on no more than its share of 400 pinned draws (false alarm 1e-6)', () => {
    const [d, m, length, alpha] = [120, 3000, 0.3, 0.3];
    let short = 0;
    for (let trial = 0; trial < 400; trial++) {
      const { norm: width } = fixedGap(reducedPair(rootOf('least gap').child(trial), d, m), length);
      if (width < leastGap({ d, m }, length, alpha)) short++;
    }
    expect(upperTail(400, short, alpha)).toBeGreaterThan(1e-6);
    expect(leastGap({ d, m }, length, alpha)).toBeGreaterThan(2);
  });
});
