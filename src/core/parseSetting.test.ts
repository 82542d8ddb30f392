import { describe, expect, it } from 'vitest';
import { controlSpace } from '../theorems/lazyTraining/knownTruths/coin.ts';
import { lazySpace } from '../theorems/lazyTraining/space.ts';
import { ClaimError } from './claimError.ts';
import { parseSetting } from './parseSetting.ts';

const quantity = {
  symbol: 'activeSup',
  tex: 'A',
  says: 'the largest share of active neurons',
  over: 'sup',
  value: () => 0,
};
const setting = {
  name: 'active share',
  reads: ['d', 'm'],
  quantities: [quantity],
  sample: () => 0,
  refine: () => [],
  cost: () => ({ seconds: 1, bytes: 1 }),
};

const messageFor = (value: unknown): string => {
  try {
    parseSetting(value, 'my.theorem.ts: settings[0]', lazySpace.axes);
  } catch (error) {
    expect(error).toBeInstanceOf(ClaimError);
    expect((error as Error).message).not.toContain('\n');
    return (error as Error).message;
  }
  return 'accepted';
};

const withQuantity = (change: Readonly<Record<string, unknown>>) => ({
  ...setting,
  quantities: [{ ...quantity, ...change }],
});

describe('parseSetting', () => {
  it('accepts a setting as it is, and those of this package', () => {
    expect(parseSetting(setting, 'here', lazySpace.axes)).toBe(setting);
    for (const one of controlSpace.settings) expect(parseSetting(one, 'here', lazySpace.axes)).toBe(one);
  });

  it('accepts what may be left out, and what may stand there', () => {
    expect(messageFor(withQuantity({ over: undefined }))).toBe('accepted');
    expect(messageFor(withQuantity({ over: 'inf', reads: ['C2'], upperTail: () => 0 }))).toBe('accepted');
    expect(messageFor({ ...setting, reads: [], modes: ['ambient'], admits: () => ({}) })).toBe('accepted');
  });

  it('lets a quantity have the name of an axis of another theorem', () => {
    const gamma = withQuantity({ symbol: 'gamma' });
    expect(parseSetting(gamma, 'here', lazySpace.axes.slice(0, 2))).toBe(gamma);
  });

  it.each<[string, unknown, string]>([
    ['no object', 3, 'expected a setting, got 3; write { name, reads, quantities, sample, refine, cost }'],
    ['nothing', undefined, 'expected a setting, got nothing'],
    ['a list', [setting], 'expected a setting, got [{"name":"active share"'],
    [
      'no name',
      { ...setting, name: undefined },
      'name: expected the name of the setting, got nothing; write one',
    ],
    [
      'reading one symbol',
      { ...setting, reads: 'd' },
      'reads: expected a list of the symbols it reads, got "d"; write the axes',
    ],
    [
      'reading numbers',
      { ...setting, reads: [1] },
      'reads: expected a list of the symbols it reads, got [1]',
    ],
    [
      'no quantities',
      { ...setting, quantities: [] },
      'quantities: expected a list of quantities, got []; write [{ symbol, says, tex, value }]',
    ],
    [
      'an unknown mode',
      { ...setting, modes: ['reduced', 'halved'] },
      'modes: expected a list of "reduced" and "ambient", got ["reduced","halved"]; leave it out',
    ],
    ['no mode', { ...setting, modes: [] }, 'modes: expected a list of "reduced" and "ambient", got []'],
    [
      'no draw',
      { ...setting, sample: undefined },
      'sample: expected a function (stream, at, mode) => draw, got nothing; let it draw',
    ],
    [
      'no search',
      { ...setting, refine: 'later' },
      'refine: expected a generator function *(draw, wanted, at, effort), got "later"; let it yield',
    ],
    [
      'an admission that is not a function',
      { ...setting, admits: true },
      'admits: expected a function (draw, choice, at, by) => { admitted, shown }, got true; leave it out',
    ],
    [
      'no cost',
      { ...setting, cost: 1 },
      'cost: expected a function (at, mode) => { seconds, bytes }, got 1; return the time',
    ],
    [
      'a number for a quantity',
      { ...setting, quantities: [quantity, 3] },
      'quantities[1]: expected a quantity, got 3; write { symbol, says, tex, value }',
    ],
    [
      'a quantity without a definition',
      withQuantity({ value: undefined }),
      'quantities[0].value: expected a function (draw, choice, at) => number, got nothing; compute',
    ],
    [
      'a quantity without TeX',
      withQuantity({ tex: '' }),
      'quantities[0].tex: expected its TeX, got ""; write',
    ],
    [
      'a quantity without a phrase',
      withQuantity({ says: 3 }),
      'quantities[0].says: expected a phrase, got 3; say',
    ],
    [
      'an adversary that is none',
      withQuantity({ over: 'max' }),
      'quantities[0].over: expected "sup" or "inf", got "max"; leave it out',
    ],
    [
      'a constant that is not a list',
      withQuantity({ reads: 'C2' }),
      'quantities[0].reads: expected a list of the constants it depends on, got "C2"; leave it out',
    ],
    [
      'a law that is not a function',
      withQuantity({ upperTail: 0.5 }),
      'quantities[0].upperTail: expected a function (threshold, at) => probability, got 0.5; leave it out',
    ],
    [
      'a name that is not a name',
      withQuantity({ symbol: 'active share' }),
      'quantities[0].symbol: expected a name of letters, digits and _ that begins with a letter, got "active share"',
    ],
    [
      'the name of an axis',
      withQuantity({ symbol: 'gamma' }),
      'quantities[0].symbol: "gamma" is an axis already; give the quantity another name',
    ],
    [
      'the name of a function',
      withQuantity({ symbol: 'log' }),
      'quantities[0].symbol: "log" is a function already; give the quantity another name',
    ],
  ])('names place, field and cure of %s', (_, value, message) => {
    expect(messageFor(value)).toContain(`my.theorem.ts: settings[0]: ${message}`);
  });
});
