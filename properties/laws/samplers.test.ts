import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Found, Mode, Point, Setting } from '../../src/core/theorem.ts';
import { dot, norm } from '../../src/numerics/linalg/vectors.ts';
import { rootOf } from '../../src/numerics/random/root.ts';
import type { Stream } from '../../src/numerics/random/stream.ts';
import { ksOneSample, ksTwoSample } from '../../src/numerics/statistics/kolmogorovSmirnov.ts';
import { normalCdf } from '../../src/numerics/statistics/normal.ts';
import type { ExplicitNetwork } from '../../src/theorems/lazyTraining/network/explicitNetwork.ts';
import { gradientAfter } from '../../src/theorems/lazyTraining/network/gradientBracket.ts';
import { type Movement, noMovement } from '../../src/theorems/lazyTraining/network/movement.ts';
import { gradientAt, stepAt } from '../../src/theorems/lazyTraining/network/reference.ts';
import {
  ambientGradient,
  ambientStep,
  ambientValue,
} from '../../src/theorems/lazyTraining/samplers/ambient.ts';
import { reducedGradient } from '../../src/theorems/lazyTraining/samplers/reducedGradient.ts';
import { reducedStep } from '../../src/theorems/lazyTraining/samplers/reducedStep.ts';
import { reducedValue } from '../../src/theorems/lazyTraining/samplers/reducedValue.ts';
import type { LazyDraw } from '../../src/theorems/lazyTraining/settings/lazyDraw.ts';
import { lazySpace } from '../../src/theorems/lazyTraining/space.ts';
import { last } from '../arbitraries/last.ts';
import { roundingRoom, stepRoom } from '../arbitraries/rounding.ts';
import { radiusOf, type Scene, scenes, streamOf, unitVector } from '../arbitraries/scenes.ts';

const modes: readonly Mode[] = ['reduced', 'ambient'];
const { settings } = lazySpace;

/** A draw, and what all searches of its setting found there. */
interface Searched {
  readonly at: Point;
  readonly draw: LazyDraw;
  readonly found: Readonly<Record<string, Found<Movement>>>;
}

/** The first `most` brackets of a search; all of them where nothing else is said. */
function* firstOf<T>(brackets: Iterable<T>, most: number): Iterable<T> {
  let taken = 0;
  for (const bracket of brackets) {
    yield bracket;
    if (++taken >= most) return;
  }
}

const searchAt = (
  setting: Setting,
  stream: Stream,
  scene: Scene,
  C2: number,
  mode: Mode,
  most = Number.POSITIVE_INFINITY,
): Searched => {
  const { d, m, C0 } = scene;
  const at = { d, m, C0, radius: radiusOf(scene), C2 };
  const wanted = new Set(setting.quantities.map(({ symbol }) => symbol));
  const draw = setting.sample(stream, at, mode);
  return { at, draw, found: last(firstOf(setting.refine(draw, wanted, at, 'decide'), most)) };
};

/** The weights that the adversary found, W0 for a quantity that has none. */
const movementFor = ({ found, draw }: Searched, symbol: string): Movement =>
  found[symbol]?.attainedAt?.() ?? noMovement(draw.instance.m);

/**
 * How far revealed and explicit may differ; null where rounding decides everything (no gradient, so no step).
 */
const roomFor = (symbol: string, searched: Searched): number | null => {
  const { C2 } = searched.at;
  const network = searched.draw.explicit();
  const movement = movementFor(searched, symbol);
  const room = roundingRoom(network, movement);
  if (symbol === 'signChanges') return 0;
  if (symbol.startsWith('gradient')) return room.gradient;
  if (symbol === 'f0' || symbol === 'valueSup') return room.value;
  const { gradientNorm, value } = stepAt(network, movement, C2!);
  // The sign of a value within rounding of 0 is anyone's; a gradient within rounding of 0 has no direction.
  if (Math.abs(value) <= room.value || gradientNorm <= 4 * room.gradient) return null;
  return stepRoom(room, gradientNorm, C2!);
};

/**
 * What directions revealed after a step was tried add to it. Rows are stored in f32, so ∇f has a residue
 * along each of them, in all at most Σ_s |c_s| 2⁻²⁴ ‖w_s‖ ≤ 2⁻²⁴ · `lipschitz`; it moves δ, and f with it, as
 * in `stepRoom`.
 */
