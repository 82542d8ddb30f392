import { describe, expect, it } from 'vitest';
import type { Outcome, Trial } from '../../judge/outcome.ts';
import type { Store } from './store.ts';
import { trialLogIn } from './trialLog.ts';

const trialOf = (index: number, outcome: Outcome = { kind: 'certified' }): Trial => ({
  index,
  outcome,
  margin: null,
  critical: null,
  brackets: {},
});

const trials = (n: number): Trial[] => Array.from({ length: n }, (_, i) => trialOf(i));

/** A store that only counts what it is given. */
const counting = (known: number): { store: Store; given: number[] } => {
  const given: number[] = [];
  const store: Store = {
    folder: '',
    trials: () => trials(known),
    keepTrials: (_, kept, from = 0) => void given.push(from + kept.length),
    result: () => null,
    keepResult: () => {},
  };
  return { store, given };
};

const MINUTE = 60_000;

describe('the log of a cell', () => {
  it('writes at its pace, and what is last at once', () => {
    const { store, given } = counting(0);
    const log = trialLogIn(store, 'an address', MINUTE);
    expect([log.keep(0, trials(16), false), log.keep(0, trials(32), false)]).toEqual([false, false]);
    expect(given).toEqual([]);
    expect(log.keep(0, trials(48), true)).toBe(true);
    expect(given).toEqual([48]);
    const quick = trialLogIn(store, 'an address', 0);
    expect(quick.keep(0, trials(16), false)).toBe(true);
    expect(quick.keep(16, trials(32).slice(16), false)).toBe(true);
    expect(given).toEqual([48, 16, 32]);
  });

  it('knows what was kept, and writes no shorter prefix', () => {
    const { store, given } = counting(40);
    const log = trialLogIn(store, 'an address', 0);
    expect(log.known).toHaveLength(40);
    for (const n of [0, 16, 32]) log.keep(n, trials(n + 16).slice(n), n === 32);
    expect(given).toEqual([48]);
  });

  it('keeps nothing from a crashed trial on, since another run may not crash', () => {
    const { store, given } = counting(0);
    const log = trialLogIn(store, 'an address', 0);
    const crashed = trialOf(20, { kind: 'unresolved', why: 'crashed', note: 'out of memory' });
    log.keep(0, [...trials(20), crashed, trialOf(21)], true);
    expect(given).toEqual([20]);
    log.keep(22, [trialOf(22)], true);
    expect(given).toEqual([20]);
    const open = trialOf(20, { kind: 'unresolved', why: 'budget spent' });
    trialLogIn(store, 'an address', 0).keep(0, [...trials(20), open, trialOf(21)], true);
    expect(given).toEqual([20, 22]);
  });
});
