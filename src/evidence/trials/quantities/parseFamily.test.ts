import { describe, expect, it } from 'vitest';
import { ClaimError } from '../../../claims/claimError.ts';
import { builtIn, familyOf, withFamily } from './catalogue.ts';
import { parseFamily } from './parseFamily.ts';
import { valueFamily } from './value.ts';

const quantity = {
  name: 'activeSup',
  tex: 'A',
  says: 'the largest share of active neurons',
  extreme: 'sup',
  parameters: [],
  at: () => 0,
};
const family = {
  name: 'active share',
  quantities: [quantity],
  examine: () => {},
  bytes: () => 1,
  seconds: () => 1,
};

const messageFor = (value: unknown): string => {
  try {
    parseFamily(value, 'quantities/activeSup.ts');
  } catch (error) {
    expect(error).toBeInstanceOf(ClaimError);
    return (error as Error).message;
  }
  return 'accepted';
};

describe('parseFamily', () => {
  it('accepts a family, and those of this package', () => {
    expect(parseFamily(family, 'here')).toBe(family);
    for (const one of builtIn.families) expect(parseFamily(one, 'here')).toBe(one);
  });

  it.each<[string, unknown, string]>([
    ['no object', 3, 'expected a family of quantities, got 3; let the file default-export { name, '],
    ['no default export', undefined, 'expected a family of quantities, got nothing'],
    [
      'no name',
      { ...family, name: undefined },
      'name: expected the name of the family, got nothing; write one',
    ],
    [
      'no quantities',
      { ...family, quantities: [] },
      'quantities: expected a list of quantities, got []; write',
    ],
    [
      'no search',
      { ...family, examine: 'later' },
      'examine: expected a function (draw, question) => answer, got',
    ],
    [
      'a number for a quantity',
      { ...family, quantities: [3] },
      'quantities[0]: expected a quantity, got 3; write',
    ],
    [
      'a quantity without a reference',
      { ...family, quantities: [{ ...quantity, at: undefined }] },
      'quantities[0].at: expected a function (network, movement, parameters) => number, got nothing; compute',
    ],
    [
      'an extreme that is none',
      { ...family, quantities: [{ ...quantity, extreme: 'max' }] },
      'quantities[0].extreme: expected "sup", "inf" or null, got "max"; write null',
    ],
    [
      'a name that is no name',
      { ...family, quantities: [{ ...quantity, name: 'active share' }] },
      'quantities[0].name: expected a name of letters, digits and _ that begins with a letter, got "active share"',
    ],
    [
      'the name of an axis',
      { ...family, quantities: [{ ...quantity, name: 'gamma' }] },
      'quantities[0].name: "gamma" is an axis already; give the quantity another name',
    ],
    [
      'the name of a function',
      { ...family, quantities: [{ ...quantity, name: 'log' }] },
      'quantities[0].name: "log" is a function already',
    ],
    [
      'an estimate that is NaN',
      { ...family, bytes: () => Number.NaN },
      'bytes: expected a finite number of at least 0, got NaN at d = 100, m = 1000, C0 = 1; let it return a rough',
    ],
    [
      'an estimate that throws',
      {
        ...family,
        seconds: () => {
          throw new Error('not yet');
        },
      },
      'seconds: it threw "not yet" at d = 100, m = 1000, C0 = 1; let it return a number',
    ],
  ])('names file, field and cure of %s', (_, value, message) => {
    expect(messageFor(value)).toContain(`quantities/activeSup.ts: ${message}`);
  });
});

describe('withFamily', () => {
  const own = parseFamily(family, 'here');

  it('adds a family behind the others, and leaves the catalogue it was given alone', () => {
    const extended = withFamily(builtIn, own, 'here');
    expect(extended.families.at(-1)).toBe(own);
    expect(extended.quantities.get('activeSup')).toBe(quantity);
    expect(builtIn.quantities.has('activeSup')).toBe(false);
  });

  it('refuses a name that is taken', () => {
    expect(() => withFamily(builtIn, { ...own, name: valueFamily.name }, 'here')).toThrow(
      'here: name: there is a family "value" already; give this one another name',
    );
    const again = { ...own, quantities: [{ ...own.quantities[0]!, name: 'valueSup' }] };
    expect(() => withFamily(builtIn, again, 'here')).toThrow(
      'here: quantities[0].name: there is a quantity "valueSup" already; give this one another name',
    );
    const twice = { ...own, quantities: [own.quantities[0]!, own.quantities[0]!] };
    expect(() => withFamily(builtIn, twice, 'here')).toThrow('quantities[1].name: there is a quantity');
  });

  it('does not let one draw show quantities of two families', () => {
    const both = { lhs: 'activeSup', rhs: 'valueSup' };
    const bound = {
      claim: { id: 'both' },
      premise: [],
      constants: {},
      conclusion: {
        lhs: { text: both.lhs, symbols: new Set([both.lhs]) },
        rhs: { text: both.rhs, symbols: new Set([both.rhs]) },
      },
    } as unknown as Parameters<typeof familyOf>[0];
    expect(() => familyOf(bound, withFamily(builtIn, own, 'here'))).toThrow(
      'claim "both" compares activeSup, valueSup, which no single draw shows together; state it as two claims',
    );
  });
});
