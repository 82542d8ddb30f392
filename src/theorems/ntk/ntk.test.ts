import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tried } from '../../../properties/tried.ts';
import { planAll } from '../../core/run/planAll.ts';
import { listed, type Point } from '../../core/theorem.ts';
import { leastEigenvalue } from '../../numerics/linalg/leastEigenvalue.ts';
import { gaussian } from '../../numerics/random/gaussian.ts';
import { rootOf } from '../../numerics/random/root.ts';
import { signs } from '../../numerics/random/signs.ts';
import { uniform } from '../../numerics/random/uniform.ts';
import { ksTwoSample } from '../../numerics/statistics/kolmogorovSmirnov.ts';
import { attackLeast, attackMove, mobileNeurons } from './attack.ts';
import { BEYOND, type Crossings, countsByDefinition, farthest, sidesOf } from './ball.ts';
import { enclose, leastOverBall, moveOverBall } from './certificate.ts';
import { type Inputs, inputsAt } from './inputs.ts';
import { difference, kernelOf } from './kernel.ts';
import { sharedCounts } from './neuronSets.ts';
import { type Preactivations, preactivations } from './preactivations.ts';
import { tangentKernel } from './tangentKernel.ts';
import { ntk } from './theorem.ts';
import { training } from './training.ts';

const stream = rootOf('lakatos').child('ntk');
const place = (at: Point): Point => ({ d: 4, n: 3, data: 1, m: 12, gamma: 0.05, ...at });

/** A network with its weights, m × d, and what its preactivations are. */
const explicit = (at: Point, name: string | number) => {
  const inputs = inputsAt(at);
  const w = Float64Array.from(gaussian(stream.child('weights').child(name), at.m! * at.d!));
  return { inputs, w, draw: preactivationsOf(inputs, w, at) };
};

const preactivationsOf = (inputs: Inputs, w: Float64Array, { d, m }: Point): Preactivations => {
  const u = new Float64Array(m! * inputs.n);
  for (let s = 0; s < m!; s++)
    for (let i = 0; i < inputs.n; i++)
      for (let k = 0; k < d!; k++) u[i * m! + s]! += w[s * d! + k]! * inputs.rows[i * d! + k]!;
  return { m: m!, inputs, u };
};

const kernelBy = (draw: Preactivations): Float64Array => kernelOf(countsByDefinition(draw, null), draw);

const normOf = (A: Float64Array, n: number): number =>
  Math.max(
    -leastEigenvalue(A, n).lower,
    -leastEigenvalue(
      A.map((entry) => -entry),
      n,
    ).lower,
  );

/** Weights with every neuron moved as far as the radius, in random directions or towards the kink of an input. */
const movedWeights = (
  w: Float64Array,
  draw: Preactivations,
  { d, m }: Point,
  radius: number,
  name: string,
) => {
  const { inputs, u } = draw;
  const away = gaussian(stream.child('moves').child(name), m! * d!);
  const which = uniform(stream.child('which').child(name), m!);
  const moved = w.slice();
  for (let s = 0; s < m!; s++) {
    const i = Math.floor(which[s]! * 2 * inputs.n);
    const direction = Array.from({ length: d! }, (_, k) =>
      i < inputs.n ? -Math.sign(u[i * m! + s]!) * inputs.rows[i * d! + k]! : away[s * d! + k]!,
    );
    const length = Math.sqrt(direction.reduce((sum, entry) => sum + entry * entry, 0));
    for (let k = 0; k < d!; k++) moved[s * d! + k]! += (radius * direction[k]!) / length;
  }
  return moved;
};