const laterResidue = (symbol: string, searched: Searched): number => {
  if (symbol !== 'signKeptSup' && symbol !== 'fAfterStep') return 0;
  const C2 = searched.at.C2!;
  const network = searched.draw.explicit();
  const movement = movementFor(searched, symbol);
  const { lipschitz } = roundingRoom(network, movement);
  const { gradientNorm } = stepAt(network, movement, C2);
  return (lipschitz * 3 * C2 * 2 ** -24 * lipschitz) / (gradientNorm * gradientNorm);
};

/**
 * Every quantity, at the weights its adversary found, is on the rebuilt W what it was on the revealed
 * numbers.
 */
const revealsTheTruth = (setting: Setting, mode: Mode): fc.IProperty<[Scene]> =>
  fc.property(scenes, (scene) => {
    const searched = searchAt(setting, streamOf(scene, setting.name), scene, 0.5 + scene.C0, mode);
    const { at, draw, found } = searched;
    for (const quantity of setting.quantities) {
      const { symbol, over } = quantity;
      const movement = movementFor(searched, symbol);
      const room = roomFor(symbol, searched);
      if (room === null) continue;
      const revealed = setting.revealed!(draw, symbol, movement, at);
      const explicit = quantity.value(draw, movement, at);
      expect(Math.abs(revealed - explicit), `${symbol}: ${revealed} and ${explicit}`).toBeLessThanOrEqual(
        room,
      );
      const { lower, upper } = found[symbol]!;
      const slack = room + laterResidue(symbol, searched);
      expect(explicit).toBeGreaterThanOrEqual(lower - slack);
      expect(explicit).toBeLessThanOrEqual(upper + slack);
      // The attained end of a bracket is what the weights give, less at most its own rounding bound.
      if (over === 'sup') expect(explicit - lower).toBeLessThanOrEqual(slack + 1e-9 * (1 + Math.abs(lower)));
      if (over === 'inf') expect(upper - explicit).toBeLessThanOrEqual(slack);
    }
  });

