import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Evidence, Study } from '../../study.ts';
import type { Theorem } from '../../theorem.ts';
import { perform } from '../perform.ts';
import type { Task } from '../task.ts';
import { keepingNoParts, partsIn } from './parts.ts';
import { openStore } from './store.ts';

const folder = mkdtempSync(join(tmpdir(), 'lakatos-parts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The parts that were computed. */
let computed: number[] = [];
beforeEach(() => {
  computed = [];
});

/** A study of six parts; each is noted when it is computed. */
const sixParts: Study = {
  ...{ id: 'six-parts', reading: 'printed', kind: 'experiment', says: 'there are six parts' },
  ...{ source: { work: 'a test', place: 'here' }, quantifiers: [], premise: [], constants: {} },
  conclusion: { text: '6', tex: '6' },
  axes: ['n'],
  cells: {},
  regime: () => 'inside',
  seconds: () => 1,
  judge: async (_, { part, yieldToLoop, profile }) => {
    const numbers: { i: number; third: number; none: number; zero: number }[] = [];
    for (let i = 0; i < 6; i++)
      numbers.push(
        await part(
          `part ${i}`,
          async () => {
            await yieldToLoop();
            computed.push(i);
            return { i, third: i / 3, none: i === 3 ? Number.NaN : Number.POSITIVE_INFINITY, zero: -0 };
          },
          1 / 6,
        ),
      );
    return {
      ...{ verdict: 'consistent', error: null, margin: null, figures: [] },
      tally: { violated: 0, certified: 6, unresolved: 0, skipped: 0 },
      because: numbers
        .map(({ i, third, none, zero }) => [i, third, none, 1 / zero, profile].join(' '))
        .join('; '),
    };
  },
};

const theorem: Theorem = {
  id: 'of-six-parts',
  work: 'a test',
  axes: [{ symbol: 'n', says: 'size', kind: 'count', addressed: true }],
  table: { rows: 'n', columns: 'n' },
  settings: [],
  statements: [sixParts],
};

const task: Task = {
  kind: 'study',
  theorem: 'of-six-parts',
  id: 'six-parts',
  reading: 'printed',
  cell: { at: { n: 1 }, constants: {}, mode: 'reduced' },
  profile: 'quick',
  options: {},
  seed: 'parts',
  alpha: { refute: 1e-6, support: 1e-3 },
};

const complain = (sentence: string): void => {
  throw new Error(`unexpected: ${sentence}`);
};

/** Judges it with what is kept in the store at this address, and is interrupted once so many parts are done. */
const judged = async (
  kept: { readonly store: string; readonly address: string } | null,
  interruptedAfter = Number.POSITIVE_INFINITY,
): Promise<Evidence> => {
  const controller = new AbortController();
  return (await perform(task, {
    theoremNamed: async () => theorem,
    kept: kept && { store: openStore(join(folder, kept.store), complain), address: kept.address },
    whenJudged: ({ certified }, share) => {
      expect(share).toBeCloseTo(certified / 6, 12);
      if (certified === interruptedAfter) controller.abort(new Error('interrupted'));
    },
    signal: controller.signal,
  })) as Evidence;
};

const address = 'a'.repeat(64);

describe('the parts of a study', () => {
  it('are computed once: interrupted again and again, it goes on from the last that was finished, to the same result', async () => {
    const whole = await judged(null);
    expect(computed).toHaveLength(6);
    for (const cuts of [[1], [2, 3, 5], [1, 2, 3, 4, 5]]) {
      computed = [];
      const kept = { store: cuts.join(), address };
      for (const cut of cuts) await expect(judged(kept, cut)).rejects.toThrow('interrupted');
      expect(computed).toHaveLength(cuts.at(-1)!);
      expect(await judged(kept)).toEqual(whole);
      expect(computed).toEqual([0, 1, 2, 3, 4, 5]);
    }
  });

  it('are those of their own study alone', async () => {
    await expect(judged({ store: 'shared', address }, 4)).rejects.toThrow('interrupted');
    await judged({ store: 'shared', address: 'b'.repeat(64) });
    expect(computed).toHaveLength(4 + 6);
  });

  it('come back bit for bit, whether they were kept or not, in whatever numbers they have', () => {
    const part = { list: [0, -0, Number.NaN, 1e-320, 0.1 + 0.2], deep: { below: Number.NEGATIVE_INFINITY } };
    const store = openStore(join(folder, 'bits'), complain);
    const parts = partsIn(store, address);
    expect(parts.known('one')).toBeNull();
    for (const came of [keepingNoParts.keep('one', part), parts.keep('one', part), parts.known('one')])
      expect(came).toStrictEqual(part);
    expect(parts.known('another')).toBeNull();
    expect(() => parts.keep('one', { ...part, list: [] })).toThrow('the same address gave two results');
  });
});
