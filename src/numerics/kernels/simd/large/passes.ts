import { SUM_BLOCK } from '../../../linalg/blockedSum.ts';
import { USES } from '../../reference/sfc32.ts';
import { WORDS } from '../gaussiansAt.ts';
import { CHUNK, RESULT, SIGNS, SUMS, TOWARDS, U } from '../sharedInstance.ts';
import type { Workplace } from './workplace.ts';

/**
 * A pass over neurons first, …, first + count − 1, at most `CHUNK` of them, where they lie. `n` holds the addresses of arrays and the numbers of
 * the pass; results go to `out`, `stride` of them for each run of `SUM_BLOCK`, those of a whole piece to its first.
 *
 * Pieces may be done in any order and by any thread: what they have in common is added up afterwards, in the order of the neurons.
 */
export type Pass = (
  at: Workplace,
  n: Float64Array,
  first: number,
  count: number,
  out: number,
  stride: number,
) => void;

/** Bytes of a number: how an array of them says of which kind it is. */
const isSingle = (bytes: number): boolean => bytes === 4;

/** Visits the runs of a piece: where one begins and how long it is, and where its results go. */
const eachRun = (
  first: number,
  count: number,
  out: number,
  stride: number,
  visit: (from: number, length: number, out: number) => void,
): void => {
  for (let from = first, k = 0; from < first + count; from += SUM_BLOCK, k++)
    visit(from, Math.min(SUM_BLOCK, first + count - from), out + 8 * stride * k);
};

/** n: a source's words and generator (1 is ChaCha8), where they go. */
const gaussians: Pass = ({ run, base, u32, f32 }, n, first, count, out, stride) => {
  for (let i = 0; i < 4; i++) u32[((base + WORDS) >>> 2) + i] = n[i]!;
  const make = n[4] === 1 ? run.gaussianBlockChacha8 : run.gaussianBlockSfc32;
  eachRun(first, count, out, stride, (from, length) => {
    const to = n[5]! + 4 * from;
    if (length === SUM_BLOCK) {
      make(base + WORDS, from / SUM_BLOCK, to, length);
      return;
    }
    // More is written than was asked for: not where the next array may lie.
    make(base + WORDS, from / SUM_BLOCK, base + U, Math.ceil(length / 8) * 8);
    f32.copyWithin(to >>> 2, (base + U) >>> 2, ((base + U) >>> 2) + length);
  });
};

/** n: as for Gaussians. */
const signs: Pass = ({ run, base, u32, i8 }, n, first, count, out, stride) => {
  for (let i = 0; i < 4; i++) u32[((base + WORDS) >>> 2) + i] = n[i]!;
  const make = n[4] === 1 ? run.wordBlockChacha8 : run.wordBlockSfc32;
  eachRun(first, count, out, stride, (from, length) => {
    const words = Math.ceil(length / 128) * 4;
    make(base + WORDS, from / SUM_BLOCK, USES.sign, base + U, words);
    run.expandSigns(base + U, base + SIGNS, words);
    i8.copyWithin(n[5]! + from, base + SIGNS, base + SIGNS + length);
  });
};

/** n: bytes, u, a, the reaches. Results: two sums for each reach. */
const extremeSums: Pass = ({ run, f64 }, n, first, count, out, stride) => {
  const kernel = isSingle(n[0]!) ? run.extremeSums32 : run.extremeSums64;
  eachRun(first, count, out, stride, (from, length, to) => {
    f64.fill(0, to >>> 3, (to >>> 3) + stride);
    for (let i = 0; 2 * i < stride; i++)
      kernel(n[1]! + n[0]! * from, n[2]! + from, n[3 + i]!, length, to + 16 * i);
  });
};

/** n: bytes, u, above, atMost, the list. Results: how many were found, which lie in the list from `first` on. */
const within: Pass = ({ run, f64 }, n, first, count, out) => {
  const kernel = isSingle(n[0]!) ? run.within32 : run.within64;
  f64[out >>> 3] = kernel(n[1]! + n[0]! * first, n[2]!, n[3]!, count, first, n[4]! + 4 * first);
};

/** n: bytes, u, a, along, the pattern. Results: how many are active. */
const activePattern: Pass = ({ run, f64 }, n, first, count, out) => {
  const kernel = isSingle(n[0]!) ? run.activePattern32 : run.activePattern64;
  f64[out >>> 3] = kernel(n[1]! + n[0]! * first, n[2]! + first, n[3]!, count, n[4]! + first);
};

/** n: bytes, u, a, radius, the pattern. */
const centerPattern: Pass = ({ run }, n, first, count) => {
  const kernel = isSingle(n[0]!) ? run.centerPattern32 : run.centerPattern64;
  kernel(n[1]! + n[0]! * first, n[2]! + first, n[3]!, count, n[4]! + first);
};

/** n: bytes, row, pattern. Results: a sum. */
const patternSum: Pass = ({ run, f64 }, n, first, count, out, stride) => {
  const kernel = isSingle(n[0]!) ? run.patternSum32 : run.patternSum64;
  eachRun(first, count, out, stride, (from, length, to) => {
    f64[to >>> 3] = 0;
    kernel(n[1]! + n[0]! * from, n[2]! + from, length, to);
  });
};

