import type { Engine } from '../../../../numerics/engine/engine.ts';
import type { Stream } from '../../../../numerics/random/stream.ts';
import type { ImageSet } from '../data/imageSet.ts';
import { type AttackOptions, attack } from './attack.ts';
import { type DescentOptions, descend, type Trained, type Watch } from './descent.ts';
import type { LazyNetwork } from './lazyNetwork.ts';

/**
 * Adversarial training in the lazy ball: each batch is attacked by projected gradient, the loss is descended at the points found, and
 * every w_s is projected onto its ball of this radius (V) around w_{s,0} after each step.
 *
 * Source: Section 5.2 with its Algorithm 1; Madry et al. 2018.
 */
export const lazyAdversarialTraining = (
  engine: Engine,
  stream: Stream,
  start: LazyNetwork,
  images: ImageSet,
  radius: number,
  options: DescentOptions & { readonly attack: AttackOptions },
  watch: Watch = {},
): Promise<Trained> =>
  descend(
    engine,
    stream,
    start,
    images,
    options,
    {
      points: (network, clean, labels, step) =>
        attack(network, clean, labels, options.attack, stream.child('attack').child(step)).points,
      keep: { project: radius },
    },
    watch,
  );
