import { describe, expect, it } from 'vitest';
import { signChangesQuantity, valueSetting, valueSup } from '../theorems/lazyTraining/settings/value.ts';
import { lazySpace } from '../theorems/lazyTraining/space.ts';
import { atMost, type Claim } from './claim.ts';
import type { Space } from './theorem.ts';
import { ClaimError, parseClaim } from './validateClaim.ts';

const valueIsBounded: Claim = {
  id: 'value-is-bounded',
  reading: 'printed',
  says: 'nowhere in the ball is the value larger than the bound',
  source: { work: 'the paper', place: 'Lemma 4.1' },
  quantifiers: ['for every x on the unit sphere', 'for all W in the ball'],
  premise: [atMost('K * log(2 / gamma)', 'm')],
  where: { radius: 'C0 / sqrt(m)' },
  conclusion: atMost('valueSup', '2 * sqrt(log(2 / gamma)) + C0'),
  constants: { K: { first: '1', says: 'the hidden constant of the premise' } },
  failureRate: 'gamma',
};

const space: Space = {
  axes: lazySpace.axes,
  settings: [{ ...valueSetting, quantities: [valueSup, signChangesQuantity] }],
};

const block = { d: [9], m: ['d^2.4'], C0: [1], gamma: [0.05] };

const search = {
  goal: 'largest d',
  over: { d: { from: 1, to: 100 } },
  at: { m: 'd^2.4', C0: 1, gamma: 0.05 },
  draws: 10,
};

const messageFor = (change: Record<string, unknown>): string => {
  try {
    parseClaim({ ...valueIsBounded, ...change }, 'my.claim.ts', space);
  } catch (error) {
    expect(error).toBeInstanceOf(ClaimError);
    return (error as Error).message;
  }
  return 'accepted';
};

