import { describe, expect, it } from 'vitest';
import { atMost, type Claim } from './claim.ts';
import { ClaimError, parseClaim } from './validateClaim.ts';

const valueIsBounded: Claim = {
  id: 'value-is-bounded',
  reading: 'printed',
  says: 'nowhere in the ball is the value larger than the bound',
  source: { work: 'the paper', place: 'Lemma 4.1' },
  quantifiers: ['for every x on the unit sphere', 'for all W in the ball'],
  premise: [atMost('K * log(2 / gamma)', 'm')],
  ball: { norm: 'two-infinity', radius: 'C0 / sqrt(m)' },
  conclusion: atMost('valueSup', '2 * sqrt(log(2 / gamma)) + C0'),
  constants: { K: { default: '1', says: 'the hidden constant of the premise' } },
  failureRate: 'gamma',
};

const quantities = ['valueSup', 'signChanges'];

const messageFor = (change: Record<string, unknown>): string => {
  try {
    parseClaim({ ...valueIsBounded, ...change }, 'my.claim.ts', quantities);
  } catch (error) {
    expect(error).toBeInstanceOf(ClaimError);
    return (error as Error).message;
  }
  return 'accepted';
};

describe('parseClaim', () => {
  it('returns a sound claim as plain data', () => {
    const claim = parseClaim(valueIsBounded, 'my.claim.ts', quantities);
    expect(claim).toEqual(valueIsBounded);
    expect(JSON.parse(JSON.stringify(claim))).toEqual(claim);
  });

  it('fills in what may be left out', () => {
    const { reading, quantifiers, constants, ...rest } = valueIsBounded;
    expect(parseClaim({ ...rest, premise: [] }, 'my.claim.ts', quantities)).toEqual({
      ...rest,
      premise: [],
      reading: 'printed',
      quantifiers: [],
      constants: {},
    });
  });

  it('accepts the optional fields, a premise on the draw, and defaults built on one another', () => {
    const change = {
      premise: [atMost('signChanges', 'm / 2')],
      conclusion: atMost('valueSup', 'K2'),
      constants: { K: { default: 'C0', says: 'one' }, K2: { default: '4 * K', says: 'another' } },
      critical: 'K2',
      control: true,
      failureRate: '10 * gamma',
    };
    expect(messageFor(change)).toBe('accepted');
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'misspelt field',
      { premise: undefined, premiss: [] },
      'my.claim.ts: unknown field "premiss"; did you mean "premise"?',
    ],
    [
      'field from elsewhere',
      { banana: 1 },
      'my.claim.ts: unknown field "banana"; the fields here are id, reading, says',
    ],
    [
      'misspelt inner field',
      { conclusion: { lsh: '1', rhs: '1' } },
      'my.claim.ts: conclusion: unknown field "lsh"; did you mean "lhs"?',
    ],
    [
      'missing field',
      { premise: undefined },
      'my.claim.ts: premise: expected a list of comparisons, got nothing; write [atMost(',
    ],
    [
      'bad id',
      { id: 'Value is' },
      'my.claim.ts: id: expected a name in kebab-case, got "Value is"; write one such as',
    ],
    [
      'bad reading',
      { reading: 'print' },
      'my.claim.ts: reading: expected "printed" or "intended", got "print"; write',
    ],
    ['empty sentence', { says: '' }, 'my.claim.ts: says: expected one sentence, got ""'],
    [
      'number for a formula',
      { premise: [{ lhs: 3, rhs: 'm' }] },
      'my.claim.ts: premise[0].lhs: expected a formula as text, got 3',
    ],
    [
      'bad constant',
      { constants: { K: 1 } },
      'my.claim.ts: constants.K: expected a free constant, got 1; write {',
    ],
    [
      'bad default',
      { constants: { K: { default: 1, says: 'x' } } },
      'my.claim.ts: constants.K.default: expected a formula as text, got 1',
    ],
    [
      'other norm',
      { ball: { norm: 'two', radius: '1' } },
      'my.claim.ts: ball.norm: expected "two-infinity", got "two"',
    ],
    ['control as text', { control: 'yes' }, 'my.claim.ts: control: expected true or false, got "yes"'],
    [
      'broken formula',
      { conclusion: atMost('valueSup', '2 C0') },
      'my.claim.ts: conclusion.rhs: formula "2 C0": an operator is missing before "C0" at position 3; write "2 * C0" for "2 C0"',
    ],
    [
      'unknown quantity',
      { conclusion: atMost('valueSub', 'C0') },
      'my.claim.ts: conclusion.lhs: formula "valueSub": "valueSub" is not known; did you mean "valueSup"?',
    ],
    [
      'unknown name',
      { premise: [atMost('pi', 'm')] },
      'my.claim.ts: premise[0].lhs: formula "pi": "pi" is not known; this formula may speak of d, m, C0, gamma, K, valueSup, signChanges',
    ],
    [
      'quantity in the radius',
      { ball: { norm: 'two-infinity', radius: 'valueSup' } },
      'my.claim.ts: ball.radius: formula "valueSup": "valueSup" has no value yet here; this formula may speak of d, m, C0, gamma, K',
    ],
    [
      'default before its time',
      { constants: { K: { default: 'K2', says: 'x' }, K2: { default: '1', says: 'x' } } },
      'my.claim.ts: constants.K.default: formula "K2": "K2" has no value yet here; this formula may speak of d, m, C0, gamma',
    ],
    [
      'constant named like an axis',
      { constants: { K: { default: '1', says: 'x' }, m: { default: '1', says: 'x' } } },
      'my.claim.ts: constants: "m" is an axis already',
    ],
    [
      'constant named like a function',
      { constants: { log: { default: '1', says: 'x' } } },
      '"log" is a function already',
    ],
    [
      'constant named like a quantity',
      { constants: { valueSup: { default: '1', says: 'x' } } },
      '"valueSup" is a quantity already',
    ],
    [
      'constant with a strange name',
      { constants: { 'K-1': { default: '1', says: 'x' } } },
      'got "K-1"; write a name such as "C2"',
    ],
    [
      'critical misspelt',
      { critical: 'k' },
      'my.claim.ts: critical: "k" is not a constant of the claim; did you mean "K"?',
    ],
  ])('refuses a %s in one sentence', (_, change, message) => {
    const said = messageFor(Object.fromEntries(Object.entries(change)));
    expect(said).toContain(message);
    expect(said).not.toContain('\n');
  });

  it.each([null, undefined, 3, 'claim', [], () => 1])('refuses %s', (value) => {
    expect(() => parseClaim(value, 'my.claim.ts', quantities)).toThrow(
      /^my\.claim\.ts: expected a claim, got/,
    );
  });
});
