import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { atMost, type Claim } from '../../claims/claim.ts';
import { fewNeuronsFlip } from '../../claims/lazyTraining/fewNeuronsFlip.ts';
import { examinations } from '../trials/examinations/catalogue.ts';
import { perform } from './perform.ts';
import { planExaminations } from './planExaminations.ts';
import type { PlannedExamination, Result } from './planned.ts';
import { provenanceOf } from './provenance.ts';
import { DEFAULT_ALPHA } from './reportCell.ts';
import { reportPlanned } from './reportPlanned.ts';
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
const catalogue = new URL('../trials/examinations/catalogue.ts', import.meta.url).href;
/** Whoever loads this to do the work again is told apart from who takes what is kept. */
const nowhere = 'data:text/javascript,throw new Error("computed again")';

const around = (address: string, module: string) => ({
  ownQuantities: [],
  examinations: module,
  kept: { store, address },
  whenExamined: () => {},
  signal: undefined,
});

/** Of each statement the place that takes least, where that is no more than a moment. */
const moments: readonly PlannedExamination[] = examinations.flatMap((examination) => {
  const places = planExaminations({
    examinations: [examination],
    profile: 'quick',
    axes: {},
    lets: {},
    readings: null,
    options: {},
  });
  const least = [...places].sort((a, b) => a.seconds - b.seconds)[0];
  return least !== undefined && least.seconds <= 1 ? [least] : [];
});

const provenance = provenanceOf({ seed: 'perform', profile: 'quick', alpha: DEFAULT_ALPHA });

describe('a kept examination', () => {
  it('is looked at for many statements', () => {
    expect(moments.length).toBeGreaterThan(5);
  });

  it.each(
    moments.map((one) => [`${one.examination.statement.id} (${one.examination.statement.reading})`, one]),
  )('%s is taken from the store, and the report has the same bytes', async (_, planned) => {
    const address = addressOfPlanned(planned, DEFAULT_ALPHA, origin);
    const task = taskOf(planned, 'perform', DEFAULT_ALPHA);
    const fresh = (await perform(task, around(address, catalogue))) as Result;
    const kept = (await perform(task, around(address, nowhere))) as Result;
    const text = (result: Result): string => JSON.stringify(reportPlanned(planned, result, provenance, null));
    expect(text(kept)).toBe(text(fresh));
    // And one that is computed again agrees with what is kept.
    store.keepResult(address, await perform(task, { ...around(address, catalogue), kept: null }));
  });
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
      claim: sought,
      search: {
        goal: 'smallest' as const,
        d: { from: 1, to: 8 },
        m: { from: 1, to: 300 },
        C0Tenths: { from: 1, to: 40 },
        gamma: 0.05,
        draws: 12,
      },
    };
    const address = addressOfSearch(planned, DEFAULT_ALPHA, origin);
    const task = searchTaskOf(planned, 'perform', DEFAULT_ALPHA);
    const fresh = await perform(task, around(address, catalogue));
    // Interrupted before it began, a search that is computed again has no result.
    const interrupted = AbortSignal.abort(new Error('computed again'));
    const kept = await perform(task, { ...around(address, catalogue), signal: interrupted });
    expect(JSON.stringify(kept)).toBe(JSON.stringify(fresh));
    const unknown = around(`${address.slice(1)}0`, catalogue);
    await expect(perform(task, { ...unknown, signal: interrupted })).rejects.toThrow('computed again');
  });
});