describe('parseClaim', () => {
  it('returns a sound claim as plain data', () => {
    const claim = parseClaim(valueIsBounded, 'my.claim.ts', space);
    expect(claim).toEqual(valueIsBounded);
    expect(JSON.parse(JSON.stringify(claim))).toEqual(claim);
  });

  it('fills in what may be left out', () => {
    const { reading, quantifiers, constants, ...rest } = valueIsBounded;
    expect(parseClaim({ ...rest, premise: [] }, 'my.claim.ts', space)).toEqual({
      ...rest,
      premise: [],
      reading: 'printed',
      quantifiers: [],
      constants: {},
    });
  });

  it('accepts the optional fields, a premise on the draw, and first values built on one another', () => {
    const change = {
      premise: [atMost('signChanges', 'm / 2')],
      conclusion: atMost('valueSup', 'K2'),
      constants: {
        K: { first: 'C0', mayDependOn: ['C0'], says: 'one' },
        K2: { first: '4 * K', says: 'another' },
      },
      critical: 'K2',
      control: true,
      failureRate: '10 * gamma',
      searches: {
        quick: [search],
        full: [
          { ...search, goal: 'smallest', over: { d: { from: 1, to: 9 }, K: { from: 1, to: 30, per: 10 } } },
        ],
      },
      tries: { quick: [block], standard: [{ ...block, K: [1, 'C0 / 2'] }] },
    };
    expect(messageFor(change)).toBe('accepted');
  });

  it('accepts a claim that may never fail, and one that derives nothing', () => {
    const { failureRate, where, ...rest } = valueIsBounded;
    expect(parseClaim({ ...rest, where }, 'my.claim.ts', space)).toEqual({ ...rest, where });
    expect(parseClaim({ ...rest, failureRate }, 'my.claim.ts', space)).toEqual({ ...rest, failureRate });
    expect(parseClaim(rest, 'my.claim.ts', space)).not.toHaveProperty('failureRate');
  });

  it('lets what is derived follow axes, constants and what was derived before, wherever formulas stand', () => {
    const change = {
      where: { radius: 'K * C0 / sqrt(m)', half: 'radius / 2' },
      premise: [atMost('half', '1')],
      conclusion: atMost('valueSup', 'C0 + half'),
      failureRate: 'gamma * half',
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
      'my.claim.ts: constants.K: expected a constant, got 1; write { first',
    ],
    [
      'bad first value',
      { constants: { K: { first: 1, says: 'x' } } },
      'my.claim.ts: constants.K.first: expected a formula as text, got 1',
    ],
    [
      'field that is no longer there',
      { ball: { norm: 'two-infinity', radius: '1' } },
      'my.claim.ts: unknown field "ball"; the fields here are id, reading, says, source, quantifiers, premise, where, ',
    ],
    [
      'formula for what is derived',
      { where: 'C0 / sqrt(m)' },
      'my.claim.ts: where: expected symbols with their formulas, got "C0 / sqrt(m)"; write { radius: ',
    ],
    [
      'number for what is derived',
      { where: { radius: 1 } },
      'my.claim.ts: where.radius: expected a formula as text, got 1; write one such as "C0 / sqrt(m)"',
    ],
    [
      'broken formula of what is derived',
      { where: { radius: 'C0 /' } },
      'my.claim.ts: where.radius: formula "C0 /": ',
    ],
    [
      'unknown name in what is derived',
      { where: { radius: 'C00 / sqrt(m)' } },
      'my.claim.ts: where.radius: formula "C00 / sqrt(m)": "C00" is not known; did you mean "C0"?',
    ],
    [
      'tries of an unknown profile',
      { tries: { fast: [] } },
      'my.claim.ts: tries: unknown field "fast"; the fields here are quick, standard, full',
    ],
    [
      'tries that are not blocks',
      { tries: { quick: [[25, 100]] } },
      'my.claim.ts: tries.quick[0]: expected a block, got [25,100]; write { d: [25, 100]',
    ],
    [
      'a lone value for a list',
      { tries: { quick: [{ ...block, m: 1000 }] } },
      'my.claim.ts: tries.quick[0].m: expected a list of values, got 1000; write [25, 100]',
    ],
    [
      'tries that leave out an axis',
      { tries: { quick: [block, { d: [9], m: [100], gamma: [0.05] }] } },
      'my.claim.ts: tries.quick[1]: C0 has no values; list some',
    ],
    [
      'tries of an unknown name',
      { tries: { quick: [{ ...block, banana: [1] }] } },
      'my.claim.ts: tries.quick[0]: "banana" is neither an axis nor a constant of the claim; the names here are d, m, C0, gamma, K',
    ],
    [
      'an impossible value',
      { tries: { full: [{ ...block, d: [25, 2.5] }] } },
      'my.claim.ts: tries.full[0].d[1]: 2.5 is not a dimension; give whole numbers from 1 to 1000000000',
    ],
    [
      'a formula in an axis that comes later',
      { tries: { quick: [{ ...block, m: ['d^2.4', 'C0 * d'] }] } },
      'my.claim.ts: tries.quick[0].m[1]: formula "C0 * d": "C0" has no value yet here; this formula may refer to d',
    ],
    [
      'a goal that is none',
      { searches: { quick: [{ ...search, goal: 'big d' }] } },
      'my.claim.ts: searches.quick[0].goal: expected "smallest" or an axis to make large, got "big d"; write "smallest"',
    ],
    [
      'a broken range',
      { searches: { quick: [{ ...search, over: { d: { from: 1.5, to: 9 } } }] } },
      'my.claim.ts: searches.quick[0].over.d.from: expected a whole number of at least 0, got 1.5; write 1',
    ],
    [
      'a range upside down',
      { searches: { quick: [{ ...search, over: { d: { from: 10, to: 9 } } }] } },
      'my.claim.ts: searches.quick[0].over.d: 10 lies above 9',
    ],
    [
      'a frontier from nothing',
      { searches: { quick: [{ ...search, over: { d: { from: 0, to: 9 } } }] } },
      'my.claim.ts: searches.quick[0].over.d.from: a search for the largest value begins at 1',
    ],
    [
      'a goal without a range',
      { searches: { quick: [{ ...search, goal: 'largest m' }] } },
      'my.claim.ts: searches.quick[0].goal: "largest m" has no range under "over"',
    ],
    [
      'a search that fixes what it draws',
      { searches: { quick: [{ ...search, at: { ...search.at, d: 4 } }] } },
      'my.claim.ts: searches.quick[0].at: d has a range already',
    ],
    [
      'a search that leaves out an axis',
      { searches: { quick: [{ ...search, at: { m: 100, gamma: 0.05 } }] } },
      'my.claim.ts: searches.quick[0]: C0 has no values',
    ],
    [
      'a misspelt field of a search',
      { searches: { quick: [{ ...search, drawn: 4 }] } },
      'my.claim.ts: searches.quick[0]: unknown field "drawn"; did you mean "draws"?',
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
      { premise: [atMost('tau', 'm')] },
      'my.claim.ts: premise[0].lhs: formula "tau": "tau" is not known; this formula may refer to d, m, C0, gamma, K, radius, valueSup, signChanges',
    ],
    [
      'quantity in the radius',
      { where: { radius: 'valueSup' } },
      'my.claim.ts: where.radius: formula "valueSup": "valueSup" has no value yet here; this formula may refer to d, m, C0, gamma, K',
    ],
    [
      'quantity in the failure rate',
      { failureRate: 'valueSup' },
      'my.claim.ts: failureRate: formula "valueSup": "valueSup" has no value yet here; this formula may refer to d, m, C0, gamma, K, radius',
    ],
    [
      'number for a failure rate',
      { failureRate: 0 },
      'my.claim.ts: failureRate: expected a formula as text, got 0; write "gamma", or leave the field out where no failure is allowed',
    ],
    [
      'symbol derived before its time',
      { where: { radius: '2 * half', half: 'C0' } },
      'my.claim.ts: where.radius: formula "2 * half": "half" has no value yet here; this formula may refer to d, m, C0, gamma, K',
    ],
    [
      'first value by what is derived',
      { constants: { K: { first: 'radius', says: 'x' } } },
      'my.claim.ts: constants.K.first: formula "radius": "radius" has no value yet here; it may refer to no symbol',
    ],
    [
      'first value by what stands behind the constant',
      { constants: { K: { first: 'm / 2', says: 'x' } } },
      'my.claim.ts: constants.K.first: formula "m / 2": "m" stands behind this constant; list it under mayDependOn',
    ],
    [
      'constant that depends on what there is not',
      { constants: { K: { first: '1', says: 'x', mayDependOn: ['C1'] } } },
      'my.claim.ts: constants.K.mayDependOn: "C1" is neither an axis nor a given constant; did you mean "C0"?',
    ],
    [
      'given constant that depends on something',
      { constants: { K: { first: '1', says: 'x', bound: 'given', mayDependOn: ['C0'] } } },
      'my.claim.ts: constants.K.mayDependOn: a constant that is given depends on nothing; leave the field out',
    ],
    [
      'derived symbol named like an axis',
      { where: { radius: '1', m: '1' } },
      'my.claim.ts: where: "m" is an axis or a constant already; give it another name',
    ],
    [
      'derived symbol named like a constant',
      { where: { K: '1' } },
      'my.claim.ts: where: "K" is an axis or a constant already; give it another name',
    ],
    ['derived symbol named like a function', { where: { log: '1' } }, 'where: "log" is a function already'],
    [
      'derived symbol named like a quantity',
      { where: { valueSup: '1' } },
      'where: "valueSup" is a quantity already',
    ],
    ['derived symbol with a strange name', { where: { 'r-1': '1' } }, 'my.claim.ts: where: '],
    [
      'first value before its time',
      { constants: { K: { first: 'K2', says: 'x' }, K2: { first: '1', says: 'x' } } },
      'my.claim.ts: constants.K.first: formula "K2": "K2" has no value yet here; it may refer to no symbol',
    ],
    [
      'constant named like an axis',
      { constants: { K: { first: '1', says: 'x' }, m: { first: '1', says: 'x' } } },
      'my.claim.ts: constants: "m" is an axis already',
    ],
    [
      'constant named like a function',
      { constants: { log: { first: '1', says: 'x' } } },
      '"log" is a function already',
    ],
    [
      'constant named like a quantity',
      { constants: { valueSup: { first: '1', says: 'x' } } },
      '"valueSup" is a quantity already',
    ],
    [
      'constant with a strange name',
      { constants: { 'K-1': { first: '1', says: 'x' } } },
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
    expect(() => parseClaim(value, 'my.claim.ts', space)).toThrow(/^my\.claim\.ts: expected a claim, got/);
  });
});
