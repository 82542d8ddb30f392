import type { Kernels } from '../kernels.ts';
import { BLOCK_LENGTH } from '../reference/gaussianBlock.ts';
import { addressOf, arena } from './arena.ts';
import { gaussianMatrix } from './gaussianMatrix.ts';
import { MANY } from './layout.ts';
import { makeGaussians, passes } from './passes.ts';
import { rowMatrix } from './rowMatrix.ts';
import { sharedBits } from './sharedBits.ts';
import { sweep, workplace } from './sweep.ts';
import { wideProduct } from './wideProduct.ts';

const gaussians: Kernels['gaussians'] = (source, block, out) => {
  if (addressOf(out) !== null) {
    const { generator, words } = source;
    sweep(
      passes,
      'gaussians',
      (column) => ({ generator, words, block, out: column(out, 'written') }),
      out.length,
    );
    return;
  }
  // Readers take a block at a time, and short ones: straight from where it is made.
  const at = workplace(passes);
  const made = (at.base + MANY) >>> 2;
  for (let from = 0, k = block; from < out.length; from += BLOCK_LENGTH, k++) {
    const count = Math.min(BLOCK_LENGTH, out.length - from);
    makeGaussians(at, source, k, at.base + MANY, count);
    out.set(at.f32.subarray(made, made + count), from);
  }
};

const signs: Kernels['signs'] = ({ generator, words }, block, out) => {
  sweep(passes, 'signs', (column) => ({ generator, words, block, out: column(out, 'written') }), out.length);
};

/**
 * The kernels in WASM SIMD128, bit for bit as `plainKernels`. Throws: `Error` on first use when they have not
 * been built.
 */
export const simdKernels: Kernels = {
  name: 'simd',
  arena,
  gaussians,
  signs,
  rowMatrix,
  gaussianMatrix,
  wideProduct,
  sharedBits,
};
