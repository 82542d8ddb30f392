import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mode, Setting } from '../../src/core/theorem.ts';
import { type Generator, generators, type WordSource } from '../../src/numerics/kernels/generator.ts';
import { useKernels } from '../../src/numerics/kernels/inUse.ts';
import { plainKernels } from '../../src/numerics/kernels/reference/plainKernels.ts';
import { simdKernels } from '../../src/numerics/kernels/simd/simdKernels.ts';
import type { Numbers } from '../../src/numerics/linalg/vectors.ts';
import { rootOf } from '../../src/numerics/random/root.ts';
import type { NeuronKernels } from '../../src/theorems/lazyTraining/kernels/kernels.ts';
import { plainNeurons } from '../../src/theorems/lazyTraining/kernels/reference/plainNeurons.ts';
import { simdNeurons } from '../../src/theorems/lazyTraining/kernels/simd/simdNeurons.ts';
import { lazySpace } from '../../src/theorems/lazyTraining/space.ts';
import { last } from '../arbitraries/last.ts';

const plain: NeuronKernels = { ...plainNeurons, ...plainKernels };
const simd: NeuronKernels = { ...simdNeurons, ...simdKernels };

/**
 * Bit for bit: the contract fixes the order of every sum, so that nothing is left to a tolerance. Which NaN a
 * NaN is, is not fixed by the language and never looked at; the two zeros are told apart.
 */
const expectSame = (one: ArrayLike<number>, other: ArrayLike<number>): void => {
  expect(one.length).toBe(other.length);
  for (let i = 0; i < one.length; i++)
    if (!Object.is(one[i], other[i])) expect.fail(`entry ${i}: ${one[i]} and ${other[i]}`);
};

/** Numbers that catch a sum out: subnormal, tiny, huge, of either sign, and those that are none. */
const edges = [0, -0, 1, -1, 2 ** -149, -(2 ** -140), 2 ** -126, 1e-30, 1e30, -3e38, 16777217, 0.1];
const nonFinite = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
const plainNumber = fc.double({ min: -8, max: 8, noNaN: true });
const anyNumber = fc.oneof(
  { arbitrary: plainNumber, weight: 6 },
  { arbitrary: fc.constantFrom(...edges), weight: 3 },
  { arbitrary: fc.constantFrom(...nonFinite), weight: 1 },
);

/**
 * Lengths around the lanes, the four rows of a pass, the runs of a sum (4096) and the pieces handed over
 * (16384).
 */
const lengths = fc.oneof(
  { arbitrary: fc.nat({ max: 40 }), weight: 12 },
  { arbitrary: fc.constantFrom(4095, 4096, 4097, 4103, 8192, 16383, 16384, 16385, 20483), weight: 1 },
);

/** `length` numbers, some of them drawn and the others a mixture of those. */
const numbersOf = (length: number, seeds: readonly number[], kind: 'f32' | 'f64'): Numbers => {
  const out = kind === 'f32' ? new Float32Array(length) : new Float64Array(length);
  for (let i = 0; i < length; i++)
    out[i] = i < seeds.length ? seeds[i]! : Math.sin(i + (seeds[0] ?? 0)) * (seeds[i % seeds.length] ?? 1);
  return out;
};

const signsOf = (length: number, seed: number): Int8Array =>
  Int8Array.from({ length }, (_, s) => (((Math.imul(s + 1, 0x9e3779b9) ^ seed) >>> 13) & 1 ? 1 : -1));

const kinds = fc.constantFrom<'f32' | 'f64'>('f32', 'f64');
const someNumbers = (max = 60): fc.Arbitrary<Numbers> =>
  fc
    .tuple(lengths, fc.array(anyNumber, { minLength: 1, maxLength: max }), kinds)
    .map(([length, seeds, kind]) => numbersOf(length, seeds, kind));

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const sources: fc.Arbitrary<WordSource> = fc.record({
  generator: fc.constantFrom<Generator>(...generators),
  words: fc.tuple(word, word, word, word),
});
const source = (generator: Generator): WordSource => ({ generator, words: [1, 2, 3, 0xfffffff0] });

