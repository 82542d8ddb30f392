import type { Kernels } from '../kernels.ts';
import { BLOCK_LENGTH, gaussianBlock, STEP_LENGTH } from './gaussianBlock.ts';
import { plainArena } from './plainArena.ts';
import { plainGaussianMatrix } from './plainGaussianMatrix.ts';
import { plainRowMatrix } from './plainRowMatrix.ts';
import { USES } from './sfc32.ts';
import { sharedBits } from './sharedBits.ts';
import { sourceWords } from './sourceWords.ts';
import { wideProduct } from './wideProduct.ts';

const SIGNS_IN_BLOCK = 4096;

const values = new Float32Array(BLOCK_LENGTH);
const words = new Int32Array(SIGNS_IN_BLOCK / 32);

const gaussians: Kernels['gaussians'] = (source, block, out) => {
  for (let at = 0, k = block; at < out.length; at += BLOCK_LENGTH, k++) {
    const count = Math.min(BLOCK_LENGTH, out.length - at);
    const whole = Math.ceil(count / STEP_LENGTH) * STEP_LENGTH;
    gaussianBlock(source.words, k, values, 0, whole, source.generator);
    out.set(values.subarray(0, count), at);
  }
};

const signs: Kernels['signs'] = (source, block, out) => {
  for (let at = 0, k = block; at < out.length; at += SIGNS_IN_BLOCK, k++) {
    sourceWords(source, k, USES.sign, words);
    const count = Math.min(SIGNS_IN_BLOCK, out.length - at);
    for (let i = 0; i < count; i++) out[at + i] = (((words[i >>> 5]! >>> (i & 31)) & 1) << 1) - 1;
  }
};

/** What each kernel means, in plain f64. */
export const plainKernels: Kernels = {
  name: 'plain',
  arena: plainArena,
  gaussians,
  signs,
  rowMatrix: plainRowMatrix,
  gaussianMatrix: plainGaussianMatrix,
  wideProduct,
  sharedBits,
};
