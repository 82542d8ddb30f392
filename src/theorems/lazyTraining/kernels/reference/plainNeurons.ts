import { laneSum } from '../../../../numerics/kernels/reference/laneSum.ts';
import { SUM_BLOCK } from '../../../../numerics/linalg/blockedSum.ts';
import type { Numbers } from '../../../../numerics/linalg/vectors.ts';
import type { AlwaysActiveSums, Neurons, Sums } from '../kernels.ts';
import { neuronBounds } from './boundOfNeurons.ts';
import { centerPattern } from './centerPattern.ts';
import { gramSums, kinkWeights } from './kinks.ts';
import { projections } from './projections.ts';
import { trackedFlags } from './trackedFlags.ts';

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

const alwaysActiveSums = (
  u: Numbers,
  signs: Int8Array,
  radius: number,
  along: number,
  across: number,
): AlwaysActiveSums => {
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

const stepSums: Neurons['stepSums'] = (rows, signs, probes) =>
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

const activePattern: Neurons['activePattern'] = (u, signs, along) => {
  const pattern = signs.map((sign, s) => (u[s]! + sign * along > 0 ? 2 * sign : 0));
  return { pattern, count: pattern.filter((entry) => entry !== 0).length };
};

const patternSums: Neurons['patternSums'] = (patterns, rows) =>
  Float64Array.from(
    patterns.flatMap((pattern) =>
      rows.map((row) => blockedSum(pattern.length, (s) => pattern[s]! * row[s]!)),
    ),
  );

const patternProduct = (p: Int8Array, q: Int8Array): number =>
  p.reduce((sum, entry, s) => sum + entry * q[s]!, 0);

const addPatterns: Neurons['addPatterns'] = (row, factors, patterns) => {
  patterns.forEach((pattern, k) => {
    for (let s = 0; s < row.length; s++) row[s]! += factors[k]! * pattern[s]!;
  });
};

/** What each kernel means, in plain f64. */
export const plainNeurons: Neurons = {
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
  pick: (row, list) => Float64Array.from(list, (s) => row[s]!),
  kinkWeights,
  gramSums,
};