describe('what a draw reveals is what its explicit weights say', () => {
  const members = settings.flatMap((setting) => modes.map((mode) => [setting.name, mode, setting] as const));
  it.each(members)('%s setting, %s', (_, mode, setting) => {
    fc.assert(revealsTheTruth(setting, mode), { seed: 2, numRuns: 200 });
  });

  it.each(modes)('u and a are those of the rows, %s', (mode) => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const { d, m } = scene;
        const stream = streamOf(scene, 'u');
        const instances =
          mode === 'reduced'
            ? [
                reducedValue(stream, d, m),
                reducedGradient(stream, d, m, radiusOf(scene)),
                reducedStep(stream, d, m),
              ]
            : [
                ambientValue(stream, d, m),
                ambientGradient(stream, d, m, radiusOf(scene)),
                ambientStep(stream, d, m),
              ];
        for (const instance of instances) {
          const network = instance.explicit();
          expect(Math.abs(norm(network.x) - 1)).toBeLessThanOrEqual((d + 4) * 2 ** -52);
          // Both are the same dot product of the same numbers, so they agree bit for bit.
          network.visitRows((s, row) => expect(dot(row, network.x)).toBe(instance.u[s]));
          expect(network.signs).toEqual(instance.signs);
        }
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  it.each(modes)('the strip rows and the steady sum, %s', (mode) => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const { d, m } = scene;
        const radius = radiusOf(scene);
        const draw = mode === 'reduced' ? reducedGradient : ambientGradient;
        const instance = draw(streamOf(scene, 'strip'), d, m, radius);
        const { u, signs, mayFlip, rows, width, alwaysActiveSum } = instance;
        const network = instance.explicit();
        const room = roundingRoom(network, noMovement(m)).gradient * Math.sqrt(m);
        const sum = new Float64Array(d);
        const found: number[] = [];
        network.visitRows((s, row) => {
          if (u[s]! > radius)
            for (let i = 0; i < d; i++) sum[i]! += signs[s]! * (row[i]! - u[s]! * network.x[i]!);
          if (!(u[s]! > -radius && u[s]! <= radius)) return;
          const at = width * found.push(s) - width;
          const claimed = network.embed(Float64Array.from(rows.subarray(at, at + width)));
          for (let i = 0; i < d; i++)
            expect(Math.abs(claimed[i]! + u[s]! * network.x[i]! - row[i]!)).toBeLessThanOrEqual(room);
        });
        expect(found).toEqual([...mayFlip]);
        const claimed = network.embed(alwaysActiveSum);
        for (let i = 0; i < d; i++) expect(Math.abs(claimed[i]! - sum[i]!)).toBeLessThanOrEqual(room);
      }),
      { seed: 4, numRuns: 150 },
    );
  });

  it.each(modes)('W0ᵀc of every query asked, however many came after it, %s', (mode) => {
    // Patterns that differ in one neuron are the hardest for the basis: their difference is all that is new.
    const patterns = fc.array(fc.tuple(fc.nat(), fc.integer({ min: -2, max: 2 })), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(scenes, patterns, (scene, changes) => {
        const { d, m } = scene;
        const instance = (mode === 'reduced' ? reducedStep : ambientStep)(streamOf(scene, 'query'), d, m);
        const pattern = new Int8Array(m);
        const asked: Int8Array[] = [];
        const answers: Float64Array[] = [];
        for (let s = 0; s < m; s++) pattern[s] = instance.u[s]! > 0 ? 2 * instance.signs[s]! : 0;
        for (const [at, to] of changes) {
          answers.push(instance.revealed.query(pattern));
          asked.push(Int8Array.from(pattern));
          pattern[at % m] = to;
        }
        const network = instance.explicit();
        // ‖c‖₁ ≤ √m and rows of norm ‖w‖, as in `roundingRoom`. The reduced basis is kept as coefficients in
        // its patterns, which for patterns one neuron apart (m ≤ 60) are of size ≤ 2√m each: a factor (2√m)²
        // < 256 for each of two products.
        const room = 2 ** 8 * roundingRoom(network, noMovement(m)).gradient;
        asked.forEach((p, i) => {
          const explicit = new Float64Array(d);
          network.visitRows((s, row) => {
            for (let j = 0; j < d; j++) explicit[j]! += (p[s]! / (2 * Math.sqrt(m))) * row[j]!;
          });
          const first = network.embed(answers[i]!);
          const again = network.embed(instance.revealed.query(p));
          for (let j = 0; j < d; j++) {
            expect(Math.abs(again[j]! - explicit[j]!)).toBeLessThanOrEqual(room);
            // Rows are stored in f32: what they hold along directions revealed later is 0 up to that, 2⁻²⁴ of
            // ‖W0ᵀc‖ ≤ ‖rows‖.
            const stored = mode === 'reduced' ? 2 ** -20 * Math.sqrt(m) : room;
            expect(Math.abs(first[j]! - explicit[j]!)).toBeLessThanOrEqual(room + stored);
          }
        });
      }),
      { seed: 5, numRuns: 150 },
    );
  });
});

/** The chance that correct samplers fail anywhere below, over the choice of the seed. */
const FALSE_ALARM = 1e-6;
/** At most so many samples are compared (counted at the end), each at an equal share. */
const MOST_COMPARISONS = 200;
const SHARE = FALSE_ALARM / MOST_COMPARISONS;
/** Two laws whose distribution functions differ by 0.2 somewhere are told apart: ksTwoSample has its share from 0.129 on. */
const DRAWS = 1200;

/**
 * Brackets of a search, beyond which laws are not compared: more than the step's search has on small networks, the only one that asks
 * the draw for more as it goes. The gradient's has hundreds, all of them functions of what was drawn before the first.
 */
const BRACKETS = 16;

let comparisons = 0;

const expectOneLaw = (what: string, left: readonly number[], right: readonly number[]): void => {
  comparisons++;
  const { pValue, statistic } = ksTwoSample(left, right);
  expect(
    pValue,
    `${what}: distance ${statistic} of ${left.length} and ${right.length} draws`,
  ).toBeGreaterThan(SHARE);
};

type Reading = Record<string, number>;

/** One row of numbers per draw, as one sample per name. */
const samplesOf = (read: (stream: Stream) => Reading, stream: Stream): Record<string, number[]> => {
  const samples: Record<string, number[]> = {};
  for (let trial = 0; trial < DRAWS; trial++) {
    for (const [name, value] of Object.entries(read(stream.child(trial)))) {
      samples[name] ??= [];
      // Where no neuron is active there is no gradient and no step, as likely in one mode as in the other: an
      // atom far away.
      samples[name].push(Number.isFinite(value) ? value : -1e6);
    }
  }
  return samples;
};

