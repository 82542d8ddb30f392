import { SUM_BLOCK } from '../../linalg/blockedSum.ts';
import type { Kernels } from '../kernels.ts';
import {
  CHUNK,
  FLAGS,
  FOUND,
  JUMPS,
  MARGINS,
  NORMS,
  place,
  RESULT,
  SIGNS,
  SLOPES,
  SUMS,
  shared,
  TOWARDS,
  U,
} from './sharedInstance.ts';

export const projections: Kernels['projections'] = (rows, factors, rest, towards, norms) => {
  const kernels = shared();
  const { run } = kernels;
  let largest = 0;
  // As short as a run of sums: two numbers in f64 for each neuron stay in the nearest cache from row to row.
  for (let first = 0; first < towards.length; first += SUM_BLOCK) {
    const count = Math.min(SUM_BLOCK, towards.length - first);
    run.fill(SUMS, 0, count);
    run.fill(TOWARDS, rest, count);
    for (let i = 0; i < factors.length; i++) {
      const row = rows[i]!;
      place(kernels, row.subarray(first, first + count), U);
      const add = row instanceof Float32Array ? run.addProjection32 : run.addProjection64;
      add(SUMS, TOWARDS, U, factors[i]!, count);
    }
    largest = run.lengths(TOWARDS, NORMS, count, largest);
    const { f32, f64 } = kernels.views();
    towards.set(f64.subarray(SUMS >> 3, (SUMS >> 3) + count), first);
    norms.set(f32.subarray(NORMS >> 2, (NORMS >> 2) + count), first);
  }
  return largest;
};

export const followedFlags: Kernels['followedFlags'] = ({ u, signs, towards }, radius, sign, rate, room) => {
  const kernels = shared();
  const kernel = u instanceof Float32Array ? kernels.run.followed32 : kernels.run.followed64;
  const flags = new Uint8Array(u.length);
  let on = 0;
  let count = 0;
  for (let first = 0; first < u.length; first += CHUNK) {
    const end = Math.min(u.length, first + CHUNK);
    const { i8, u8, f64 } = kernels.views();
    place(kernels, u.subarray(first, end), U);
    i8.set(signs.subarray(first, end), SIGNS);
    f64.set(towards.subarray(first, end), TOWARDS >> 3);
    const both = kernel(U, SIGNS, TOWARDS, radius, sign, rate, room, end - first, FLAGS);
    on += both >>> 16;
    count += both & 0xffff;
    flags.set(u8.subarray(FLAGS, FLAGS + end - first), first);
  }
  return { flags, count, on };
};

/** Where the numbers that are the same for all neurons lie, before the results. */
const REACHES = RESULT + 1024;

export const neuronBounds: Kernels['neuronBounds'] = (neurons, reach, room) => {
  const { u, signs, towards, rowNorms, followed } = neurons;
  const { sign, uFactor, towardsFactor, V, VD, VN, followedReach, eps } = reach;
  const { slopes, kinks, margins, jumps } = room;
  const kernels = shared();
  const { run, views } = kernels;
  const kernel = u instanceof Float32Array ? run.neuronBounds32 : run.neuronBounds64;
  const { i8, u8, i32, f32, f64 } = views();
  f64.set([sign, uFactor, towardsFactor, V, VD, VN, followedReach, eps], REACHES >> 3);
  let total = 0;
  let listed = 0;
  for (let first = 0; first < u.length; first += CHUNK) {
    const end = Math.min(u.length, first + CHUNK);
    const count = end - first;
    place(kernels, u.subarray(first, end), U);
    i8.set(signs.subarray(first, end), SIGNS);
    f64.set(towards.subarray(first, end), TOWARDS >> 3);
    f32.set(rowNorms.subarray(first, end), NORMS >> 2);
    u8.set(followed.subarray(first, end), FLAGS);
    const found = kernel(
      ...[U, SIGNS, TOWARDS, NORMS, FLAGS],
      ...[count, first, REACHES],
      ...[SUMS, SLOPES, FOUND, MARGINS, JUMPS],
    );
    slopes.set(i8.subarray(SLOPES, SLOPES + count), first);
    kinks.set(i32.subarray(FOUND >> 2, (FOUND >> 2) + found), listed);
    margins.set(f64.subarray(MARGINS >> 3, (MARGINS >> 3) + found), listed);
    jumps.set(u8.subarray(JUMPS, JUMPS + found), listed);
    listed += found;
    run.runSums(SUMS, count, RESULT);
    for (let k = 0; k * SUM_BLOCK < count; k++) total += f64[(RESULT >> 3) + k]!;
  }
  return { total, listed };
};

export const pick: Kernels['pick'] = (row, list) => {
  const picked = new Float64Array(list.length);
  for (let i = 0; i < list.length; i++) picked[i] = row[list[i]!]!;
  return picked;
};

export const kinkWeights: Kernels['kinkWeights'] = (margins, jumps, width, weights) => {
  const { run, views } = shared();
  const { u8, f64 } = views();
  let extra = 0;
  for (let first = 0; first < weights.length; first += CHUNK) {
    const end = Math.min(weights.length, first + CHUNK);
    f64.set(margins.subarray(first, end), MARGINS >> 3);
    u8.set(jumps.subarray(first, end), JUMPS);
    extra = run.kinkWeights(MARGINS, JUMPS, width, end - first, SUMS, extra);
    weights.set(f64.subarray(SUMS >> 3, (SUMS >> 3) + end - first), first);
  }
  return extra;
};

/** Pairs of columns in one pass, and numbers of each of their columns at a time: what six columns have room for. */
const PAIRS = 3;
const COLUMN = CHUNK / 8;

export const gramSums: Kernels['gramSums'] = (columns, weights) => {
  const { run, views } = shared();
  const { f64 } = views();
  const pairs = columns.flatMap((_, a) => columns.slice(0, a + 1).map((_, b) => [a, b] as const));
  // A pass without three pairs of its own repeats its last; with no column at all it takes the weights for one.
  const passes = Math.max(1, Math.ceil(pairs.length / PAIRS));
  const sums = Array.from({ length: passes }, () => new Float64Array(2 + 2 * PAIRS));
  for (let first = 0; first < weights.length; first += COLUMN) {
    const end = Math.min(weights.length, first + COLUMN);
    f64.set(weights.subarray(first, end), U >> 3);
    sums.forEach((pass, k) => {
      const placed = new Map<number, number>();
      const at = (column: number): number => {
        const known = placed.get(column);
        if (known !== undefined) return known;
        const here = SUMS + 8 * COLUMN * placed.size;
        f64.set(columns[column]!.subarray(first, end), here >> 3);
        placed.set(column, here);
        return here;
      };
      const [l0, r0, l1, r1, l2, r2] = [0, 1, 2].flatMap((i) => {
        const pair = pairs[Math.min(PAIRS * k + i, pairs.length - 1)];
        return pair === undefined ? [U, U] : [at(pair[0]), at(pair[1])];
      });
      f64.set(pass, RESULT >> 3);
      run.gramSums(U, l0!, r0!, l1!, r1!, l2!, r2!, end - first, RESULT);
      pass.set(f64.subarray(RESULT >> 3, (RESULT >> 3) + pass.length));
    });
  }
  const of = (part: 0 | 1): Float64Array =>
    Float64Array.from(pairs, (_, i) => sums[Math.floor(i / PAIRS)]![2 + 2 * (i % PAIRS) + part]!);
  return { total: sums[0]![0]!, largest: sums[0]![1]!, once: of(0), twice: of(1) };
};
