import type { Engine } from '../../../../numerics/engine/engine.ts';
import type { Stream } from '../../../../numerics/random/stream.ts';
import type { ImageSet } from '../data/imageSet.ts';
import { type DescentOptions, descend, type Trained, type Watch } from './descent.ts';
import type { LazyNetwork } from './lazyNetwork.ts';

/**
 * Stochastic gradient descent on the logistic loss, stopped before an iterate leaves the lazy ball of this radius (V = C0/√m).
 *
 * The last iterate inside is returned; one within rounding of the sphere counts as outside, so what is returned is inside exactly.
 *
 * Source: Section 5.1.
 */
export const lazyTraining = (
  engine: Engine,
  stream: Stream,
  start: LazyNetwork,
  images: ImageSet,
  radius: number,
  options: DescentOptions,
  watch: Watch = {},
): Promise<Trained> =>
  descend(
    engine,
    stream,
    start,
    images,
    options,
    { points: (_, clean) => clean, keep: { stay: radius } },
    watch,
  );