const expectSameLaws = (what: string, read: (stream: Stream, mode: Mode) => Reading): void => {
  const [reduced, ambient] = modes.map((mode) =>
    samplesOf((stream) => read(stream, mode), rootOf('samplers').child(what).child(mode)),
  );
  expect(Object.keys(reduced!)).toEqual(Object.keys(ambient!));
  for (const name of Object.keys(reduced!))
    expectOneLaw(`${what}, ${name}`, reduced![name]!, ambient![name]!);
};

/** Both ends of what is known of a quantity over the ball, the middle of what is known of any other. */
const readingOf = ({ quantities }: Setting, { found }: Searched): Reading => {
  const reading: Reading = {};
  for (const { symbol, over } of quantities) {
    const { lower, upper } = found[symbol]!;
    if (over === undefined) reading[symbol] = (lower + upper) / 2;
    else reading[`${symbol} from below`] = lower;
    // The step's certificate is sharper where all of W0 is known: its two forms have laws of their own.
    if (over !== undefined && symbol !== 'signKeptSup') reading[`${symbol} from above`] = upper;
  }
  return reading;
};

/**
 * What can be seen of all the weights without knowing how they are turned about x: the reduced samplers
 * choose their own directions orthogonal to x, so they are looked at along directions that have nothing to do
 * with the draw.
 */
const lookAt = (network: ExplicitNetwork, u: Float32Array | Float64Array, stream: Stream): Reading => {
  const { d, x, m } = network;
  const aside = unitVector(stream.child('aside'), d, x);
  const between = x.map((entry, i) => (entry + aside[i]!) / Math.SQRT2);
  const rows: Float64Array[] = [];
  network.visitRows((_, row) => rows.push(Float64Array.from(row)));
  const f = (z: Float64Array): number =>
    rows.reduce((sum, row, s) => sum + network.signs[s]! * Math.max(0, dot(row, z)), 0) / Math.sqrt(m);
  const here = gradientAt(network, noMovement(m), x);
  const there = gradientAt(network, noMovement(m), aside);
  const byDistance = [...u.keys()].sort((s, t) => Math.abs(u[s]!) - Math.abs(u[t]!));
  const [nearest, second, farthest] = [
    rows[byDistance[0]!]!,
    rows[byDistance[1]!]!,
    rows[byDistance.at(-1)!]!,
  ];
  const highest = rows[[...u.keys()].reduce((best, s) => (u[s]! > u[best]! ? s : best), 0)]!;
  const lowest = rows[[...u.keys()].reduce((best, s) => (u[s]! < u[best]! ? s : best), 0)]!;
  // ⟨Pv, Pw⟩ and ⟨Pv, Pg⟩: correlations of neurons with each other and with the sums that were drawn first.
  const across = (v: Float64Array, w: Float64Array): number => dot(v, w) - dot(v, x) * dot(w, x);
  return {
    'f aside': f(aside),
    'f between': f(between),
    'f along the gradient': f(here.map((entry) => entry / norm(here))),
    'gradient aside': norm(there),
    'gradient here': norm(here),
    'one gradient along the other': across(here, there),
    'row 0 aside': dot(rows[0]!, aside),
    'row 0 length': norm(rows[0]!),
    'nearest aside': dot(nearest, aside),
    'nearest length': norm(nearest),
    'nearest and second': across(nearest, second),
    'nearest and farthest': across(nearest, farthest),
    'nearest and gradient': across(nearest, here),
    'highest and gradient': across(highest, here),
    'lowest and gradient': across(lowest, here),
    'highest and lowest': across(highest, lowest),
    'highest length': norm(highest),
    'signed sum of squares':
      rows.reduce((sum, row, s) => sum + network.signs[s]! * dot(row, row), 0) / Math.sqrt(m),
    'sum of all rows': norm(
      rows.reduce((sum, row) => sum.map((entry, i) => entry + row[i]!), new Float64Array(d)),
    ),
  };
};

/**
 * A may-flip set wider than the space (all rows in d − 1 coordinates), and one that is not (the triangular
 * form).
 */
const places = [
  { d: 6, m: 48, C0: 2, C2: 3 },
  { d: 7, m: 12, C0: 0.6, C2: 2 },
] as const;

