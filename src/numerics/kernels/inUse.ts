import type { Kernels } from './kernels.ts';
import { plainKernels } from './reference/plainKernels.ts';
import { simdKernels } from './simd/simdKernels.ts';

let inUse: Kernels | null = null;

/**
 * SIMD; or plain, many times slower, where the system refuses the address space that every WASM memory
 * reserves (under a limit on virtual memory of some gigabytes).
 */
const available = (): Kernels => {
  try {
    simdKernels.gaussians({ generator: 'philox-sfc32', words: [0, 0, 0, 0] }, 0, new Float32Array(8));
    return simdKernels;
  } catch (error) {
    if (error instanceof RangeError) return plainKernels;
    throw error;
  }
};

/**
 * The kernels of this thread. Both forms give the same bits, so that the choice moves no number in any
 * report.
 */
export const kernels = (): Kernels => {
  inUse ??= available();
  return inUse;
};

/** Chooses the kernels of this thread, SIMD where nothing is chosen, and returns those that were in use. */
export const useKernels = (chosen: Kernels): Kernels => {
  const before = kernels();
  inUse = chosen;
  return before;
};