/** n: two patterns. Results: a sum, of the whole piece. */
const patternProduct: Pass = ({ run, f64 }, n, first, count, out) => {
  f64[out >>> 3] = run.patternProduct(n[0]! + first, n[1]! + first, count);
};

/** n: the row, then a factor and a pattern, again and again. */
const addPatterns: Pass = ({ run }, n, first, count) => {
  for (let k = 1; k < n.length; k += 2) run.addPatternTo(n[0]! + 4 * first, n[k + 1]! + first, n[k]!, count);
};

/** n: a; the rows' number, then bytes and address of each; the probes, each its part, its factors' number and the factors. Results: two sums a probe. */
const stepSums: Pass = ({ run, base, f64 }, n, first, count, out, stride) => {
  const [a, rows] = [n[0]!, n[1]!];
  const probes = 2 + 2 * rows;
  eachRun(first, count, out, stride, (from, length, to) => {
    f64.fill(0, to >>> 3, (to >>> 3) + stride);
    for (let k = 0, at = probes; 2 * k < stride; k++) {
      run.startSums(a + from, n[at]!, length, base + SUMS);
      const factors = n[at + 1]!;
      for (let i = 0; i < factors; i++) {
        const bytes = n[2 + 2 * i]!;
        const add = isSingle(bytes) ? run.addRow32 : run.addRow64;
        add(base + SUMS, n[3 + 2 * i]! + bytes * from, n[at + 2 + i]!, length);
      }
      run.activeSums(base + SUMS, a + from, length, to + 16 * k);
      at += 2 + factors;
    }
  });
};

/** n: towards, norms, rest; then factor, bytes and address of each row. Results: the largest square, of the whole piece. */
const projections: Pass = ({ run, base, f64 }, n, first, count, out, stride) => {
  let largest = 0;
  eachRun(first, count, out, stride, (from, length) => {
    const towards = n[0]! + 8 * from;
    f64.fill(0, towards >>> 3, (towards >>> 3) + length);
    run.fill(base + TOWARDS, n[2]!, length);
    for (let i = 3; i < n.length; i += 3) {
      const bytes = n[i + 1]!;
      const add = isSingle(bytes) ? run.addProjection32 : run.addProjection64;
      add(towards, base + TOWARDS, n[i + 2]! + bytes * from, n[i]!, length);
    }
    largest = run.lengths(base + TOWARDS, n[1]! + 4 * from, length, largest);
  });
  f64[out >>> 3] = largest;
};

/** n: bytes, u, a, towards, radius, sign, rate, room, the flags. Results: how many are followed, and how many are on. */
const followedFlags: Pass = ({ run, f64 }, n, first, count, out) => {
  const kernel = isSingle(n[0]!) ? run.followed32 : run.followed64;
  const [u, towards] = [n[1]! + n[0]! * first, n[3]! + 8 * first];
  const both = kernel(u, n[2]! + first, towards, n[4]!, n[5]!, n[6]!, n[7]!, count, n[8]! + first);
  f64[out >>> 3] = both & 0xffff;
  f64[(out >>> 3) + 1] = both >>> 16;
};

/** Where the numbers that are the same for all neurons lie, behind the results of a piece. */
const REACHES = RESULT + 1024;

/** Numbers of a `BoundedReach`. */
const REACH_NUMBERS = 8;

/**
 * n: bytes, u, a, towards, norms, followed; the reach; slopes, kinks, margins, jumps. Results: a sum, and of the whole piece how many are
 * listed, which lie in the lists from `first` on.
 */
const neuronBounds: Pass = ({ run, base, f64 }, n, first, count, out, stride) => {
  const kernel = isSingle(n[0]!) ? run.neuronBounds32 : run.neuronBounds64;
  for (let i = 0; i < REACH_NUMBERS; i++) f64[((base + REACHES) >>> 3) + i] = n[6 + i]!;
  const [slopes, kinks, margins, jumps] = n.subarray(6 + REACH_NUMBERS) as unknown as number[];
  const found = kernel(
    ...[n[1]! + n[0]! * first, n[2]! + first, n[3]! + 8 * first, n[4]! + 4 * first, n[5]! + first],
    ...[count, first, base + REACHES],
    ...[base + SUMS, slopes! + first, kinks! + 4 * first, margins! + 8 * first, jumps! + first],
  );
  run.runSums(base + SUMS, count, base + RESULT);
  eachRun(first, count, out, stride, (from, _, to) => {
    f64[to >>> 3] = f64[((base + RESULT) >>> 3) + (from - first) / SUM_BLOCK]!;
  });
  f64[(out >>> 3) + 1] = found;
};

/** n: bytes, row, list, the entries of the row that the list names, in f64. */
const pick: Pass = ({ run }, n, first, count) => {
  const kernel = isSingle(n[0]!) ? run.pick32 : run.pick64;
  kernel(n[1]!, n[2]! + 4 * first, count, n[3]! + 8 * first);
};

/** All passes, known to every thread by their place in this list. */
export const passes = {
  gaussians,
  signs,
  extremeSums,
  within,
  activePattern,
  centerPattern,
  patternSum,
  patternProduct,
  addPatterns,
  stepSums,
  projections,
  followedFlags,
  neuronBounds,
  pick,
} as const;

export type PassName = keyof typeof passes;

export const passNames = Object.keys(passes) as readonly PassName[];

/** Neurons that a thread takes at a time. */
export const PIECE = CHUNK;