/** A ball that holds W0 alone: no may-flip set, and the gradient across x as one length. */
const still = { d: 5, m: 9, C0: 0, C2: 1 } as const;

describe('reduced and ambient draws have one law (false-alarm rate 1e-6 for all of them together)', () => {
  it.each([...places, still])('every quantity at d = $d, m = $m, C0 = $C0', ({ d, m, C0, C2 }) => {
    for (const setting of settings) {
      expectSameLaws(`${setting.name} at d = ${d}`, (stream, mode) =>
        readingOf(setting, searchAt(setting, stream, { d, m, C0, trial: 0 }, C2, mode, BRACKETS)),
      );
    }
  });

  it.each(places)(
    'all the weights, completed after the searches, at d = $d, m = $m, C0 = $C0',
    ({ d, m, C0, C2 }) => {
      const truth = samplesOf((stream) => {
        const { explicit, u } = ambientValue(stream, d, m);
        return lookAt(explicit(), u, stream);
      }, rootOf('samplers').child('truth').child(d));
      for (const setting of settings) {
        const completed = samplesOf(
          (stream) => {
            const { draw } = searchAt(setting, stream, { d, m, C0, trial: 0 }, C2, 'reduced', BRACKETS);
            const network = draw.explicit();
            const u = new Float64Array(m);
            network.visitRows((s, row) => {
              u[s] = row[0]!;
            });
            return lookAt(network, u, stream);
          },
          rootOf('samplers').child(`completed ${setting.name}`).child(d),
        );
        comparisons++;
        expect(ksOneSample(completed['row 0 aside']!, normalCdf).pValue, setting.name).toBeGreaterThan(SHARE);
        for (const name of Object.keys(truth))
          expectOneLaw(`completed ${setting.name} at d = ${d}, ${name}`, completed[name]!, truth[name]!);
      }
    },
  );

  it('rows of a triangular strip are N(0, I) vectors: their squared lengths have the chi-square law', () => {
    const [d, m] = [5, 12];
    const squares: number[] = [];
    const cosines: number[] = [];
    for (let trial = 0; squares.length < 5000; trial++) {
      const stream = rootOf('samplers').child('triangular').child(trial);
      const { rows, mayFlip, width, alwaysActiveSum } = reducedGradient(stream, d, m, 0.15);
      if (width === d - 1) continue;
      mayFlip.forEach((_, i) => {
        const row = Float64Array.from(rows.subarray(i * width, (i + 1) * width));
        squares.push(dot(row, row));
        if (norm(alwaysActiveSum) > 0) cosines.push(dot(row, alwaysActiveSum) / norm(alwaysActiveSum));
      });
    }
    comparisons += 2;
    // Four degrees of freedom, whose distribution function is elementary.
    expect(ksOneSample(squares, (x) => 1 - Math.exp(-x / 2) * (1 + x / 2)).pValue).toBeGreaterThan(SHARE);
    expect(ksOneSample(cosines, normalCdf).pValue).toBeGreaterThan(SHARE);
  });

  it('‖P∇f(x; W0)‖ is √(share of active neurons) · χ_{d−1}, also where d is large', () => {
    const [d, m] = [4001, 20];
    const standardized: number[] = [];
    for (let trial = 0; trial < DRAWS; trial++) {
      const stream = rootOf('samplers').child('across').child(trial);
      const instance = reducedGradient(stream, d, m, 0);
      const active = instance.u.filter((u) => u > 0).length;
      if (active === 0) continue;
      const { acrossNorm } = gradientAfter(instance, noMovement(m));
      // χ²_k = (m/active) ‖P∇f‖², and ∛(χ²_k/k) is N(1 − 2/(9k), 2/(9k)) to O(1/k) (Wilson and Hilferty 1931): at k = 4000 its
      // distribution function is off by less than 1e-4, and the test tells draws apart from 0.09 on.
      const cube = Math.cbrt((m * acrossNorm * acrossNorm) / (active * (d - 1)));
      const spread = 2 / (9 * (d - 1));
      standardized.push((cube - (1 - spread)) / Math.sqrt(spread));
    }
    comparisons++;
    expect(standardized.length).toBeGreaterThan(DRAWS - 10);
    expect(ksOneSample(standardized, normalCdf).pValue).toBeGreaterThan(SHARE);
  });

  afterAll(() => {
    expect(comparisons).toBeLessThanOrEqual(MOST_COMPARISONS);
  });
});
