import type { Stream } from '../../../../numerics/random/stream.ts';
import { uniform } from '../../../../numerics/random/uniform.ts';

/** The numbers 0, …, n − 1 in a random order: Fisher–Yates on the uniforms of `stream`. */
export const shuffled = (stream: Stream, n: number): Int32Array => {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  const draws = uniform(stream, n);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(draws[i]! * (i + 1));
    const swap = order[i]!;
    order[i] = order[j]!;
    order[j] = swap;
  }
  return order;
};

/** How many batches an epoch has; the last one may be smaller than the others. */
export const batchesPerEpoch = (n: number, batchSize: number): number => Math.ceil(n / batchSize);

/** The images of batch `step`, counted through all epochs; the order of each epoch is drawn at its own address, or is the first one's throughout. */
export const batchAt = (
  stream: Stream,
  n: number,
  batchSize: number,
  shuffle: 'epoch' | 'once' = 'epoch',
): ((step: number) => Int32Array) => {
  const perEpoch = batchesPerEpoch(n, batchSize);
  let known = -1;
  let order: Int32Array = new Int32Array();
  return (step) => {
    const epoch = Math.floor(step / perEpoch);
    const drawn = shuffle === 'once' ? 0 : epoch;
    if (drawn !== known) {
      order = shuffled(stream.child('epoch').child(drawn), n);
      known = drawn;
    }
    const from = (step - epoch * perEpoch) * batchSize;
    return order.subarray(from, Math.min(n, from + batchSize));
  };
};
