import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tried } from '../../../properties/tried.ts';
import { planAll } from '../../core/run/planAll.ts';
import { listed, type Mode, type Point, type Theorem } from '../../core/theorem.ts';
import { simplex } from '../../numerics/linalg/simplex.ts';
import { gaussian } from '../../numerics/random/gaussian.ts';
import { rootOf } from '../../numerics/random/root.ts';
import { ksTwoSample } from '../../numerics/statistics/kolmogorovSmirnov.ts';
import { cover } from './cover.ts';
import { separableShare } from './coverCount.ts';
import { gaussianRip } from './gaussianRip.ts';
import { bracketOf, l1Recovery, programOf } from './l1Recovery.ts';
import { ripBracket } from './ripBracket.ts';
import { separation } from './separability.ts';
import { statisticalDimension } from './statisticalDimension.ts';

const stream = rootOf('lakatos').child('random-matrices');

/** What the setting of a theorem knows of a quantity on a few draws, in the middle. */
const middles = (theorem: Theorem, symbol: string, at: Point, mode: Mode, count: number): number[] =>
  Array.from({ length: count }, (_, i) => {
    const [setting] = theorem.settings;
    const draw = setting!.sample(stream.child(mode).child(i), at, mode);
    const found = [...setting!.refine(draw, new Set([symbol]), at, 'decide')].at(-1)![symbol]!;
    expect(found.lower).toBeLessThanOrEqual(found.upper);
    expect(found.upper - found.lower).toBeLessThan(1e-6 * (1 + found.upper));
    expect(setting!.quantities.find((one) => one.symbol === symbol)!.value(draw, null, at)).toBeCloseTo(
      (found.lower + found.upper) / 2,
      6,
    );
    return (found.lower + found.upper) / 2;
  });

describe("Cover's count", () => {
  it('is that of all labellings of points on a half circle, by their angles', () => {
    // In the plane a labelling is separable where the labelled points lie within less than half a turn.
    const n = 7;
    const angles = [0.1, 0.5, 0.9, 1.4, 1.9, 2.2, 2.9];
    let yes = 0;
    for (let labels = 0; labels < 2 ** n; labels++) {
      const turned = angles.map((angle, i) => angle + ((labels >> i) & 1) * Math.PI).sort((a, b) => a - b);
      const gap = Math.max(
        ...turned.map((angle, i) => (i + 1 < n ? turned[i + 1]! : turned[0]! + 2 * Math.PI) - angle),
      );
      const points = Float64Array.from(turned.flatMap((angle) => [Math.cos(angle), Math.sin(angle)]));
      const { kind } = separation(points, n, 2);
      expect(kind).toBe(gap > Math.PI ? 'separable' : 'inseparable');
      yes += Number(kind === 'separable');
    }
    expect(yes / 2 ** n).toBe(separableShare(n, 2));
  });

  it('is half where there are twice as many points as dimensions, and all where there are no more', () => {
    for (const d of [1, 2, 5, 40]) expect(separableShare(2 * d, d)).toBe(0.5);
    expect(separableShare(3, 3)).toBe(1);
    expect(separableShare(30, 10)).toBeCloseTo(16_489_546 / 2 ** 29, 12);
  });

  it('leaves no labelling of points in general position open, and none of points that stand twice', () => {
    const [setting] = cover.settings;
    for (const points of [1, 2, 3])
      for (let i = 0; i < 60; i++) {
        const at = { d: 4, n: 9, points };
        const draw = setting!.sample(stream.child('open').child(points).child(i), at, 'reduced');
        const [found] = setting!.refine(draw, new Set(['separable']), at, 'decide');
        if (points < 3) expect(found!.separable!.lower).toBe(found!.separable!.upper);
      }
  });
});

describe('recovery by ℓ1', () => {
  it('is what a linear program says of the vector itself', () => {
    const at = { d: 14, m: 7, s: 3 };
    let recovered = 0;
    for (let i = 0; i < 40; i++) {
      const A = gaussian(stream.child('whole').child(i), at.d * at.m).slice();
      const { lower, upper } = bracketOf(programOf(A, at));
      // min ‖p‖₁ + ‖q‖₁ with A(p − q) = b for x = (1, 1, 1, 0, …); rows with b < 0 are turned.
      const b = Float64Array.from({ length: at.m }, (_, k) => A[k]! + A[at.m + k]! + A[2 * at.m + k]!);
      const rows = new Float64Array(at.m * 2 * at.d);
      for (let k = 0; k < at.m; k++)
        for (let j = 0; j < at.d; j++) {
          const entry = (b[k]! < 0 ? -1 : 1) * A[j * at.m + k]!;
          rows[k * 2 * at.d + j] = entry;
          rows[k * 2 * at.d + at.d + j] = -entry;
        }
      const { x } = simplex(rows, b.map(Math.abs), new Float64Array(2 * at.d).fill(-1));
      const isRecovered = [...x.keys()].every(
        (j) => Math.abs(x[j]! - (j < at.s ? 1 : 0)) < 1e-7 || (j >= at.d && x[j]! < 1e-7),
      );
      expect(isRecovered ? upper : -lower).toBeLessThan(isRecovered ? 1 : -1);
      recovered += Number(isRecovered);
    }
    expect(recovered).toBeGreaterThan(5);
    expect(recovered).toBeLessThan(35);
  });

  // A false alarm has chance 1e-4; the seed is pinned.
  it('has one law, reduced or from a whole matrix', () => {
    const at = { d: 16, m: 8, s: 3, gamma: 0.05 };
    const reduced = middles(l1Recovery, 'dualNorm', at, 'reduced', 600);
    expect(ksTwoSample(reduced, middles(l1Recovery, 'dualNorm', at, 'ambient', 600)).pValue).toBeGreaterThan(
      1e-4,
    );
    const more = middles(l1Recovery, 'dualNorm', { ...at, m: 9 }, 'ambient', 600);
    expect(ksTwoSample(reduced, more).pValue).toBeLessThan(1e-4);
  });

  // By numerical integration of (|z| − τ)₊² in Python.
  it.each([
    [4, 60, 14.972099463143515],
    [15, 60, 34.97145686643629],
    [50, 200, 116.57152288812033],
  ])('has the statistical dimension of s = %i in d = %i', (s, d, dimension) => {
    expect(statisticalDimension(s, d)).toBeCloseTo(dimension, 8);
  });
});

