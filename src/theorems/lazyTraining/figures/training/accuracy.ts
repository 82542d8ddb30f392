import type { Stream } from '../../../../numerics/random/stream.ts';
import type { ImageSet } from '../data/imageSet.ts';
import { type AttackOptions, attack } from './attack.ts';
import { requireSameDimension } from './lazyNetwork.ts';
import type { LiveNetwork } from './liveNetwork.ts';

/** Points that are looked at together. */
const BATCH = 256;

/** How many of n images got their label; a value of 0 has no sign and counts as wrong. */
export interface Accuracy {
  readonly right: number;
  readonly n: number;
}

const count = (margins: Float64Array): number => margins.reduce((sum, margin) => sum + Number(margin > 0), 0);

const overBatches = (images: ImageSet, margins: (from: number, to: number) => Float64Array): Accuracy => {
  let right = 0;
  for (let from = 0; from < images.n; from += BATCH)
    right += count(margins(from, Math.min(images.n, from + BATCH)));
  return { right, n: images.n };
};

/** How many images the network gets right. */
export const accuracy = (network: LiveNetwork, images: ImageSet): Accuracy => {
  requireSameDimension(network, images);
  const { d, labels } = images;
  return overBatches(images, (from, to) =>
    network.values(images.images.subarray(from * d, to * d)).map((value, i) => labels[from + i]! * value),
  );
};

/** How many images the network gets right wherever the attack looked. An upper bound: another attack may do better. */
export const robustAccuracy = (
  network: LiveNetwork,
  images: ImageSet,
  options: AttackOptions,
  stream: Stream,
): Accuracy => {
  requireSameDimension(network, images);
  const { d, labels } = images;
  return overBatches(
    images,
    (from, to) =>
      attack(
        network,
        images.images.subarray(from * d, to * d),
        labels.subarray(from, to),
        options,
        stream.child('attack').child(from),
      ).margins,
  );
};
