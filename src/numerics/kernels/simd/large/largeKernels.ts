import type { Numbers } from '../../../linalg/vectors.ts';
import type { Kernels, Sums } from '../../kernels.ts';
import { RESULT } from '../sharedInstance.ts';
import { areLent, drive, lender } from './largeMemory.ts';
import { room } from './room.ts';

/**
 * The kernels where the numbers lie in the room that is lent: nothing is copied, and a team may share the work.
 *
 * Each answers null where its arrays lie elsewhere, or where a pass would need more than it can be given.
 */
type Large<Name extends keyof Kernels> = Kernels[Name] extends (...args: infer Args) => infer Answer
  ? (...args: Args) => Answer | null
  : never;

const bytesOf = ({ BYTES_PER_ELEMENT }: Numbers): number => BYTES_PER_ELEMENT;

/** Results k, k + stride, … added in their order, from 0 on. */
const total = (results: Float64Array, k: number, stride: number): number => {
  let sum = 0;
  for (let i = k; i < results.length; i += stride) sum += results[i]!;
  return sum;
};

/** Runs of `SUM_BLOCK` in a piece: results of a whole piece stand with the first of them. */
const RUNS = 4;

/** Gathers what the pieces of a pass have listed, each from its first neuron on, to the front of the lists; returns how many there are. */
const gathered = (
  lists: readonly { copyWithin(to: number, from: number, end: number): unknown }[],
  results: Float64Array,
  k: number,
  stride: number,
): number => {
  let listed = 0;
  for (let run = 0; run * stride < results.length; run += RUNS) {
    const found = results[run * stride + k]!;
    const first = 4096 * run;
    if (found > 0 && first !== listed)
      for (const list of lists) list.copyWithin(listed, first, first + found);
    listed += found;
  }
  return listed;
};

/** What a piece says, added up over the pieces. */
const overPieces = (results: Float64Array, k: number, stride: number): number => {
  let sum = 0;
  for (let i = k; i < results.length; i += RUNS * stride) sum += results[i]!;
  return sum;
};

const filled: Kernels['filled'] = (source, out) => {
  if (!areLent(out)) return false;
  const { words, generator } = source;
  const numbers = [...words.map((word) => word >>> 0), generator === 'chacha8' ? 1 : 0, out.byteOffset];
  return drive(out instanceof Int8Array ? 'signs' : 'gaussians', out.length, 0, numbers) !== null;
};

const extremeSums: Large<'extremeSums'> = (u, signs, reaches) => {
  if (!areLent(u, signs)) return null;
  const stride = 2 * reaches.length;
  const numbers = [bytesOf(u), u.byteOffset, signs.byteOffset, ...reaches];
  const sums = drive('extremeSums', u.length, stride, numbers);
  return (
    sums &&
    reaches.map(
      (_, i): Sums => ({
        total: total(sums, 2 * i, stride),
        magnitude: total(sums, 2 * i + 1, stride),
      }),
    )
  );
};

const within: Large<'within'> = (u, above, atMost) => {
  if (!areLent(u)) return null;
  return room.scope(0, () => {
    const list = room.int32(u.length);
    if (!areLent(list)) return null;
    const numbers = [bytesOf(u), u.byteOffset, above, atMost, list.byteOffset];
    const found = drive('within', u.length, 1, numbers);
    return found && new Int32Array(list.subarray(0, gathered([list], found, 0, 1)));
  });
};

const activePattern: Large<'activePattern'> = (u, signs, along) => {
  if (!areLent(u, signs)) return null;
  const pattern = room.int8(u.length);
  if (!areLent(pattern)) return null;
  const numbers = [bytesOf(u), u.byteOffset, signs.byteOffset, along, pattern.byteOffset];
  const counts = drive('activePattern', u.length, 1, numbers);
  return counts && { pattern, count: overPieces(counts, 0, 1) };
};

const centerPattern: Large<'centerPattern'> = (u, signs, radius) => {
  if (!areLent(u, signs)) return null;
  const pattern = room.int8(u.length);
  if (!areLent(pattern)) return null;
  const numbers = [bytesOf(u), u.byteOffset, signs.byteOffset, radius, pattern.byteOffset];
  return drive('centerPattern', u.length, 0, numbers) && pattern;
};

const patternSums: Large<'patternSums'> = (patterns, rows) => {
  if (!areLent(...patterns, ...rows)) return null;
  const sums: number[] = [];
  for (const pattern of patterns)
    for (const row of rows) {
      const numbers = [bytesOf(row), row.byteOffset, pattern.byteOffset];
      const results = drive('patternSum', pattern.length, 1, numbers);
      if (results === null) return null;
      sums.push(total(results, 0, 1));
    }
  return Float64Array.from(sums);
};

const patternProduct: Large<'patternProduct'> = (p, q) => {
  if (!areLent(p, q)) return null;
  const results = drive('patternProduct', p.length, 1, [p.byteOffset, q.byteOffset]);
  return results && overPieces(results, 0, 1);
};

/** Answers true, for there is nothing else to answer. */
const addPatterns = (
  row: Float32Array,
  factors: Float64Array,
  patterns: readonly Int8Array[],
): true | null => {
  if (!areLent(row, ...patterns)) return null;
  const numbers = [row.byteOffset, ...patterns.flatMap((pattern, k) => [factors[k]!, pattern.byteOffset])];
  return drive('addPatterns', row.length, 0, numbers) && true;
};

