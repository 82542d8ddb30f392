import type { Engine } from '../../../numerics/engine/engine.ts';
import type { Stream } from '../../../numerics/random/stream.ts';
import type { ExplicitNetwork } from '../network/explicitNetwork.ts';
import type { LazyBall } from '../network/lazyBall.ts';
import { type FoundWeights, type ProjectedGradientOptions, projectedGradient } from './projectedGradient.ts';
import { signedMarginObjective } from './signedMarginObjective.ts';

/** Weights that keep their sign best, and which sign that is. */
export interface FoundSign extends FoundWeights {
  readonly side: 1 | -1;
}

/**
 * Searches all d·m weights of the ball, by projected gradient, for those whose sign the theorem's step keeps
 * best: for f > 0 and for f < 0.
 *
 * `value` is sign(f(x; W)) · f(x + δ; W) by the plain f64 reference, above zero where the sign has not
 * flipped.
 */
export const searchAllWeights = (
  engine: Engine,
  network: ExplicitNetwork,
  ball: LazyBall,
  C2: number,
  options: ProjectedGradientOptions,
  stream: Stream,
): FoundSign => {
  const on = (side: 1 | -1): FoundSign => ({
    ...projectedGradient(
      engine,
      network,
      ball,
      signedMarginObjective(network, C2, side),
      options,
      stream.child(side === 1 ? 'positive' : 'negative'),
    ),
    side,
  });
  const [positive, negative] = [on(1), on(-1)];
  return negative.value > positive.value ? negative : positive;
};
