import { SUM_BLOCK } from '../../linalg/blockedSum.ts';
import { addScaled, dot, type Numbers } from '../../linalg/vectors.ts';
import type { Kernels, RowMatrix, SteadySums, Sums } from '../kernels.ts';
import { neuronBounds } from './boundOfNeurons.ts';
import { centerPattern } from './centerPattern.ts';
import { followedFlags } from './followedFlags.ts';
import { gaussianBlock } from './gaussianBlock.ts';
import { gramSums, kinkWeights } from './kinks.ts';
import { laneSum } from './laneSum.ts';
import { plainRoom } from './plainRoom.ts';
import { plainWeightMatrix } from './plainWeightMatrix.ts';
import { projections } from './projections.ts';
import { USES } from './sfc32.ts';
import { sourceWords } from './sourceWords.ts';

const signWords = new Int32Array(128);

/** Σ_s term(s) over s < count, in runs of `SUM_BLOCK`. */
const blockedSum = (count: number, term: (s: number) => number): number => {
  let total = 0;
  for (let start = 0; start < count; start += SUM_BLOCK)
    total += laneSum(Math.min(SUM_BLOCK, count - start), (i) => term(start + i));
  return total;
};

const extremeSums = (u: Numbers, signs: Int8Array, reaches: readonly number[]): readonly Sums[] =>
  reaches.map((reach) => {
    const active = (s: number): number => {
      const z = u[s]! + signs[s]! * reach;
      return 0.5 * (z + Math.abs(z));
    };
    return {
      total: blockedSum(u.length, (s) => signs[s]! * active(s)),
      magnitude: blockedSum(u.length, active),
    };
  });

const steadySums = (
  u: Numbers,
  signs: Int8Array,
  radius: number,
  along: number,
  across: number,
): SteadySums => {
  const moved = (s: number): number => u[s]! + signs[s]! * along;
  const on = (s: number): boolean => u[s]! > radius && moved(s) > 0;
  let count = 0;
  for (let s = 0; s < u.length; s++) if (u[s]! > radius) count++;
  return {
    count,
    along: blockedSum(u.length, (s) => (on(s) ? signs[s]! * moved(s) : 0)),
    across: blockedSum(u.length, (s) => (on(s) ? across : 0)),
    magnitude: blockedSum(u.length, (s) => (u[s]! > radius ? u[s]! : 0)),
  };
};

const within = (u: Numbers, above: number, atMost: number): Int32Array => {
  const found: number[] = [];
  for (let s = 0; s < u.length; s++) if (u[s]! > above && u[s]! <= atMost) found.push(s);
  return Int32Array.from(found);
};

const stepSums: Kernels['stepSums'] = (rows, signs, probes) =>
  probes.map(({ part, factors }) => {
    const active = (s: number): number => {
      let z = signs[s]! * part;
      for (let i = 0; i < factors.length; i++) z += factors[i]! * rows[i]![s]!;
      return 0.5 * (z + Math.abs(z));
    };
    return {
      total: blockedSum(signs.length, (s) => signs[s]! * active(s)),
      magnitude: blockedSum(signs.length, active),
    };
  });

const activePattern: Kernels['activePattern'] = (u, signs, along) => {
  const pattern = signs.map((sign, s) => (u[s]! + sign * along > 0 ? 2 * sign : 0));
  return { pattern, count: pattern.filter((entry) => entry !== 0).length };
};

const patternSums: Kernels['patternSums'] = (patterns, rows) =>
  Float64Array.from(
    patterns.flatMap((pattern) =>
      rows.map((row) => blockedSum(pattern.length, (s) => pattern[s]! * row[s]!)),
    ),
  );

const patternProduct = (p: Int8Array, q: Int8Array): number =>
  p.reduce((sum, entry, s) => sum + entry * q[s]!, 0);

const addPatterns: Kernels['addPatterns'] = (row, factors, patterns) => {
  patterns.forEach((pattern, k) => {
    for (let s = 0; s < row.length; s++) row[s]! += factors[k]! * pattern[s]!;
  });
};

const rowMatrix = (rows: Numbers, width: number): RowMatrix => ({
  dots: (vector, out) => {
    for (let i = 0; i < out.length; i++) out[i] = dot(rows, vector, width, i * width);
  },
  addRows: (target, list, factors) => {
    list.forEach((row, j) => {
      addScaled(target, factors[j]!, rows, width, row * width);
    });
  },
});

/** What each kernel means, in plain f64. */
export const plainKernels: Kernels = {
  name: 'plain',
  gaussians: ({ words, generator }, block, out, offset, count) =>
    gaussianBlock(words, block, out, offset, count, generator),
  signs: (source, block, out) => {
    sourceWords(source, block, USES.sign, signWords);
    for (let i = 0; i < out.length; i++) out[i] = (((signWords[i >>> 5]! >>> (i & 31)) & 1) << 1) - 1;
  },
  room: plainRoom,
  filled: () => false,
  extremeSums,
  steadySums,
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
  pick: (row, list) => Float64Array.from(list, (s) => row[s]!),
  kinkWeights,
  gramSums,
  rowMatrix,
  weightMatrix: plainWeightMatrix,
};
