import { allocated, arena, scope } from '../../../../numerics/kernels/simd/arena.ts';
import { addressIn, type Column } from '../../../../numerics/kernels/simd/pass.ts';
import { eachPiece, gathered, sweep, total, workplace } from '../../../../numerics/kernels/simd/sweep.ts';
import type { Neurons, Sums } from '../kernels.ts';
import { passes } from './passes.ts';

type Results = readonly number[];

/** Pairs of sums, one after the other in the results of each run. */
const pairsOf = (results: Results, count: number): readonly Sums[] => {
  const sums: Sums[] = [];
  for (let k = 0; k < 2 * count; k += 2)
    sums.push({ total: total(results, k, 2 * count), magnitude: total(results, k + 1, 2 * count) });
  return sums;
};

const extremeSums: Neurons['extremeSums'] = (u, signs, reaches) => {
  const sums = sweep(
    passes,
    'extremeSums',
    (column) => ({ u: column(u), signs: column(signs), reaches }),
    u.length,
    2 * reaches.length,
  );
  return pairsOf(sums, reaches.length);
};

const alwaysActiveSums: Neurons['alwaysActiveSums'] = (u, signs, radius, along, across) => {
  const sums = sweep(
    passes,
    'alwaysActiveSums',
    (column) => ({ u: column(u), signs: column(signs), radius, along, across }),
    u.length,
    4,
  );
  return {
    count: total(sums, 0, 4),
    along: total(sums, 1, 4),
    across: total(sums, 2, 4),
    magnitude: total(sums, 3, 4),
  };
};

const within: Neurons['within'] = (u, above, atMost) =>
  scope(() => {
    const list = arena.int32(u.length);
    const found = sweep(
      passes,
      'within',
      (column) => ({ u: column(u), above, atMost, list: column(list, 'written') }),
      u.length,
      1,
    );
    return new Int32Array(list.subarray(0, gathered([list], found, 0, 1)));
  });

const stepSums: Neurons['stepSums'] = (rows, signs, probes) => {
  const used = rows.slice(0, Math.max(0, ...probes.map(({ factors }) => factors.length)));
  const sums = sweep(
    passes,
    'stepSums',
    (column) => ({
      rows: used.map((row) => column(row)),
      signs: column(signs),
      probes: probes.map(({ part, factors }) => ({ part, factors: [...factors] })),
    }),
    signs.length,
    2 * probes.length,
  );
  return pairsOf(sums, probes.length);
};

const activePattern: Neurons['activePattern'] = (u, signs, along) => {
  const pattern = arena.int8(signs.length);
  const counts = sweep(
    passes,
    'activePattern',
    (column) => ({ u: column(u), signs: column(signs), along, pattern: column(pattern, 'written') }),
    signs.length,
    1,
  );
  return { pattern, count: total(counts, 0, 1) };
};

const centerPattern: Neurons['centerPattern'] = (u, signs, radius) => {
  const pattern = arena.int8(signs.length);
  sweep(
    passes,
    'centerPattern',
    (column) => ({ u: column(u), signs: column(signs), radius, pattern: column(pattern, 'written') }),
    signs.length,
  );
  return pattern;
};

const patternSums: Neurons['patternSums'] = (patterns, rows) => {
  const stride = patterns.length * rows.length;
  const sums = sweep(
    passes,
    'patternSums',
    (column) => ({
      patterns: patterns.map((pattern) => column(pattern)),
      rows: rows.map((row) => column(row)),
    }),
    patterns[0]?.length ?? 0,
    stride,
  );
  return Float64Array.from({ length: stride }, (_, k) => total(sums, k, stride));
};

const patternProduct: Neurons['patternProduct'] = (p, q) =>
  total(
    sweep(passes, 'patternProduct', (column) => ({ p: column(p), q: column(q) }), p.length, 1),
    0,
    1,
  );

const addPatterns: Neurons['addPatterns'] = (row, factors, patterns) => {
  sweep(
    passes,
    'addPatterns',
    (column) => ({
      row: column(row, 'updated'),
      factors: [...factors],
      patterns: patterns.map((pattern) => column(pattern)),
    }),
    row.length,
  );
};

const projections: Neurons['projections'] = (rows, factors, rest, towards, norms) => {
  const largest = sweep(
    passes,
    'projections',
    (column) => ({
      rows: rows.slice(0, factors.length).map((row) => column(row)),
      factors: [...factors],
      rest,
      towards: column(towards, 'written'),
      norms: column(norms, 'written'),
    }),
    towards.length,
    1,
  );
  return largest.reduce((most, one) => Math.max(most, one), 0);
};