describe('the restricted isometry constant', () => {
  it('of one and two columns is in closed form', () => {
    for (let i = 0; i < 10; i++) {
      const [setting] = gaussianRip.settings;
      const at = { p: 6, m: 20, gamma: 0.05 };
      const draw = setting!.sample(stream.child('rip').child(i), { ...at, s: 2 }, 'reduced');
      const entry = (a: number, b: number): number => draw.gram[6 * a + b]!;
      const [all, pairs] = [[] as number[], [] as number[]];
      for (let a = 0; a < 6; a++) {
        all.push(Math.abs(entry(a, a) - 1));
        for (let b = 0; b < a; b++) {
          const [middle, half] = [(entry(a, a) + entry(b, b)) / 2, (entry(a, a) - entry(b, b)) / 2];
          const root = Math.hypot(half, entry(a, b));
          pairs.push(Math.abs(middle + root - 1), Math.abs(middle - root - 1));
        }
      }
      for (const [s, values] of [
        [1, all],
        [2, pairs],
      ] as const) {
        const { lower, upper } = ripBracket(draw.gram, at.p, s);
        expect(lower).toBeLessThanOrEqual(Math.max(...values));
        expect(upper).toBeGreaterThanOrEqual(Math.max(...values));
        expect(upper - lower).toBeLessThan(1e-9);
      }
    }
  });

  it.each([2, 3, 4])('of five columns lies in the bracket from sets of at most %i', (together) => {
    const [setting] = gaussianRip.settings;
    const at = { p: 12, s: 5, m: 60, gamma: 0.05 };
    const mostSets = [0, 0, 66, 220, 495][together]!;
    let [reached, wide] = [0, 0];
    for (let i = 0; i < 12; i++) {
      const { gram } = setting!.sample(stream.child('sets').child(i), at, 'reduced');
      const exact = ripBracket(gram, at.p, at.s);
      expect(exact.upper - exact.lower).toBeLessThan(1e-9);
      const bracket = ripBracket(gram, at.p, at.s, mostSets);
      expect(bracket.lower).toBeLessThanOrEqual(exact.upper);
      expect(bracket.upper).toBeGreaterThanOrEqual(exact.lower);
      // No worse than the diagonal and the rest apart, at most (s − 1)/(k − 1) times what is exact for k.
      expect(bracket.upper).toBeLessThan(((at.s - 1) / (together - 1)) * exact.upper * 1.2);
      reached += Number(bracket.lower > exact.lower - 1e-9);
      wide += bracket.upper / exact.upper / 12;
    }
    expect(reached).toBeGreaterThanOrEqual(9);
    expect(wide).toBeGreaterThan(1);
  });

  // A false alarm has chance 1e-4; the seed is pinned.
  it('has one law, reduced or from a whole matrix', () => {
    const at = { p: 7, m: 15, s: 3, gamma: 0.05 };
    const reduced = middles(gaussianRip, 'rip', at, 'reduced', 600);
    expect(ksTwoSample(reduced, middles(gaussianRip, 'rip', at, 'ambient', 600)).pValue).toBeGreaterThan(
      1e-4,
    );
    expect(
      ksTwoSample(reduced, middles(gaussianRip, 'rip', { ...at, m: 20 }, 'ambient', 600)).pValue,
    ).toBeLessThan(1e-4);
  });
});

describe('the theorems', () => {
  it.each([gaussianRip, cover, l1Recovery].map((theorem) => [theorem.id, theorem] as const))(
    '%s has its control refuted',
    async (_, theorem) => {
      const controls = theorem.statements.filter(({ control }) => control === true);
      expect(controls.length).toBeGreaterThan(0);
      const { complete, claims } = await tried({ ...theorem, statements: controls });
      expect(complete).toBe(true);
      for (const { cells } of claims) for (const { verdict } of cells) expect(verdict).toBe('refuted');
    },
  );

  it('have a README that names every claim and every file that it links', () => {
    const text = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
    for (const { id } of [gaussianRip, cover, l1Recovery].flatMap(({ statements }) => statements))
      expect(text).toContain(`\`${id}\``);
    for (const [, link] of text.matchAll(/\]\(([^)]+)\)/g))
      expect(existsSync(new URL(link!, new URL('./', import.meta.url))), link).toBe(true);
  });

  it.each([['more columns in a support than there are', { p: [3], s: [5] }, /s = 5 is more than p = 3/]])(
    'refuse %s in one sentence',
    (_, axes: Readonly<Record<string, readonly number[]>>, message) => {
      const plan = () =>
        planAll({
          statements: listed([gaussianRip]).filter(({ statement }) => statement.id === 'rip-by-enough-rows'),
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
