import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maximumMatching } from './maximumMatching.ts';

/** The largest matching by trying every partner of every vertex. */
const bySearch = (neighbours: readonly (readonly number[])[], taken = new Set<number>(), i = 0): number => {
  if (i === neighbours.length) return 0;
  let best = bySearch(neighbours, taken, i + 1);
  for (const j of neighbours[i]!)
    if (!taken.has(j)) best = Math.max(best, 1 + bySearch(neighbours, new Set([...taken, j]), i + 1));
  return best;
};

describe('maximumMatching', () => {
  it('is a matching, and a largest one, on small graphs', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uniqueArray(fc.nat({ max: 5 }), { maxLength: 4 }), { maxLength: 6 }),
        (neighbours) => {
          const { size, ofLeft, ofRight } = maximumMatching(neighbours, 6);
          expect(size).toBe(bySearch(neighbours));
          expect(ofLeft.filter((j) => j >= 0)).toHaveLength(size);
          ofLeft.forEach((j, i) => {
            if (j < 0) return;
            expect(neighbours[i]).toContain(j);
            expect(ofRight[j]).toBe(i);
          });
        },
      ),
      { seed: 5, numRuns: 400 },
    );
  });

  it('finds the long augmenting path of a ladder that a greedy choice gets wrong', () => {
    const n = 3000;
    // i is joined to i and i − 1; the first only to 0, and it comes last.
    const neighbours = [...Array.from({ length: n - 1 }, (_, i) => [i, i + 1]), [0]];
    expect(maximumMatching(neighbours, n).size).toBe(n);
  });
});
