import { describe, expect, it } from 'vitest';
import { rootOf } from '../../../../numerics/random/root.ts';
import { batchAt, batchesPerEpoch } from './batches.ts';

const stream = rootOf('batches');

describe('batches', () => {
  it('show each image once an epoch, in an order of the epoch’s own', () => {
    const batch = batchAt(stream, 10, 4);
    expect(batchesPerEpoch(10, 4)).toBe(3);
    const epoch = (k: number): number[] => [0, 1, 2].flatMap((at) => [...batch(3 * k + at)]);
    expect(batch(2)).toHaveLength(2);
    expect([...epoch(0)].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect([...epoch(1)].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(epoch(1)).not.toEqual(epoch(0));
    // Found by its address, not by its turn.
    expect([...batchAt(stream, 10, 4)(4)]).toEqual([...batch(4)]);
  });
});
