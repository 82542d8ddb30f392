/** The modules of the SIMD kernels, in their folders below src. */
export const kernelModules = [
  { folder: 'numerics/kernels/simd', file: 'kernels.wasm' },
  { folder: 'theorems/lazyTraining/kernels/simd', file: 'neurons.wasm' },
];
