import { kernels as kernelsOfNumbers } from '../../../numerics/kernels/inUse.ts';
import type { Kernels } from '../../../numerics/kernels/kernels.ts';
import type { NeuronKernels } from './kernels.ts';
import { plainNeurons } from './reference/plainNeurons.ts';
import { simdNeurons } from './simd/simdNeurons.ts';

let below: Kernels | null = null;
let inUse: NeuronKernels | null = null;

/**
 * The kernels of this thread, those over neurons in the form that is chosen for those over numbers. Both
 * forms give the same bits, so that the choice moves no number in any report.
 */
export const kernels = (): NeuronKernels => {
  const chosen = kernelsOfNumbers();
  if (inUse === null || chosen !== below) {
    below = chosen;
    inUse = { ...(chosen.name === 'simd' ? simdNeurons : plainNeurons), ...chosen };
  }
  return inUse;
};
