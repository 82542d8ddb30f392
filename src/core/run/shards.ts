import type { Planned } from './planned.ts';
import type { PlannedSearch } from './searches.ts';
import { UsageError } from './usageError.ts';

/** One of `count` parts of a run, from 1 on. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Reads `2/5`. Throws: `UsageError`. */
export const parseShard = (text: string): Shard => {
  const found = /^(\d+)\/(\d+)$/.exec(text.trim());
  const [index, count] = [Number(found?.[1]), Number(found?.[2])];
  if (found === null || !(index >= 1 && index <= count && count <= 100_000))
    throw new UsageError(`--shard ${text} is no part of a run; give i/n with i from 1 to n, such as 2/5`);
  return { index, count };
};

/** Where the work of a plan goes: for each row, and each search, the shard that does it. */
export interface Deal {
  readonly planned: readonly number[];
  readonly searches: readonly number[];
}

/** A search judges dozens of cells: it weighs as much as a long cell. */
const SEARCH_SECONDS = 10;

/**
 * Deals the work of a plan to `count` shards: the heaviest first, each to the shard with the least so far.
 *
 * A function of the plan alone, so that every machine deals the same. Rows that share their trials stay together.
 */
export const dealOut = (
  planned: readonly Planned[],
  searches: readonly PlannedSearch[],
  count: number,
): Deal => {
  const tasks = new Map<string, { readonly seconds: number; readonly order: number }>();
  planned.forEach(({ trialsKey, seconds }, order) => {
    if (!tasks.has(trialsKey)) tasks.set(trialsKey, { seconds, order });
  });
  searches.forEach((_, i) => {
    tasks.set(`search ${i}`, { seconds: SEARCH_SECONDS, order: planned.length + i });
  });
  const loads = new Array<number>(count).fill(0);
  const shardOf = new Map<string, number>();
  const heaviestFirst = [...tasks].sort(([, a], [, b]) => b.seconds - a.seconds || a.order - b.order);
  for (const [key, { seconds }] of heaviestFirst) {
    const least = loads.indexOf(Math.min(...loads));
    loads[least]! += seconds;
    shardOf.set(key, least + 1);
  }
  return {
    planned: planned.map(({ trialsKey }) => shardOf.get(trialsKey)!),
    searches: searches.map((_, i) => shardOf.get(`search ${i}`)!),
  };
};