describe('the bounds over the ball', () => {
  const places = [
    place({}),
    place({ d: 2, n: 4, m: 30 }),
    place({ d: 6, n: 5, m: 40, data: 2 }),
    place({ d: 3, n: 6, m: 25, data: 3 }),
  ];

  it.each(places)('hold for every W that is tried: %j', (at) => {
    for (let trial = 0; trial < 6; trial++)
      for (const radius of [0.05, 0.3, 1.5]) {
        const { inputs, w, draw } = explicit(at, trial);
        const { n } = inputs;
        const start = kernelBy(draw);
        const enclosure = enclose(draw, sidesOf(draw, radius));
        const [least, most] = [leastOverBall(enclosure), moveOverBall(enclosure, start)];
        for (let k = 0; k < 30; k++) {
          const moved = movedWeights(
            w,
            draw,
            at,
            radius * (k % 3 === 0 ? 1 : 0.6),
            `${trial} ${radius} ${k}`,
          );
          const kernel = kernelBy(preactivationsOf(inputs, moved, at));
          expect(leastEigenvalue(kernel, n).upper).toBeGreaterThanOrEqual(least);
          expect(normOf(difference(kernel, start), n)).toBeLessThanOrEqual(most + 1e-9);
        }
      }
  });

  it.each(places)('are attained by attacks as the weights themselves show: %j', (at) => {
    const radius = 0.4;
    let switched = 0;
    for (let trial = 0; trial < 6; trial++) {
      const { inputs, w, draw } = explicit(at, `attack ${trial}`);
      const { n } = inputs;
      const counts = sharedCounts(sidesOf(draw, radius).atStart);
      expect(counts).toEqual(countsByDefinition(draw, null));
      const mobile = mobileNeurons(draw, sidesOf(draw, radius));
      const enclosure = enclose(draw, sidesOf(draw, radius));
      const start = kernelOf(counts, draw);
      const small = attackLeast(draw, mobile, counts);
      const large = attackMove(draw, mobile, counts);
      const byWeights = (choice: Crossings): Float64Array => {
        expect(farthest(draw, choice)).toBeLessThanOrEqual(radius);
        const moved = w.slice();
        choice.forEach((i, s) => {
          if (i < 0) return;
          switched++;
          for (let k = 0; k < at.d!; k++)
            moved[s * at.d! + k]! -= draw.u[i * at.m! + s]! * (1 + BEYOND) * inputs.rows[i * at.d! + k]!;
        });
        return kernelBy(preactivationsOf(inputs, moved, at));
      };
      const least = leastEigenvalue(byWeights(small.choice), n);
      expect(least.lower).toBeLessThanOrEqual(small.upper + 1e-9);
      expect(least.upper).toBeGreaterThanOrEqual(small.upper - 1e-9);
      expect(small.upper).toBeGreaterThanOrEqual(leastOverBall(enclosure));
      expect(normOf(difference(byWeights(large.choice), start), n)).toBeCloseTo(large.lower, 8);
      expect(large.lower).toBeLessThanOrEqual(moveOverBall(enclosure, start));
    }
    expect(switched).toBeGreaterThan(0);
  });

  it('are the kernel itself where nothing can switch', () => {
    const { inputs, draw } = explicit(place({}), 'still');
    const start = kernelBy(draw);
    const enclosure = enclose(draw, sidesOf(draw, 0));
    expect(leastOverBall(enclosure)).toBeCloseTo(leastEigenvalue(start, inputs.n).lower, 9);
    expect(moveOverBall(enclosure, start)).toBeLessThan(1e-9);
  });
});

describe('the tangent kernel at its start', () => {
  const leastOf = (at: Point, mode: 'reduced' | 'ambient', count: number): number[] =>
    Array.from({ length: count }, (_, i) => {
      const draw = tangentKernel.sample(stream.child(mode).child(i), at, mode);
      const [found] = tangentKernel.refine(draw, new Set(['startLeast']), at, 'decide');
      return found!.startLeast!.lower;
    });

  // A false alarm has chance 1e-4; the seed is pinned.
  it.each([place({ d: 7, n: 4, m: 40 }), place({ d: 3, n: 5, m: 40, data: 2 })])(
    'has one law, reduced or drawn from weights: %j',
    (at) => {
      expect(ksTwoSample(leastOf(at, 'reduced', 800), leastOf(at, 'ambient', 800)).pValue).toBeGreaterThan(
        1e-4,
      );
      const wider = leastOf({ ...at, m: 160 }, 'ambient', 800);
      expect(ksTwoSample(leastOf(at, 'reduced', 800), wider).pValue).toBeLessThan(1e-4);
    },
  );

  it('has H∞ as its mean, to five standard deviations', () => {
    const at = place({ d: 5, n: 4, m: 400_000, data: 2 });
    const draw = tangentKernel.sample(stream.child('mean'), at, 'reduced');
    const kernel = kernelBy(draw.start());
    draw.inputs.limit.forEach((entry, k) => {
      expect(Math.abs(kernel[k]! - entry)).toBeLessThan((5 * 0.5) / Math.sqrt(at.m!));
    });
  });
});

