import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Examined } from '../../trials/examination.ts';
import { perform } from '../perform.ts';
import type { Task } from '../task.ts';
import { keepingNoParts, partsIn } from './parts.ts';
import { openStore } from './store.ts';

const folder = mkdtempSync(join(tmpdir(), 'lakatos-parts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Where the parts that are computed are counted. */
const log = join(folder, 'computed.txt');
beforeEach(() => writeFileSync(log, ''));
const computed = (): readonly string[] => readFileSync(log, 'utf8').split('\n').slice(0, -1);

// An examination of six parts, in a module of its own as a worker loads it; each part is noted when it is computed.
const module = join(folder, 'six.mjs');
writeFileSync(
  module,
  `import { appendFileSync } from 'node:fs';
const examine = async (place, { part, breathe, profile }) => {
  const numbers = [];
  for (let i = 0; i < 6; i++)
    numbers.push(await part('part ' + i, async () => {
      await breathe();
      appendFileSync(${JSON.stringify(log)}, i + '\\n');
      return { i, third: i / 3, none: i === 3 ? NaN : Infinity, zero: -0 };
    }, 1 / 6));
  return {
    verdict: 'consistent', error: null, margin: null, exhibits: [],
    tally: { violated: 0, certified: 6, unresolved: 0, skipped: 0 },
    because: numbers.map(({ i, third, none, zero }) => [i, third, none, 1 / zero, profile].join(' ')).join('; '),
  };
};
export const examinations = [{ statement: { id: 'six-parts', reading: 'printed' }, examine }];
`,
);

const task = (seed: string): Task => ({
  kind: 'examination',
  id: 'six-parts',
  reading: 'printed',
  place: { d: 1, m: 1, C0: 1, gamma: null, constants: {} },
  profile: 'quick',
  options: {},
  seed,
  alpha: { refute: 1e-6, support: 1e-3 },
});

const complain = (sentence: string): void => {
  throw new Error(`unexpected: ${sentence}`);
};

/** Examines it in the store at this address, and is interrupted once so many parts are done. */
const examined = async (
  kept: { readonly store: string; readonly address: string } | null,
  interruptedAfter = Number.POSITIVE_INFINITY,
): Promise<Examined> => {
  const controller = new AbortController();
  return (await perform(task('parts'), {
    ownQuantities: [],
    examinations: pathToFileURL(module).href,
    kept: kept && { store: openStore(join(folder, kept.store), complain), address: kept.address },
    whenExamined: ({ certified }, share) => {
      expect(share).toBeCloseTo(certified / 6, 12);
      if (certified === interruptedAfter) controller.abort(new Error('interrupted'));
    },
    signal: controller.signal,
  })) as Examined;
};

const address = 'a'.repeat(64);

describe('the parts of an examination', () => {
  it('are computed once: interrupted again and again, it goes on from the last that was finished, to the same result', async () => {
    const whole = await examined(null);
    expect(computed()).toHaveLength(6);
    for (const cuts of [[1], [2, 3, 5], [1, 2, 3, 4, 5]]) {
      writeFileSync(log, '');
      const kept = { store: cuts.join(), address };
      for (const cut of cuts) await expect(examined(kept, cut)).rejects.toThrow('interrupted');
      expect(computed()).toHaveLength(cuts.at(-1)!);
      expect(await examined(kept)).toEqual(whole);
      expect(computed()).toEqual(['0', '1', '2', '3', '4', '5']);
    }
  });

  it('are those of their own examination alone', async () => {
    await expect(examined({ store: 'shared', address }, 4)).rejects.toThrow('interrupted');
    await examined({ store: 'shared', address: 'b'.repeat(64) });
    expect(computed()).toHaveLength(4 + 6);
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
