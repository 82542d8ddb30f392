import type { Numbers } from '../../linalg/vectors.ts';
import type { Kernels, SteadySums, Sums } from '../kernels.ts';
import { USES } from '../reference/sfc32.ts';
import { followedFlags, gramSums, kinkWeights, neuronBounds, pick, projections } from './boundKernels.ts';
import { gaussiansAt, setWords, WORDS } from './gaussiansAt.ts';
import type { KernelInstance } from './kernelInstance.ts';
import { largeKernels } from './large/largeKernels.ts';
import { room } from './large/room.ts';
import {
  activePattern,
  addPatterns,
  centerPattern,
  patternProduct,
  patternSums,
  stepSums,
} from './patternKernels.ts';
import { rowMatrix } from './rowMatrix.ts';
import { CHUNK, clearedResult, FOUND, place, RESULT, SIGNS, shared, U } from './sharedInstance.ts';
import { weightMatrix } from './weightMatrix.ts';

const gaussians: Kernels['gaussians'] = (source, block, out, offset, count) => {
  if (count === 0) return;
  const kernels = shared();
  gaussiansAt(kernels, source, block, U, count);
  out.set(kernels.views().f32.subarray(U >> 2, (U >> 2) + count), offset);
};

const signs: Kernels['signs'] = (source, block, out) => {
  if (out.length === 0) return;
  const { run, views } = shared();
  const { u32, i8 } = views();
  setWords(u32, source);
  const words = Math.ceil(out.length / 128) * 4;
  if (source.generator === 'chacha8') run.wordBlockChacha8(WORDS, block, USES.sign, U, words);
  else run.wordBlockSfc32(WORDS, block, USES.sign, U, words);
  run.expandSigns(U, SIGNS, words);
  out.set(i8.subarray(SIGNS, SIGNS + out.length));
};

/** Hands u and a over, chunk after chunk. */
const eachChunk = (
  kernels: KernelInstance,
  u: Numbers,
  signsOfAll: Int8Array | null,
  visit: (first: number, count: number) => void,
): void => {
  for (let first = 0; first < u.length; first += CHUNK) {
    const end = Math.min(u.length, first + CHUNK);
    place(kernels, u.subarray(first, end), U);
    if (signsOfAll !== null) kernels.views().i8.set(signsOfAll.subarray(first, end), SIGNS);
    visit(first, end - first);
  }
};

/** Sums of two that a pass has results for. */
const MOST_REACHES = (U - RESULT) / 16;

const extremeSums = (u: Numbers, signsOfAll: Int8Array, reaches: readonly number[]): readonly Sums[] => {
  const kernels = shared();
  const { extremeSums32, extremeSums64 } = kernels.run;
  const kernel = u instanceof Float32Array ? extremeSums32 : extremeSums64;
  const sums: Sums[] = [];
  for (let k = 0; k < reaches.length; k += MOST_REACHES) {
    const some = reaches.slice(k, k + MOST_REACHES);
    const result = clearedResult(kernels, 2 * some.length);
    eachChunk(kernels, u, signsOfAll, (_, count) => {
      some.forEach((reach, i) => {
        kernel(U, SIGNS, reach, count, RESULT + 16 * i);
      });
    });
    some.forEach((_, i) => {
      sums.push({ total: result[2 * i]!, magnitude: result[2 * i + 1]! });
    });
  }
  return sums;
};

const steadySums: Kernels['steadySums'] = (u, signsOfAll, radius, along, across): SteadySums => {
  const kernels = shared();
  const { steadySums32, steadySums64 } = kernels.run;
  const kernel = u instanceof Float32Array ? steadySums32 : steadySums64;
  const result = clearedResult(kernels, 4);
  eachChunk(kernels, u, signsOfAll, (_, count) => kernel(U, SIGNS, radius, along, across, count, RESULT));
  return { count: result[0]!, along: result[1]!, across: result[2]!, magnitude: result[3]! };
};

const within: Kernels['within'] = (u, above, atMost) => {
  const kernels = shared();
  const { within32, within64 } = kernels.run;
  const kernel = u instanceof Float32Array ? within32 : within64;
  const pieces: Int32Array[] = [];
  let total = 0;
  eachChunk(kernels, u, null, (first, count) => {
    const found = kernel(U, above, atMost, count, first, FOUND);
    if (found === 0) return;
    pieces.push(kernels.views().i32.slice(FOUND >> 2, (FOUND >> 2) + found));
    total += found;
  });
  const all = new Int32Array(total);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
};

/** The kernels that copy what they are given, piece by piece, into a memory of this thread. */
const copying = {
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
} satisfies Partial<Kernels>;

type Copying = typeof copying;

/** What lies in the room is summed where it lies; everything else is copied. */
const whereItLies = <Name extends keyof Copying>(name: Name): Copying[Name] => {
  const inPlace = largeKernels[name] as (...args: unknown[]) => unknown;
  const copied = copying[name] as (...args: unknown[]) => unknown;
  return ((...args: unknown[]) => inPlace(...args) ?? copied(...args)) as Copying[Name];
};

/** The kernels in WASM SIMD128, bit for bit as `plainKernels`. Throws: `Error` on first use when they have not been built. */
export const simdKernels: Kernels = {
  name: 'simd',
  gaussians,
  signs,
  room,
  filled: largeKernels.filled,
  steadySums,
  extremeSums: whereItLies('extremeSums'),
  within: whereItLies('within'),
  stepSums: whereItLies('stepSums'),
  activePattern: whereItLies('activePattern'),
  centerPattern: whereItLies('centerPattern'),
  patternSums: whereItLies('patternSums'),
  patternProduct: whereItLies('patternProduct'),
  addPatterns: whereItLies('addPatterns'),
  projections: whereItLies('projections'),
  followedFlags: whereItLies('followedFlags'),
  neuronBounds: whereItLies('neuronBounds'),
  pick: whereItLies('pick'),
  kinkWeights: whereItLies('kinkWeights'),
  gramSums: whereItLies('gramSums'),
  rowMatrix: (rows, width) => rowMatrix(shared(), rows, width),
  weightMatrix,
};