describe('training', () => {
  it('is gradient descent on the weights themselves', () => {
    const at = place({ d: 4, n: 2, m: 9, steps: 60, pace: 4 });
    const draw = training.sample(stream.child('training'), at, 'reduced');
    const { gram, rows, labels, least } = draw.inputs;
    const [m, d] = [at.m!, at.d!];
    const { u } = preactivations(draw.stream, at, 'reduced');
    const a = signs(draw.stream.child('a'), m).slice();
    const x = [rows.subarray(0, d), rows.subarray(d, 2 * d)] as const;
    // The shortest weights with these preactivations, by the inverse of a 2 × 2 Gram matrix.
    const g = gram[1]!;
    const w = Array.from({ length: m }, (_, s) => {
      const [c0, c1] = [u[s]! - g * u[m + s]!, u[m + s]! - g * u[s]!];
      return Float64Array.from({ length: d }, (_, k) => (c0 * x[0][k]! + c1 * x[1][k]!) / (1 - g * g));
    });
    const along = (s: number, i: 0 | 1): number => w[s]!.reduce((sum, one, k) => sum + one * x[i][k]!, 0);
    const residual = (i: 0 | 1): number =>
      w.reduce((sum, _, s) => sum + (a[s]! * Math.max(0, along(s, i))) / Math.sqrt(m), 0) - labels[i]!;
    const lambda0 = (least.lower + least.upper) / 2;
    const eta = (at.pace! * lambda0) / 4;
    let [worst, bound] = [0, residual(0) ** 2 + residual(1) ** 2];
    for (let step = 0; step < at.steps!; step++) {
      const r = [residual(0), residual(1)] as const;
      const on = w.map((_, s) => [along(s, 0) >= 0, along(s, 1) >= 0] as const);
      w.forEach((row, s) => {
        for (const i of [0, 1] as const)
          if (on[s]![i])
            for (let k = 0; k < d; k++) row[k]! -= (eta * a[s]! * r[i] * x[i][k]!) / Math.sqrt(m);
      });
      bound *= 1 - (eta * lambda0) / 2;
      worst = Math.max(worst, (residual(0) ** 2 + residual(1) ** 2) / bound);
    }
    const [found] = training.refine(draw, new Set(['lossRatio']), at, 'decide');
    expect((found!.lossRatio!.lower + found!.lossRatio!.upper) / 2).toBeCloseTo(worst, 9);
  });
});

describe('ntk', () => {
  it('has its controls refuted, and says nothing of an input that stands twice', async () => {
    const twice = ntk.statements.find(({ id }) => id === 'start-is-positive')!;
    const only = {
      ...twice,
      tries: { quick: [{ d: [6], n: [3], data: ['twice'], m: [100], gamma: [0.05] }] },
    };
    const statements = [only, ...ntk.statements.filter(({ control }) => control === true)];
    const { complete, claims } = await tried({ ...ntk, statements } as typeof ntk);
    expect(complete).toBe(true);
    expect(claims.map(({ verdict }) => verdict)).toEqual([
      'vacuous',
      ...claims.slice(1).map(() => 'refuted'),
    ]);
    expect(claims.length).toBeGreaterThan(2);
    for (const { cells } of claims.slice(1))
      for (const { witness } of cells) expect(witness!.confirmed.margin).toBeLessThan(0);
  });

  it('has a README that names every claim and every file that it links', () => {
    const text = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
    for (const { id } of ntk.statements) expect(text).toContain(`\`${id}\``);
    for (const [, link] of text.matchAll(/\]\(([^)]+)\)/g))
      expect(existsSync(new URL(link!, new URL('./', import.meta.url))), link).toBe(true);
  });

  it.each([
    ['inputs whose λ0 is 0', { d: [1], n: [3] }, /λ0 lies below 1e-12, which f64 does not tell from 0/],
    [
      'an unknown data set',
      { data: ['mnist'] },
      /--data mnist is not a data set; give one of uniform, clustered/,
    ],
    [
      'too many inputs',
      { n: [1000] },
      /--n 1000 is not a number of inputs; give whole numbers from 1 to 200/,
    ],
  ])(
    'refuses %s in one sentence',
    (_, axes: Readonly<Record<string, readonly (number | string)[]>>, message) => {
      const statements = listed([ntk]).filter(({ statement }) => statement.id === 'kernel-is-stable');
      const plan = () =>
        planAll({
          statements,
          axes,
          profile: 'quick',
          constantValues: {},
          options: {},
          readings: null,
          mode: 'reduced',
          trials: null,
          threads: 1,
        });
      expect(plan).toThrow(message);
    },
  );
});
