import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lazySpace } from '../../theorems/lazyTraining/space.ts';
import { lazyTraining } from '../../theorems/lazyTraining/theorem.ts';
import { bindClaim } from '../judge/boundClaim.ts';
import { claimsOf } from '../theorem.ts';
import { planCells } from './plan.ts';
import type { Planned } from './planned.ts';
import type { PlannedSearch } from './searches.ts';
import { dealOut, parseShard } from './shards.ts';
import { UsageError } from './usageError.ts';

/** Rows with the two fields that a deal looks at. */
const plan = fc.array(
  fc.record({
    trialsKey: fc.integer({ min: 0, max: 30 }).map(String),
    seconds: fc.double({ min: 0, max: 100, noNaN: true }),
  }),
  { maxLength: 60 },
) as unknown as fc.Arbitrary<readonly Planned[]>;
const searches = fc
  .integer({ min: 0, max: 6 })
  .map((n) => Array.from({ length: n }, () => ({}) as PlannedSearch));
const count = fc.integer({ min: 1, max: 12 });

const SEARCH_SECONDS = 10;

/** The seconds of each piece of work, rows that share their trials counted once, by the shard that does it. */
const loadsOf = (
  planned: readonly Planned[],
  deal: ReturnType<typeof dealOut>,
  n: number,
): { loads: number[]; weights: number[] } => {
  const loads = new Array<number>(n).fill(0);
  const weights: number[] = [];
  const seen = new Set<string>();
  planned.forEach(({ trialsKey, seconds }, i) => {
    if (seen.has(trialsKey)) return;
    seen.add(trialsKey);
    loads[deal.planned[i]! - 1]! += seconds;
    weights.push(seconds);
  });
  for (const owner of deal.searches) {
    loads[owner - 1]! += SEARCH_SECONDS;
    weights.push(SEARCH_SECONDS);
  }
  return { loads, weights };
};

describe('a deal of a plan to shards', () => {
  it('gives each row and each search to one shard, and rows that share their trials to the same', () => {
    fc.assert(
      fc.property(plan, searches, count, (planned, sought, n) => {
        const deal = dealOut(planned, sought, n);
        expect(deal.planned).toHaveLength(planned.length);
        expect(deal.searches).toHaveLength(sought.length);
        for (const owner of [...deal.planned, ...deal.searches]) {
          expect(Number.isInteger(owner)).toBe(true);
          expect(owner >= 1 && owner <= n).toBe(true);
        }
        const owners = new Map<string, number>();
        planned.forEach(({ trialsKey }, i) => {
          expect(owners.get(trialsKey) ?? deal.planned[i]).toBe(deal.planned[i]);
          owners.set(trialsKey, deal.planned[i]!);
        });
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('is a function of the plan', () => {
    fc.assert(
      fc.property(plan, searches, count, (planned, sought, n) => {
        expect(dealOut(structuredClone(planned) as never, sought, n)).toEqual(dealOut(planned, sought, n));
      }),
      { seed: 2, numRuns: 100 },
    );
  });

  it('is balanced: no shard has more than a fair share and one piece of work', () => {
    fc.assert(
      fc.property(plan, searches, count, (planned, sought, n) => {
        const { loads, weights } = loadsOf(planned, dealOut(planned, sought, n), n);
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        // The shard that got its last piece was the least loaded, so below the mean (Graham 1969); 66 additions of numbers up
        // to 6600 are off by at most 66 · 6600 · 2⁻⁵³ < 1e-10.
        expect(Math.max(...loads)).toBeLessThanOrEqual(total / n + Math.max(0, ...weights) + 1e-10);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('gives every shard of the quick profile something to do', () => {
    const planned = planCells({
      claims: claimsOf(lazyTraining).filter((claim) => bindClaim(claim, lazySpace.axes) !== null),
      profile: 'quick',
      axes: {},
      constantValues: {},
      readings: null,
      mode: 'reduced',
      trials: null,
      threads: 1,
      theorem: lazyTraining,
    });
    for (const n of [2, 3, 4]) expect(new Set(dealOut(planned, [], n).planned).size).toBe(n);
  });
});

describe('the name of a shard', () => {
  it.each([
    ['1/1', 1, 1],
    ['2/5', 2, 5],
    [' 5/5 ', 5, 5],
    ['100000/100000', 100_000, 100_000],
  ])('%s is one', (text, index, n) => {
    expect(parseShard(text)).toEqual({ index, count: n });
  });

  it.each(['', '2', '0/3', '4/3', '-1/3', '1.5/3', '1/0', '1/3/3', 'one/two', '1e1/20', '1/100001', '1/ 3'])(
    '"%s" is none, said in one sentence',
    (text) => {
      expect(() => parseShard(text)).toThrow(UsageError);
      expect(() => parseShard(text)).toThrow(
        /is no part of a run; give i\/n with i from 1 to n, such as 2\/5$/,
      );
    },
  );
});