const trackedFlags: Neurons['trackedFlags'] = ({ u, signs, towards }, radius, sign, rate, clearance) => {
  const flags = arena.uint8(u.length);
  const counts = sweep(
    passes,
    'trackedFlags',
    (column) => ({
      ...{ u: column(u), signs: column(signs), towards: column(towards) },
      ...{ radius, sign, rate, clearance, flags: column(flags, 'written') },
    }),
    u.length,
    2,
  );
  return { flags, count: total(counts, 0, 2), on: total(counts, 1, 2) };
};

const neuronBounds: Neurons['neuronBounds'] = (
  { u, signs, towards, rowNorms, tracked },
  reach,
  { slopes, kinks, margins, jumps },
) => {
  const results = sweep(
    passes,
    'neuronBounds',
    (column) => ({
      u: column(u),
      signs: column(signs),
      towards: column(towards),
      rowNorms: column(rowNorms),
      tracked: column(tracked),
      reach,
      slopes: column(slopes, 'written'),
      kinks: column(kinks, 'written'),
      margins: column(margins, 'written'),
      jumps: column(jumps, 'written'),
    }),
    u.length,
    2,
  );
  return { total: total(results, 0, 2), listed: gathered([kinks, margins, jumps], results, 1, 2) };
};

const pick: Neurons['pick'] = (row, list) => {
  const picked = arena.float64(list.length);
  for (let i = 0; i < list.length; i++) picked[i] = row[list[i]!]!;
  return picked;
};

const kinkWeights: Neurons['kinkWeights'] = (margins, jumps, width, weights) => {
  const { run } = workplace(passes);
  let extra = 0;
  eachPiece(
    (column) => ({ margins: column(margins), jumps: column(jumps), weights: column(weights, 'written') }),
    weights.length,
    (columns, first, count) => {
      const at = (column: Column): number => addressIn(column, first);
      extra = run.kinkWeights(
        ...([at(columns.margins), at(columns.jumps), width, count, at(columns.weights), extra] as const),
      );
    },
  );
  return extra;
};

/** Pairs of columns in one call. */
const PAIRS = 3;

const gramSums: Neurons['gramSums'] = (columns, weights) =>
  scope(() => {
    const pairs = columns.flatMap((_, a) => columns.slice(0, a + 1).map((_, b) => [a, b] as const));
    // A call without three pairs of its own repeats its last; with no column at all it takes the weights for
    // one.
    const calls = Math.max(1, Math.ceil(pairs.length / PAIRS));
    const stride = 2 + 2 * PAIRS;
    const out = allocated(8 * stride * calls);
    const sums = workplace(passes).f64.subarray(out >>> 3, (out >>> 3) + stride * calls);
    sums.fill(0);
    eachPiece(
      (column) => ({ columns: columns.map((one) => column(one)), weights: column(weights) }),
      weights.length,
      (given, first, count) => {
        const at = (column = given.weights): number => addressIn(column, first);
        for (let k = 0; k < calls; k++) {
          const [p, q, r] = [0, 1, 2].map((i) =>
            (pairs[Math.min(PAIRS * k + i, pairs.length - 1)] ?? []).map((j) => given.columns[j]!),
          );
          workplace(passes).run.gramSums(
            ...([at(), at(p![0]), at(p![1]), at(q![0]), at(q![1]), at(r![0]), at(r![1])] as const),
            ...([count, out + 8 * stride * k] as const),
          );
        }
      },
    );
    const of = (part: 0 | 1): Float64Array =>
      Float64Array.from(pairs, (_, i) => sums[stride * Math.floor(i / PAIRS) + 2 + 2 * (i % PAIRS) + part]!);
    return { total: sums[0]!, largest: sums[1]!, once: of(0), twice: of(1) };
  });

/** The kernels over neurons in WASM SIMD128, bit for bit as `plainNeurons`. */
export const simdNeurons: Neurons = {
  extremeSums,
  alwaysActiveSums,
  within,
  stepSums,
  activePattern,
  centerPattern,
  patternSums,
  patternProduct,
  addPatterns,
  projections,
  trackedFlags,
  neuronBounds,
  pick,
  kinkWeights,
  gramSums,
};
