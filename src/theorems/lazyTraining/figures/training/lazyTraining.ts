import type { Engine } from '../../../../numerics/engine/engine.ts';
import type { Stream } from '../../../../numerics/random/stream.ts';
import type { ImageSet } from '../data/imageSet.ts';
import { type DescentOptions, descend, type Trained, type Watch } from './descent.ts';
import type { LazyNetwork } from './lazyNetwork.ts';

/** `ballChecked`: before each step, so that the last iterate inside is returned; or after each epoch, so that the first one seen outside is. */
export interface LazyTrainingOptions extends DescentOptions {
  readonly ballChecked?: 'step' | 'epoch';
}

/**
 * Stochastic gradient descent on the logistic loss, stopped before an iterate leaves the lazy ball of this radius (V = C0/√m).
 *
 * The last iterate inside is returned; one within rounding of the sphere counts as outside, so what is returned is inside exactly. Where
 * the ball is looked at after each epoch, the first network that is seen outside it is returned, as in the authors' programs.
 *
 * Source: Section 5.1.
 */
export const lazyTraining = (
  engine: Engine,
  stream: Stream,
  start: LazyNetwork,
  images: ImageSet,
  radius: number,
  options: LazyTrainingOptions,
  watch: Watch = {},
): Promise<Trained> =>
  descend(
    engine,
    stream,
    start,
    images,
    options,
    options.ballChecked === 'epoch'
      ? {
          points: (_, clean) => clean,
          keep: {},
          leave: (network) => (network.largestShift() > radius ? 'left the ball' : null),
        }
      : { points: (_, clean) => clean, keep: { stay: radius } },
    watch,
  );