describe('the SIMD kernels give the bits of the plain ones', () => {
  it('Gaussians of a block, however many of them', () => {
    fc.assert(
      fc.property(sources, word, fc.nat({ max: 9000 }), fc.nat({ max: 9 }), (from, block, count, offset) => {
        const [one, other] = [plain, simd].map(({ gaussians }) => {
          const out = new Float32Array(9020).fill(7);
          gaussians(from, block, out.subarray(offset, offset + count));
          return out;
        });
        expectSame(new Uint32Array(other!.buffer), new Uint32Array(one!.buffer));
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it.each(generators)('Gaussians of a million values in a row: %s', (generator) => {
    const [one, other] = [new Float32Array(4096), new Float32Array(4096)];
    for (let block = 0; block < 245; block++) {
      plain.gaussians(source(generator), block, one);
      simd.gaussians(source(generator), block, other);
      expectSame(new Uint32Array(other.buffer), new Uint32Array(one.buffer));
    }
  });

  it('signs of a block, however many of them', () => {
    fc.assert(
      fc.property(sources, word, fc.nat({ max: 9000 }), (from, block, length) => {
        const [one, other] = [new Int8Array(length), new Int8Array(length)];
        plain.signs(from, block, one);
        simd.signs(from, block, other);
        expectSame(other, one);
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  it('products of a small matrix and a wide one, in the memory or outside it', () => {
    const shapes = fc.record({
      rows: fc.nat({ max: 11 }),
      inner: fc.nat({ max: 9 }),
      columns: fc.oneof(fc.nat({ max: 19 }), fc.constant(1023)),
      lower: fc.boolean(),
      inside: fc.boolean(),
      seed: fc.nat({ max: 1000 }),
    });
    fc.assert(
      fc.property(shapes, ({ rows, inner, columns, lower, inside, seed }) => {
        const factor = numbersOf(rows * inner, [seed / 7, -0.3], 'f64') as Float64Array;
        if (lower)
          for (let i = 0; i < rows; i++) for (let k = i + 1; k < inner; k++) factor[i * inner + k] = 0;
        const wide = numbersOf(inner * columns, [1 / (seed + 1), 3], 'f32') as Float32Array;
        const of = ({ wideProduct, arena }: typeof plain): Float64Array => {
          const work = (): Float64Array => {
            const given = inside ? arena.float32(wide.length) : new Float32Array(wide.length);
            given.set(wide);
            const out = inside ? arena.float64(rows * columns) : new Float64Array(rows * columns);
            wideProduct(factor, rows, given, columns, out.fill(7), lower);
            return out.slice();
          };
          return inside ? arena.scope(work) : work();
        };
        expectSame(of(simd), of(plain));
      }),
      { numRuns: 400, seed: 21 },
    );
  });

  it('bits that sets share, however many words they have', () => {
    const shapes = fc.record({
      rows: fc.nat({ max: 7 }),
      words: fc.oneof(fc.nat({ max: 9 }), fc.constantFrom(123, 124, 125, 128, 300)),
      seed: fc.nat(),
      full: fc.boolean(),
    });
    fc.assert(
      fc.property(shapes, ({ rows, words, seed, full }) => {
        const sets = Int32Array.from({ length: rows * words }, (_, k) =>
          full ? -1 : Math.imul(k + seed, 0x9e3779b9) ^ (seed >>> (k % 7)),
        );
        const of = ({ sharedBits }: typeof plain): Float64Array => {
          const counts = new Float64Array(rows * rows).fill(7);
          sharedBits(sets, rows, counts);
          return counts;
        };
        expectSame(of(simd), of(plain));
        if (full) expect(of(simd).every((count) => count === 32 * words)).toBe(true);
      }),
      { numRuns: 300, seed: 22 },
    );
  });

  it('sums over neurons, at every kind of number', () => {
    fc.assert(
      fc.property(someNumbers(), fc.nat(), anyNumber, anyNumber, anyNumber, (u, seed, a, b, c) => {
        const signs = signsOf(u.length, seed);
        const reaches = [a, b, 0, c].slice(0, seed % 5);
        const sums = (kernels: typeof plain): number[] =>
          kernels.extremeSums(u, signs, reaches).flatMap(({ total, magnitude }) => [total, magnitude]);
        expectSame(sums(simd), sums(plain));
        const alwaysActive = (kernels: typeof plain): number[] => {
          const { count, along, across, magnitude } = kernels.alwaysActiveSums(u, signs, a, b, c);
          return [count, along, across, magnitude];
        };
        expectSame(alwaysActive(simd), alwaysActive(plain));
        expectSame(simd.within(u, -Math.abs(a), Math.abs(a)), plain.within(u, -Math.abs(a), Math.abs(a)));
        expectSame(simd.within(u, b, c), plain.within(u, b, c));
      }),
      { numRuns: 600, seed: 3 },
    );
  });

  it('passes of the step, at every number of rows, patterns and probes', () => {
    const shapes = fc.record({
      m: lengths,
      rows: fc.nat({ max: 4 }),
      patterns: fc.nat({ max: 4 }),
      probes: fc.oneof(fc.nat({ max: 3 }), fc.constant(9)),
      seeds: fc.array(anyNumber, { minLength: 1, maxLength: 60 }),
      kind: kinds,
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(shapes, ({ m, seeds, kind, seed, ...counts }) => {
        const signs = signsOf(m, seed);
        const rows = Array.from({ length: counts.rows }, (_, k) =>
          numbersOf(m, seeds.slice(k % seeds.length), k % 2 === 0 ? kind : 'f32'),
        );
        const patterns = Array.from({ length: counts.patterns }, (_, k) =>
          Int8Array.from({ length: m }, (_, s) => ((Math.imul(s + k + seed, 0x9e3779b9) >>> 9) % 5) - 2),
        );
        const probes = Array.from({ length: counts.probes }, (_, k) => ({
          part: seeds[k % seeds.length]!,
          factors: Float64Array.from(
            rows.slice(0, k % (rows.length + 1)),
            (_, i) => seeds[i % seeds.length]!,
          ),
        }));
        const factors = Float64Array.from(patterns, (_, k) => seeds[k % seeds.length]!);
        const [expected, found] = [plain, simd].map((kernels) => {
          const sums = kernels.stepSums(rows, signs, probes);
          const active = rows.map((row) => kernels.activePattern(row, signs, seeds[0]!));
          const centers = rows.map((row) => kernels.centerPattern(row, signs, Math.abs(seeds[0]!)));
          const row = Float32Array.from(numbersOf(m, seeds, 'f32'));
          kernels.addPatterns(row, factors, patterns);
          return [
            ...sums.flatMap(({ total, magnitude }) => [total, magnitude]),
            ...active.flatMap(({ pattern, count }) => [count, ...pattern]),
            ...centers.flatMap((center) => [...center]),
            ...kernels.patternSums(patterns, rows),
            ...patterns.flatMap((p) => patterns.map((q) => kernels.patternProduct(p, q))),
            ...row,
          ];
        });
        expectSame(found!, expected!);
      }),
      { numRuns: 400, seed: 6 },
    );
  });

  it('what a certificate says of each neuron, at every kind of number and every kind of neuron', () => {
    const shapes = fc.record({
      m: lengths,
      rows: fc.nat({ max: 4 }),
      seeds: fc.array(anyNumber, { minLength: 8, maxLength: 60 }),
      kind: kinds,
      seed: fc.nat(),
      sign: fc.constantFrom<1 | -1>(1, -1),
      // Wide, narrow and no may-flip set at all; beyond what single neurons are near, and far within.
      V: fc.constantFrom(0, 1e-3, 0.3, 2, 30),
      eps: fc.constantFrom(0, 0.01, 0.3, 2, Number.POSITIVE_INFINITY),
      width: plainNumber,
    });
    fc.assert(
      fc.property(shapes, ({ m, seeds, kind, seed, sign, V, eps, width, ...counts }) => {
        const signs = signsOf(m, seed);
        const rows = Array.from({ length: counts.rows }, (_, k) =>
          numbersOf(m, seeds.slice(k), k % 2 === 0 ? kind : 'f32'),
        );
        const u = numbersOf(m, seeds, kind);
        const factors = Float64Array.from(rows.slice(0, seed % 5), (_, k) => seeds[k]!);
        const [uFactor, towardsFactor, VD, VN] = seeds as [number, number, number, number];
        const [expected, found] = [plain, simd].map((kernels) => {
          const [projected, norms] = [new Float64Array(m), new Float32Array(m)];
          const largest = kernels.projections(rows, factors, Math.abs(width), projected, norms);
          const towards = Float64Array.from(numbersOf(m, seeds.slice(1), 'f64'));
          const rowNorms = Float32Array.from(numbersOf(m, [3, ...seeds.map(Math.abs)], 'f32'));
          const { flags, count, on } = kernels.trackedFlags({ u, signs, towards }, V, sign, uFactor, VD);
          const room = {
            slopes: new Int8Array(m),
            kinks: new Int32Array(m),
            margins: new Float64Array(m),
            jumps: new Uint8Array(m),
          };
          const { total, listed } = kernels.neuronBounds(
            { u, signs, towards, rowNorms, tracked: flags },
            { sign, uFactor, towardsFactor, V, VD, VN, trackedReach: VD + 2, eps },
            room,
          );
          const margins = room.margins.slice(0, listed);
          const jumps = room.jumps.slice(0, listed);
          const weights = new Float64Array(listed);
          const extra = kernels.kinkWeights(margins, jumps, Math.abs(width), weights);
          const columns = rows.map((row) => Float64Array.from(row.subarray(0, listed)));
          const gram = kernels.gramSums(columns, weights);
          const any = kernels.gramSums(columns, Float64Array.from(u.subarray(0, listed)));
          return [
            ...[largest, count, on, total, listed, extra],
            ...[...projected, ...norms, ...flags, ...room.slopes],
            ...[...room.kinks.slice(0, listed), ...margins, ...jumps, ...weights],
            ...[gram, any].flatMap((sums) => [sums.total, sums.largest, ...sums.once, ...sums.twice]),
          ];
        });
        expectSame(found!, expected!);
      }),
      { numRuns: 600, seed: 7 },
    );
  });

  it('all of it where the numbers lie in the arena, and where some of them do not', () => {
    // Around the runs and pieces of a pass.
    const shapes = fc.record({
      m: fc.constantFrom(5, 4095, 16384, 65535, 65536, 65537, 70001, 81923),
      mixed: fc.boolean(),
      kind: kinds,
      seeds: fc.array(anyNumber, { minLength: 8, maxLength: 60 }),
      seed: fc.nat(),
      from: sources,
      V: fc.constantFrom(0, 0.3, 2),
      sign: fc.constantFrom<1 | -1>(1, -1),
    });
    const everything = (
      kernels: NeuronKernels,
      { m, mixed, kind, seeds, seed, from, V, sign }: typeof shapes extends fc.Arbitrary<infer T> ? T : never,
    ): readonly ArrayLike<number>[] =>
      kernels.arena.scope(() => {
        const { arena } = kernels;
        const inArena = (numbers: Numbers): Numbers => {
          const own = numbers instanceof Float32Array ? arena.float32(m) : arena.float64(m);
          own.set(numbers);
          return own;
        };
        const u = inArena(numbersOf(m, seeds, kind));
        const other = numbersOf(m, seeds.slice(1), 'f32');
        const rows = [u, mixed ? other : inArena(other)];
        const signs = arena.int8(m);
        signs.set(signsOf(m, seed));
        const [normal, fair] = [arena.float32(m), arena.int8(m)];
        kernels.gaussians(from, 3, normal);
        kernels.signs(from, 3, fair);
        const [a, b, c, e] = seeds as [number, number, number, number];
        const factors = Float64Array.of(a, b);
        const active = kernels.activePattern(u, signs, a);
        const center = kernels.centerPattern(u, signs, V);
        const patterns = [active.pattern, center];
        const row = arena.float32(m);
        row.set(numbersOf(m, seeds, 'f32'));
        kernels.addPatterns(row, factors, patterns);
        const probes = [
          { part: c, factors },
          { part: e, factors: factors.subarray(0, 1) },
        ];
        const sums = [...kernels.extremeSums(u, signs, [a, V, -V]), ...kernels.stepSums(rows, signs, probes)];
        const [projected, norms] = [arena.float64(m), arena.float32(m)];
        const largest = kernels.projections(rows, factors, Math.abs(c), projected, norms);
        const towards = arena.float64(m);
        towards.set(numbersOf(m, seeds.slice(1), 'f64'));
        const neurons = { u, signs, towards, rowNorms: norms };
        const { flags, count, on } = kernels.trackedFlags(neurons, V, sign, b, c);
        const space = {
          slopes: arena.int8(m),
          kinks: arena.int32(m),
          margins: arena.float64(m),
          jumps: arena.uint8(m),
        };
        const reach = { sign, uFactor: a, towardsFactor: b, V, VD: c, VN: e, trackedReach: c + 2, eps: 0.3 };
        const { total, listed } = kernels.neuronBounds({ ...neurons, tracked: flags }, reach, space);
        const [kinks, margins, jumps] = [
          space.kinks.subarray(0, listed),
          space.margins.subarray(0, listed),
          space.jumps.subarray(0, listed),
        ];
        const weights = arena.float64(listed);
        const extra = kernels.kinkWeights(margins, jumps, V, weights);
        const columns = rows.map((one) => kernels.pick(one, kinks));
        const gram = kernels.gramSums(columns, weights);
        // Or nothing has been looked at.
        if (kernels === simd) {
          for (const { buffer } of [u, center, flags, space.slopes, ...columns])
            expect(buffer).toBeInstanceOf(SharedArrayBuffer);
        }
        return [
          sums.flatMap((one) => [one.total, one.magnitude]),
          [active.count, count, on, largest, total, listed, extra, gram.total, gram.largest],
          ...[gram.once, gram.twice, kernels.patternSums(patterns, rows)],
          patterns.flatMap((p) => patterns.map((q) => kernels.patternProduct(p, q))),
          kernels.within(u, -V, Math.abs(a)),
          ...[...patterns, row, projected, norms, flags, ...columns, normal, fair],
          ...[space.slopes, kinks, margins, jumps, weights],
          // Beyond the scope they are anybody's.
        ].map((numbers) => Array.from(numbers));
      });
    fc.assert(
      fc.property(shapes, (shape) => {
        const [expected, found] = [everything(plain, shape), everything(simd, shape)];
        expect(found.length).toBe(expected.length);
        found.forEach((numbers, i) => {
          expectSame(numbers, expected[i]!);
        });
      }),
      { numRuns: 40, seed: 8 },
    );
  });

  it('products with rows and sums of rows, at every width', () => {
    const shapes = fc.record({
      width: fc.oneof(fc.nat({ max: 20 }), fc.constantFrom(63, 257, 783)),
      count: fc.nat({ max: 13 }),
      kind: kinds,
      seeds: fc.array(anyNumber, { minLength: 1, maxLength: 80 }),
      list: fc.array(fc.nat({ max: 1000 }), { maxLength: 15 }),
    });
    fc.assert(
      fc.property(shapes, ({ width, count, kind, seeds, list }) => {
        const rows = numbersOf(width * count, seeds, kind);
        const vector = Float64Array.from(numbersOf(width, [...seeds].reverse(), 'f64'));
        const picked = count === 0 ? [] : list.map((i) => i % count);
        const factors = picked.map((_, j) => seeds[j % seeds.length]!);
        const resultsOf = (kernels: NeuronKernels) => {
          const matrix = kernels.rowMatrix(rows, width);
          const dots = new Float64Array(count);
          matrix.dots(vector, dots);
          const sum = vector.slice();
          matrix.addRows(sum, picked, factors);
          return [dots, sum] as const;
        };
        const expected = resultsOf(plain);
        for (const found of [resultsOf(simd), simd.arena.scope(() => resultsOf(simd))])
          found.forEach((numbers, i) => {
            expectSame(numbers, expected[i]!);
          });
      }),
      { numRuns: 600, seed: 4 },
    );
  });

  it('matrices side by side', () => {
    const rows = [1, 2, 3].map((k) => numbersOf(200 * k, [k, 0.5], k === 2 ? 'f64' : 'f32'));
    const vector = Float64Array.from({ length: 20 }, (_, i) => 1 / (i + 1));
    simd.arena.scope(() => {
      const matrices = rows.map((one) => simd.rowMatrix(one, 20));
      for (const k of [0, 1, 2, 1, 0, 0, 2]) {
        const [one, other] = [new Float64Array(10 * (k + 1)), new Float64Array(10 * (k + 1))];
        plain.rowMatrix(rows[k]!, 20).dots(vector, one);
        matrices[k]!.dots(vector, other);
        expectSame(other, one);
      }
    });
  });

  it('passes over W0, stored, regenerated and plain, whatever was done before', () => {
    const shapes = fc.record({
      d: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constantFrom(97, 784, 5000, 20000)),
      rows: fc.nat({ max: 60 }),
      from: sources,
      probes: fc.nat({ max: 3 }),
      scale: plainNumber,
    });
    fc.assert(
      fc.property(shapes, ({ d, rows, from, probes, scale }) => {
        const m = d > 1000 ? rows % 9 : d > 12 ? rows : rows * 400;
        const directions = Array.from({ length: probes }, (_, k) =>
          Float64Array.from(numbersOf(d, [k + 0.5, scale], 'f64')),
        );
        const pattern = Int8Array.from({ length: m }, (_, s) => ((Math.imul(s, 2654435761) >>> 7) % 5) - 2);
        const resultOf = (kernels: NeuronKernels, memory: number, isStored: boolean): readonly number[] => {
          const matrix = kernels.gaussianMatrix(from, d, m, memory);
          const pass = (): number[] => {
            const outs = directions.map(() => new Float64Array(m));
            matrix.dots(directions, outs);
            return outs.flatMap((out) => [...out]);
          };
          const u = new Float64Array(m);
          const direction = Float64Array.from(numbersOf(d, [0.25, scale], 'f64'));
          const active = matrix.dotsAndSum(direction, u, signsOf(m, 7), 0.1);
          const result = [...active, ...u, ...pass(), ...matrix.patternSum(pattern, scale), ...pass()];
          expect(matrix.stored).toBe(isStored);
          return result;
        };
        const expected = resultOf(plain, 1e9, false);
        simd.arena.scope(() => {
          expectSame(resultOf(simd, 1e9, true), expected);
          expectSame(resultOf(simd, -1, false), expected);
          expectSame(resultOf(simd, 1e9, true), expected);
        });
        expectSame(resultOf(simd, 1e9, false), expected);
      }),
      { numRuns: 60, seed: 5 },
    );
  });
});

describe('a whole trial', () => {
  const cells = [
    { d: 3, m: 40, C0: 1 },
    { d: 5, m: 4100, C0: 3 },
    // Rows of every length are compared above; here one beyond the lanes and no multiple of them.
    { d: 97, m: 50, C0: 2 },
  ];
  const everyMode = ['reduced', 'ambient'] as const;

  /** Everything that a setting says of a draw, as plain data. */
  const refined = (
    setting: Setting,
    mode: Mode,
    { d, m, C0 }: (typeof cells)[number],
    kernels: typeof plainKernels,
  ) => {
    const before = useKernels(kernels);
    const answered = () => {
      const stream = rootOf('kernels').child(setting.name).child(mode).child(d).child(m);
      const at = { d, m, C0, radius: C0 / Math.sqrt(m), C2: 2 + C0 };
      const wanted = new Set(setting.quantities.map(({ symbol }) => symbol));
      const found = [...setting.refine(setting.sample(stream, at, mode), wanted, at, 'decide')];
      const brackets = found.map((known) =>
        Object.entries(known).map(([symbol, { lower, upper }]) => ({ symbol, lower, upper })),
      );
      const choices = Object.values(last(found)).map(({ attainedAt }) => attainedAt?.() ?? null);
      return { brackets, choices };
    };
    try {
      return kernels.arena.scope(answered);
    } finally {
      useKernels(before);
    }
  };

  it.each(
    lazySpace.settings.flatMap((setting) =>
      everyMode.flatMap((mode) => cells.map((cell) => ({ name: setting.name, setting, mode, cell }))),
    ),
  )('is the same from either kernels: $name, $mode, $cell', ({ setting, mode, cell }) => {
    const found = refined(setting, mode, cell, simdKernels);
    expect(found.choices.some((choice) => choice !== null)).toBe(true);
    expect(found).toEqual(refined(setting, mode, cell, plainKernels));
  });
});
