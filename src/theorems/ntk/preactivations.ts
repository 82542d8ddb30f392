import type { Mode, Point } from '../../core/theorem.ts';
import { kernels } from '../../numerics/kernels/inUse.ts';
import { gaussian } from '../../numerics/random/gaussian.ts';
import type { Stream } from '../../numerics/random/stream.ts';
import { type Inputs, inputsAt } from './inputs.ts';

/** Neurons whose Gaussians are drawn at once. */
const AT_ONCE = 1024;

/** ⟨w_s, x_i⟩ for m neurons w_s ~ N(0, I): `u[i * m + s]`, one input after the other. */
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
  const { arena, wideProduct } = kernels();
  const u = arena.float64(m * n);
  for (let from = 0; from < m; from += AT_ONCE) {
    const count = Math.min(AT_ONCE, m - from);
    arena.scope(() => {
      const g = gaussian(stream.child(name).child(from), count * rank);
      const some = arena.float64(count * n);
      wideProduct(factor, n, g, count, some, isTriangular);
      for (let i = 0; i < n; i++) u.set(some.subarray(i * count, (i + 1) * count), i * m + from);
    });
  }
  return { m, inputs, u };
};
