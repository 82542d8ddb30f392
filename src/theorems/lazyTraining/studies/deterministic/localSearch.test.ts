import { describe, expect, it } from 'vitest';
import { rootOf } from '../../../../numerics/random/root.ts';
import { type Example, isSound } from './example.ts';
import { firstTermMargin } from './firstTermIsConstant.ts';
import { localSearch } from './localSearch.ts';
import { movedValue } from './valueMovesAtMostC0.ts';

const row = (...entries: number[]): Float64Array => Float64Array.from(entries);
const yieldToLoop = async (): Promise<void> => {};

/** Nothing about it is extreme: two neurons are inactive, and W = W0. */
const start: Example = {
  x: row(0.6, 0.8),
  signs: Int8Array.of(1, -1, 1),
  W0: [row(-1, -2), row(0.5, 1), row(-2, 1)],
  W: [row(-1, -2), row(0.5, 1), row(-2, 1)],
  C0: 1,
  given: {},
};

const search = (height: (example: Example) => number | null, tries: number): Promise<Example> =>
  localSearch(start, height, { stream: rootOf('local search'), tries, enough: () => false }, yieldToLoop);

describe('localSearch', () => {
  it.each([
    ['the first term', firstTermMargin()],
    ['the value', movedValue()],
  ])(
    'walks from the middle to nearly the bound of %s, which is tight, at a pinned seed',
    async (_, measure) => {
      const height = (example: Example): number | null => measure(example)!.margin;
      const before = height(start)!;
      expect(before).toBeGreaterThan(0.4);
      const lowest = await search(height, 4000);
      expect(isSound(lowest)).toBe(true);
      expect(height(lowest)!).toBeLessThan(0.1);
    },
  );

  it('never climbs, and stays where it was told', async () => {
    let least = Number.POSITIVE_INFINITY;
    const height = (example: Example): number => {
      expect(isSound(example)).toBe(true);
      const at = firstTermMargin()(example)!.margin;
      least = Math.min(least, at);
      return at;
    };
    expect(firstTermMargin()(await search(height, 300))!.margin).toBe(least);
  });

  it('stops where it was to arrive, and passes over what says nothing', async () => {
    const found = await localSearch(
      start,
      () => 0,
      { stream: rootOf('local search'), tries: 100, enough: () => true },
      yieldToLoop,
    );
    expect(found).toBe(start);
    expect(await search((example) => (example === start ? 1 : null), 50)).toBe(start);
  });
});
