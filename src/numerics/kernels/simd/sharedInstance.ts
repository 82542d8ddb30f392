import type { Numbers } from '../../linalg/vectors.ts';
import { type KernelInstance, kernelInstance } from './kernelInstance.ts';

/** Neurons handed over at a time: a multiple of the run that is added plainly, and short enough to stay in cache. */
export const CHUNK = 16384;

/** Where things lie in the shared memory, in bytes, behind a source's words: results, and what is handed over. */
export const RESULT = 2048;
export const U = 4096;
export const SIGNS = U + 8 * CHUNK;
export const FOUND = SIGNS + CHUNK;
/** Room for a block of one sum for each neuron. */
export const SUMS = FOUND + 8 * CHUNK;
/** What the bounds of single neurons read besides, and what they put out. */
export const TOWARDS = SUMS + 8 * CHUNK;
export const MARGINS = TOWARDS + 8 * CHUNK;
export const NORMS = MARGINS + 8 * CHUNK;
export const FLAGS = NORMS + 4 * CHUNK;
export const SLOPES = FLAGS + CHUNK;
export const JUMPS = SLOPES + CHUNK;
/** The first byte behind all of it. */
export const SHARED_END = JUMPS + CHUNK;

let instance: KernelInstance | null = null;

/** The instance of everything that keeps nothing between two calls, and of the row matrices behind it. */
export const shared = (): KernelInstance => {
  instance ??= kernelInstance(SHARED_END);
  return instance;
};

/** Copies numbers of either kind to the address `at`. */
export const place = (kernels: KernelInstance, numbers: Numbers, at: number): void => {
  if (numbers instanceof Float32Array) kernels.views().f32.set(numbers, at >> 2);
  else kernels.views().f64.set(numbers, at >> 3);
};

/** The first `count` f64 of the results, set to 0. They are read through the array that is returned. */
export const clearedResult = (kernels: KernelInstance, count: number): Float64Array => {
  const result = kernels.views().f64.subarray(RESULT >> 3, (RESULT >> 3) + count);
  result.fill(0);
  return result;
};
