import type { KnownWeights } from '../knownWeights.ts';

/** A network of one neuron, as the bounds see it: ⟨w⁰, z₀⟩ = y where kappa is 1. */
export const loneNeuron = (
  u: number,
  y: number,
  sign: number,
  radius: number,
  rowNorm: number,
): KnownWeights => ({
  d: 2,
  m: 1,
  u: Float64Array.of(u),
  signs: Int8Array.of(sign),
  radius,
  extremes: { highest: { value: 0, error: 0 }, lowest: { value: 0, error: 0 } },
  mayFlip: Math.abs(u) <= radius ? Int32Array.of(0) : new Int32Array(0),
  towards: Float64Array.of(u - y),
  centerNorm: 1,
  centerAlong: 0,
  flips: 0,
  rowNorms: Float32Array.of(rowNorm * 1.001),
  longestRow: rowNorm * 1.001,
  rounding: 0,
  linearPart: () => ({ alongX: 0, alongCenter: 0, length: 0, overMayFlip: 0 }),
  largestEigenvalue: () => 0,
});
