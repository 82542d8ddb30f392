import { gaussian } from '../../../../numerics/random/gaussian.ts';
import { signs } from '../../../../numerics/random/signs.ts';
import type { Stream } from '../../../../numerics/random/stream.ts';
import type { ImageSet } from '../data/imageSet.ts';

/** A law of the data with finitely many points of equal mass on the unit sphere, and a label for each. */
export interface PointLaw extends ImageSet {
  readonly name: string;
}

const onSphere = (points: Float32Array, d: number): Float32Array => {
  const unit = new Float32Array(points.length);
  for (let from = 0; from < points.length; from += d) {
    let square = 0;
    for (let k = from; k < from + d; k++) square += points[k]! * points[k]!;
    for (let k = from; k < from + d; k++) unit[k] = points[k]! / Math.sqrt(square);
  }
  return unit;
};

const CLUSTERS = 3;
/** The length of what sets a point of a cluster apart from its center. */
const SPREAD = 0.1;

/** n points, drawn uniformly from the sphere, with fair labels: the sample is the law on trial. */
export const uniformLaw = (stream: Stream, n: number, d: number): PointLaw => ({
  name: 'uniform on the sphere',
  n,
  d,
  images: onSphere(gaussian(stream.child('points'), n * d), d),
  labels: signs(stream.child('labels'), n),
});

/** n points around three centers, one label a center. */
export const clusterLaw = (stream: Stream, n: number, d: number): PointLaw => {
  const centers = onSphere(gaussian(stream.child('centers'), CLUSTERS * d), d);
  const noise = gaussian(stream.child('noise'), n * d);
  const labels = signs(stream.child('labels'), CLUSTERS);
  const points = noise.map(
    (entry, at) => centers[(Math.floor(at / d) % CLUSTERS) * d + (at % d)]! + (SPREAD / Math.sqrt(d)) * entry,
  );
  return {
    name: 'three clusters',
    n,
    d,
    images: onSphere(points, d),
    labels: Int8Array.from({ length: n }, (_, i) => labels[i % CLUSTERS]!),
  };
};

/** All mass on one point. */
export const pointLaw = (stream: Stream, d: number): PointLaw => ({
  ...uniformLaw(stream, 1, d),
  name: 'a point mass',
});

/** Test images, of length 1. */
export const imageLaw = (images: ImageSet): PointLaw => ({ ...images, name: 'the images' });
