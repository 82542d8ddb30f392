import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fewNeuronsFlip } from '../../theorems/lazyTraining/claims/fewNeuronsFlip.ts';
import { lazyTraining } from '../../theorems/lazyTraining/theorem.ts';
import { atMost, type Claim } from '../claim.ts';
import { DEFAULT_ALPHA } from '../report/defaults.ts';
import { reportPlanned } from '../report/reportPlanned.ts';
import type { Evidence } from '../study.ts';
import { isStudy, type Theorem } from '../theorem.ts';
import { perform, type Surroundings } from './perform.ts';
import type { PlannedStudy } from './planned.ts';
import { planStudy } from './planStudies.ts';
import { provenanceOf } from './provenance.ts';
import type { Origin } from './store/address.ts';
import { addressOfPlanned, addressOfSearch } from './store/keeping.ts';
import { openStore } from './store/store.ts';
import { searchTaskOf, taskOf } from './task.ts';

const folder = mkdtempSync(join(tmpdir(), 'lakatos-perform-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const store = openStore(folder, (sentence) => {
  throw new Error(`unexpected: ${sentence}`);
});
const origin: Origin = { seed: 'perform', engine: 'none', code: 'none', ownCode: '' };
/** Doing the work of a study again is told apart from reading the stored result. */
const notAgain: Theorem = {
  ...lazyTraining,
  statements: lazyTraining.statements.map((one) =>
    isStudy(one) ? { ...one, judge: () => Promise.reject(new Error('computed again')) } : one,
  ),
};

const around = (address: string, theorem: Theorem): Surroundings => ({
  theoremNamed: async (id) => {
    expect(id).toBe('lazy-training');
    return theorem;
  },
  kept: { store, address },
  whenJudged: () => {},
  signal: undefined,
});

/** Of each study the cell that takes least, where that is no more than a moment. */
const moments: readonly PlannedStudy[] = lazyTraining.statements.filter(isStudy).flatMap((study) => {
  const cells = planStudy(study, {
    theorem: lazyTraining,
    profile: 'quick',
    axes: {},
    constantValues: {},
    options: {},
  });
  const least = [...cells].sort((a, b) => a.seconds - b.seconds)[0];
  return least !== undefined && least.seconds <= 1 ? [least] : [];
});

const provenance = provenanceOf({ seed: 'perform', profile: 'quick', alpha: DEFAULT_ALPHA });

describe('the kept evidence of a study', () => {
  it('is looked at for many studies', () => {
    expect(moments.length).toBeGreaterThan(5);
  });

  it.each(moments.map((one) => [`${one.study.id} (${one.study.reading})`, one] as const))(
    '%s is taken from the store, and the report has the same bytes',
    async (_, planned) => {
      const address = addressOfPlanned(planned, DEFAULT_ALPHA, origin);
      const task = taskOf(planned, 'perform', DEFAULT_ALPHA);
      const fresh = (await perform(task, around(address, lazyTraining))) as Evidence;
      const kept = (await perform(task, around(address, notAgain))) as Evidence;
      const text = (evidence: Evidence): string =>
        JSON.stringify(reportPlanned(planned, evidence, provenance, null));
      expect(text(kept)).toBe(text(fresh));
      await expect(perform(task, { ...around(address, notAgain), kept: null })).rejects.toThrow(
        'computed again',
      );
      // And one that is computed again agrees with what is kept.
      store.keepResult(address, await perform(task, { ...around(address, lazyTraining), kept: null }));
    },
  );
});

describe('a kept search', () => {
  const claim: Claim = {
    ...fewNeuronsFlip,
    id: 'too-few-flip',
    premise: [atMost('3', 'd'), atMost('100', 'm'), atMost('2', 'C0')],
    conclusion: atMost('signChanges', 'C0 * sqrt(m) / 4'),
  };

  it.each([
    ['finds', claim],
    ['finds nothing', { ...claim, id: 'always-holds', conclusion: atMost('signChanges', 'm') }],
  ])('that %s is taken from the store', async (_, sought) => {
    const planned = {
      theorem: lazyTraining,
      claim: sought,
      search: {
        goal: 'smallest' as const,
        over: { d: { from: 1, to: 8 }, m: { from: 1, to: 300 }, C0: { from: 1, to: 40, per: 10 } },
        at: { gamma: 0.05 },
        draws: 12,
      },
    };
    const address = addressOfSearch(planned, DEFAULT_ALPHA, origin);
    const task = searchTaskOf(planned, 'perform', DEFAULT_ALPHA);
    const fresh = await perform(task, around(address, lazyTraining));
    // Interrupted before it began, a search that is computed again has no result.
    const interrupted = AbortSignal.abort(new Error('computed again'));
    const kept = await perform(task, { ...around(address, lazyTraining), signal: interrupted });
    expect(JSON.stringify(kept)).toBe(JSON.stringify(fresh));
    const unknown = around(`${address.slice(1)}0`, lazyTraining);
    await expect(perform(task, { ...unknown, signal: interrupted })).rejects.toThrow('computed again');
  });
});
