import { blockedSumError } from '../../../numerics/linalg/blockedSum.ts';
import { largestEigenvalueBound } from '../../../numerics/linalg/largestEigenvalueBound.ts';
import { addScaled, dot, norm } from '../../../numerics/linalg/vectors.ts';
import type { ExplicitNetwork } from '../network/explicitNetwork.ts';
import { extremesOf } from '../network/extremeValue.ts';
import { centerPattern, type KnownWeights, type LinearPart, mayFlipOf, WIDER } from './knownWeights.ts';

/**
 * W0 with all of its weights: every bound is a computation on them, and no probability enters.
 *
 * Memory: 8·d·m bytes. It is what the reduced law is checked against, and sharper for small d, where the
 * reduced law's tails are wide.
 */
export const explicitWeights = (network: ExplicitNetwork, ballRadius: number): KnownWeights => {
  const { d, m, x, signs } = network;
  const W0 = new Float64Array(d * m);
  const rowNorms = new Float32Array(m);
  const u = new Float64Array(m);
  let longestRow = 0;
  network.visitRows((s, row) => {
    W0.set(row, s * d);
    u[s] = dot(row, x);
    rowNorms[s] = norm(row) * (1 + 2 ** -22);
    longestRow = Math.max(longestRow, rowNorms[s]!);
  });
  // ⟨w⁰_s, x⟩ is off by less than (d + 8) roundings of ‖w⁰_s‖, the rounding of ‖x‖ included.
  const radius = ballRadius + (d + 8) * 2 ** -52 * longestRow;
  const mayFlip = mayFlipOf(u, radius);
  const scale = Math.sqrt(m);

  const combination = (factors: Int8Array, scaled: number): Float64Array => {
    const sum = new Float64Array(d);
    for (let s = 0; s < m; s++) if (factors[s] !== 0) addScaled(sum, factors[s]!, W0, d, s * d);
    return sum.map((entry) => entry * scaled);
  };
  const center = combination(centerPattern(u, signs, radius), 1 / (2 * scale));
  const product = (s: number, vector: Float64Array): number => dot(W0, vector, d, s * d);

  /** Σ_i weights_i w_s w_sᵀ, s = neurons_i. */
  const gramOf = (neurons: Int32Array, weights: Float64Array): Float64Array => {
    const gram = new Float64Array(d * d);
    for (let i = 0; i < neurons.length; i++) {
      const from = neurons[i]! * d;
      for (let a = 0; a < d; a++) {
        const factor = weights[i]! * W0[from + a]!;
        for (let b = 0; b <= a; b++) gram[a * d + b]! += factor * W0[from + b]!;
      }
    }
    for (let a = 0; a < d; a++) for (let b = 0; b < a; b++) gram[b * d + a] = gram[a * d + b]!;
    return gram;
  };
  const largestEigenvalue = (neurons: Int32Array, weights: Float64Array): number =>
    neurons.length === 0 ? 0 : largestEigenvalueBound(gramOf(neurons, weights), d) * WIDER;

  // ‖Σ σ_s w_s‖ is at most √|S| ‖W_S‖, and at most Σ ‖w_s‖, which is less where few neurons are in the
  // may-flip set.
  const spectral = Math.sqrt(
    mayFlip.length * largestEigenvalue(mayFlip, new Float64Array(mayFlip.length).fill(1)),
  );
  const plain = mayFlip.reduce((sum, s) => sum + rowNorms[s]!, 0);

  const linearPart = (slopes: Int8Array): LinearPart => {
    const ell = combination(slopes, 1 / scale);
    let overMayFlip = 0;
    for (const s of mayFlip) overMayFlip += Math.abs(product(s, ell));
    return {
      alongX: dot(ell, x),
      alongCenter: dot(ell, center),
      length: norm(ell) * WIDER,
      overMayFlip: overMayFlip * WIDER,
    };
  };

  return {
    d,
    m,
    u,
    signs,
    radius,
    extremes: extremesOf(u, signs, radius),
    mayFlip,
    towards: Float64Array.from({ length: m }, (_, s) => product(s, center)),
    centerNorm: norm(center),
    centerAlong: dot(center, x),
    flips: (Math.min(spectral, plain) / (2 * scale)) * WIDER,
    rowNorms,
    longestRow,
    // Sums over neurons are taken in a row, and twice the worst of it covers those in blocks.
    rounding: blockedSumError(m, 1) + (2 * m + 4 * (d + 16)) * 2 ** -53,
    linearPart,
    largestEigenvalue,
  };
};
