import type { Mode, Point } from '../../core/theorem.ts';
import { gaussian } from '../../numerics/random/gaussian.ts';
import type { Stream } from '../../numerics/random/stream.ts';
import { type Inputs, inputsAt } from './inputs.ts';

/** Neurons whose Gaussians are drawn at once. */
const AT_ONCE = 4096;

/** u_si = ⟨w_s, x_i⟩ for m neurons w_s ~ N(0, I), neuron after neuron. */
export interface Preactivations {
  readonly m: number;
  readonly inputs: Inputs;
  readonly u: Float64Array;
}

/**
 * The preactivations at the start: all that the tangent kernel depends on.
 *
 * Each neuron's are Gaussian with the Gram matrix as covariance: its factor of rank min(n, d) times as many Gaussians. In ambient mode the
 * w_s themselves are drawn.
 */
export const preactivations = (stream: Stream, at: Point, mode: Mode): Preactivations => {
  const inputs = inputsAt(at);
  const { n } = inputs;
  const m = at.m!;
  const [factor, rank, name] =
    mode === 'ambient' ? [inputs.rows, at.d!, 'w'] : [inputs.factor, inputs.rank, 'g'];
  const isTriangular = mode === 'reduced' && factor !== inputs.rows;
  const u = new Float64Array(m * n);
  for (let from = 0; from < m; from += AT_ONCE) {
    const count = Math.min(AT_ONCE, m - from);
    const g = gaussian(stream.child(name).child(from), count * rank);
    for (let i = 0; i < n; i++) {
      const length = isTriangular ? i + 1 : rank;
      const row = i * rank;
      let s = 0;
      // Four neurons at a time, each with its own sum in the order of k.
      for (; s + 3 < count; s += 4) {
        const [g0, g1, g2, g3] = [s * rank, (s + 1) * rank, (s + 2) * rank, (s + 3) * rank];
        let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
        for (let k = 0; k < length; k++) {
          const weight = factor[row + k]!;
          sum0 += weight * g[g0 + k]!;
          sum1 += weight * g[g1 + k]!;
          sum2 += weight * g[g2 + k]!;
          sum3 += weight * g[g3 + k]!;
        }
        const place = (from + s) * n + i;
        u[place] = sum0;
        u[place + n] = sum1;
        u[place + 2 * n] = sum2;
        u[place + 3 * n] = sum3;
      }
      for (; s < count; s++) {
        let sum = 0;
        for (let k = 0; k < length; k++) sum += factor[row + k]! * g[s * rank + k]!;
        u[(from + s) * n + i] = sum;
      }
    }
  }
  return { m, inputs, u };
};
