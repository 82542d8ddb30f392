import type { Arena } from '../kernels.ts';

/** Arrays of the engine's own. */
export const plainArena: Arena = {
  scope: (work) => work(),
  float32: (n) => new Float32Array(n),
  float64: (n) => new Float64Array(n),
  int32: (n) => new Int32Array(n),
  int8: (n) => new Int8Array(n),
  uint8: (n) => new Uint8Array(n),
};
