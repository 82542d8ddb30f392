import { setImmediate } from 'node:timers/promises';
import type { Engine } from '../../../../numerics/engine/engine.ts';
import type { Stream } from '../../../../numerics/random/stream.ts';
import type { ImageSet } from '../data/imageSet.ts';
import { type AttackOptions, attack } from './attack.ts';
import { type DescentOptions, descend, type Trained, type TrainingRule, type Watch } from './descent.ts';
import type { LazyNetwork } from './lazyNetwork.ts';
import type { LiveNetwork, Points } from './liveNetwork.ts';

/** How adversarial training goes about its attacks, its projection and its end; each default is the text's. */
export interface AdversarialOptions extends DescentOptions {
  readonly attack: AttackOptions;
  /** When images are attacked: each batch with the weights at its step, or all of them with the weights at the beginning of an epoch. */
  readonly attacked?: 'step' | 'epoch';
  readonly projected?: 'step' | 'epoch';
  /** Which network is returned: after the last projection, or before it. Of importance only where it is projected once an epoch. */
  readonly robustMeasured?: 'projected' | 'unprojected';
  /** Epochs in a row without a rise of the robust training accuracy by more than `RISE` after which it ends; 0 for never. */
  readonly patience?: number;
}

export interface AdversariallyTrained extends Trained {
  /** The share of the attacked training images that kept their label, epoch by epoch. */
  readonly robust: readonly number[];
}

/** A rise of the robust training accuracy that counts as one. */
const RISE = 1e-4;

/** Images that are attacked together at the beginning of an epoch. */
const TOGETHER = 256;

/** Whether none of the last `patience` + 1 values is above all those before them by more than `RISE`. */
export const risesNoLonger = (values: readonly number[], patience: number): boolean => {
  if (patience === 0) return false;
  let [best, idle] = [Number.NEGATIVE_INFINITY, 0];
  for (const value of values) {
    idle = value > best + RISE ? 0 : idle + 1;
    best = Math.max(best, value);
  }
  return idle > patience;
};

/**
 * Adversarial training in the lazy ball: each batch is attacked by projected gradient, the loss is descended at the points found, and
 * every w_s is projected onto its ball of this radius (V) around w_{s,0} after each step; or as the options say otherwise.
 *
 * Source: Section 5.2 with its Algorithm 1; Madry et al. 2018. The other ways: the programs that the paper's authors published.
 */
export const lazyAdversarialTraining = async (
  engine: Engine,
  stream: Stream,
  start: LazyNetwork,
  images: ImageSet,
  radius: number,
  options: AdversarialOptions,
  watch: Watch = {},
): Promise<AdversariallyTrained> => {
  const { attacked, projected, robustMeasured, patience = 0 } = options;
  const at = stream.child('attack');
  const robust: number[] = [];
  let [kept, seen] = [0, 0];
  const attackOn = (network: LiveNetwork, clean: Points, labels: Int8Array, address: Stream): Points => {
    const { points, margins } = attack(network, clean, labels, options.attack, address);
    kept += margins.reduce((count, margin) => count + Number(margin > 0), 0);
    seen += margins.length;
    return points;
  };
  const attackAll = async (network: LiveNetwork, epoch: number): Promise<Points> => {
    const { n, d } = images;
    const all = new Float32Array(n * d);
    for (let from = 0; from < n; from += TOGETHER) {
      watch.signal?.throwIfAborted();
      const to = Math.min(n, from + TOGETHER);
      const clean = images.images.subarray(from * d, to * d);
      const address = at.child('epoch').child(epoch).child(from);
      all.set(attackOn(network, clean, images.labels.subarray(from, to), address), from * d);
      await setImmediate();
    }
    return all;
  };
  const leave = (network: LiveNetwork, last: boolean): Trained['ended'] | null => {
    if (seen > 0) robust.push(kept / seen);
    [kept, seen] = [0, 0];
    const ended = risesNoLonger(robust, patience) ? 'rises no longer' : null;
    const isOver = ended !== null || last;
    if (projected === 'epoch' && !(isOver && robustMeasured === 'unprojected')) network.project(radius);
    return ended;
  };
  const rule: TrainingRule = {
    points:
      attacked === 'epoch'
        ? (_, made) => made
        : (network, clean, labels, step) => attackOn(network, clean, labels, at.child(step)),
    keep: projected === 'epoch' ? {} : { project: radius },
    ...(attacked === 'epoch' && { enter: attackAll }),
    // What happens within epochs alone can be taken up again within one.
    ...((attacked === 'epoch' || projected === 'epoch' || patience > 0) && { leave }),
  };
  const trained = await descend(engine, stream, start, images, options, rule, watch);
  return { ...trained, robust };
};