const stepSums: Large<'stepSums'> = (rows, signs, probes) => {
  const most = Math.max(0, ...probes.map(({ factors }) => factors.length));
  const used = rows.slice(0, most);
  if (!areLent(signs, ...used)) return null;
  const stride = 2 * probes.length;
  const numbers = [signs.byteOffset, used.length, ...used.flatMap((row) => [bytesOf(row), row.byteOffset])];
  for (const { part, factors } of probes) numbers.push(part, factors.length, ...factors);
  const sums = drive('stepSums', signs.length, stride, numbers);
  return (
    sums &&
    probes.map(
      (_, k): Sums => ({
        total: total(sums, 2 * k, stride),
        magnitude: total(sums, 2 * k + 1, stride),
      }),
    )
  );
};

const projections: Large<'projections'> = (rows, factors, rest, towards, norms) => {
  const used = rows.slice(0, factors.length);
  if (!areLent(towards, norms, ...used)) return null;
  const numbers = [towards.byteOffset, norms.byteOffset, rest];
  used.forEach((row, i) => {
    numbers.push(factors[i]!, bytesOf(row), row.byteOffset);
  });
  const largest = drive('projections', towards.length, 1, numbers);
  if (largest === null) return null;
  let most = 0;
  for (let i = 0; i < largest.length; i += RUNS) most = Math.max(most, largest[i]!);
  return most;
};

const followedFlags: Large<'followedFlags'> = ({ u, signs, towards }, radius, sign, rate, space) => {
  if (!areLent(u, signs, towards)) return null;
  const flags = room.uint8(u.length);
  if (!areLent(flags)) return null;
  const numbers = [bytesOf(u), u.byteOffset, signs.byteOffset, towards.byteOffset];
  numbers.push(radius, sign, rate, space, flags.byteOffset);
  const counts = drive('followedFlags', u.length, 2, numbers);
  return counts && { flags, count: overPieces(counts, 0, 2), on: overPieces(counts, 1, 2) };
};

const neuronBounds: Large<'neuronBounds'> = (neurons, reach, space) => {
  const { u, signs, towards, rowNorms, followed } = neurons;
  const { slopes, kinks, margins, jumps } = space;
  if (!areLent(u, signs, towards, rowNorms, followed, slopes, kinks, margins, jumps)) return null;
  const { sign, uFactor, towardsFactor, V, VD, VN, followedReach, eps } = reach;
  const arrays = [u, signs, towards, rowNorms, followed];
  const numbers = [bytesOf(u), ...arrays.map(({ byteOffset }) => byteOffset)];
  numbers.push(sign, uFactor, towardsFactor, V, VD, VN, followedReach, eps);
  numbers.push(...[slopes, kinks, margins, jumps].map(({ byteOffset }) => byteOffset));
  const results = drive('neuronBounds', u.length, 2, numbers);
  return results && { total: total(results, 0, 2), listed: gathered([kinks, margins, jumps], results, 1, 2) };
};

const pick: Large<'pick'> = (row, list) => {
  if (!areLent(row, list)) return null;
  const out = room.float64(list.length);
  if (!areLent(out)) return null;
  return (
    drive('pick', list.length, 0, [bytesOf(row), row.byteOffset, list.byteOffset, out.byteOffset]) && out
  );
};

/** Numbers in one call of a kernel: long calls would stay with the engine's first, unoptimized code. */
const CALL = 1 << 14;

const kinkWeights: Large<'kinkWeights'> = (margins, jumps, width, weights) => {
  if (!areLent(margins, jumps, weights)) return null;
  const { run } = lender()!;
  let extra = 0;
  for (let i = 0; i < weights.length; i += CALL) {
    const count = Math.min(CALL, weights.length - i);
    const [from, to] = [margins.byteOffset + 8 * i, weights.byteOffset + 8 * i];
    extra = run.kinkWeights(from, jumps.byteOffset + i, width, count, to, extra);
  }
  return extra;
};

/** Pairs of columns in one call. */
const PAIRS = 3;

const gramSums: Large<'gramSums'> = (columns, weights) => {
  if (!areLent(weights, ...columns)) return null;
  const { run, f64 } = lender()!;
  const pairs = columns.flatMap((left, a) => columns.slice(0, a + 1).map((right) => [left, right] as const));
  // A call without three pairs of its own repeats its last; with no column at all it takes the weights for one.
  const calls = Math.max(1, Math.ceil(pairs.length / PAIRS));
  const sums = Array.from({ length: calls }, () => new Float64Array(2 + 2 * PAIRS));
  for (let i = 0; i < weights.length; i += CALL) {
    const count = Math.min(CALL, weights.length - i);
    sums.forEach((call, k) => {
      const addresses = [0, 1, 2].flatMap((j) =>
        (pairs[Math.min(PAIRS * k + j, pairs.length - 1)] ?? [weights, weights]).map(
          ({ byteOffset }) => byteOffset + 8 * i,
        ),
      );
      const [l0, r0, l1, r1, l2, r2] = addresses as [number, number, number, number, number, number];
      f64.set(call, RESULT >>> 3);
      run.gramSums(weights.byteOffset + 8 * i, l0, r0, l1, r1, l2, r2, count, RESULT);
      call.set(f64.subarray(RESULT >>> 3, (RESULT >>> 3) + call.length));
    });
  }
  const of = (part: 0 | 1): Float64Array =>
    Float64Array.from(pairs, (_, i) => sums[Math.floor(i / PAIRS)]![2 + 2 * (i % PAIRS) + part]!);
  return { total: sums[0]![0]!, largest: sums[0]![1]!, once: of(0), twice: of(1) };
};

export const largeKernels = {
  filled,
  extremeSums,
  within,
  stepSums,
  activePattern,
  centerPattern,
  patternSums,
  patternProduct,
  addPatterns,
  projections,
  followedFlags,
  neuronBounds,
  pick,
  kinkWeights,
  gramSums,
};
