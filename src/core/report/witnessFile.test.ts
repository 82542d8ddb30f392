import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWitnessFile } from './witnessFile.ts';

const good = {
  schema: 'lakatos/witness@1',
  claim: 'gradient-is-large',
  reading: 'printed',
  says: 'the gradient is large: not so at this W',
  cell: { d: 2, m: 3, C0: 0.1, gamma: 0.05, constants: { C1: 0.25, K: 1 } },
  address: 'gradient-is-large:printed:d=2:m=3',
  network: {
    signs: [1, -1, 1],
    W0: [
      [-1, 1.6],
      [-0.9, -1],
      [-1, -1],
    ],
    along: [0, 0, 0],
    across: [0, 0, 0],
  },
  values: { gradientInf: 0 },
  margin: -0.35,
};

/** Every place in a value, as the keys that lead there. */
const placesOf = (value: unknown, path: readonly string[] = []): readonly (readonly string[])[] =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([key, entry]) => placesOf(entry, [...path, key]))]
    : [path];

/** The value with the one at a place replaced; removed where the replacement is undefined. */
const replacedAt = (value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown => {
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  if (rest.length === 0 && by === undefined) delete copy[key];
  else copy[key] = replacedAt(copy[key], rest, by);
  return copy;
};

const at = (path: string, by: unknown): unknown => replacedAt(good, path.split('.'), by);

/** Parses, and holds what was accepted against the shapes that the cell promises. Anything but a RangeError passes through. */
const acceptedShape = (value: unknown): boolean => {
  try {
    const { cell, network } = parseWitnessFile(value, 'w.json');
    if (network === null) return true;
    const { signs, W0, along, across } = network;
    const lengths = [signs, W0, along, across].map(({ length }) => length);
    return (
      lengths.every((length) => length === cell.m) &&
      W0.every((row) => row.length === cell.d) &&
      signs.every((sign) => sign === 1 || sign === -1) &&
      [...W0.flat(), ...along, ...across].every(Number.isFinite)
    );
  } catch (error) {
    if (error instanceof RangeError) return error.message.startsWith('w.json: ') && !/\n/.test(error.message);
    throw error;
  }
};

const hostile = fc.oneof(
  fc.jsonValue() as fc.Arbitrary<unknown>,
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSparseArray: true,
  }),
  fc.constantFrom<unknown>(
    undefined,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -0,
    1e308,
    2 ** 53,
    '1',
    [],
    {},
    [[]],
    [null],
  ),
);

describe('parseWitnessFile', () => {
  it('reads what it is meant to read, with a network and without', () => {
    expect(parseWitnessFile(good, 'w.json')).toEqual(good);
    expect(parseWitnessFile(at('network', null), 'w.json').network).toBeNull();
  });

  it.each([
    ['schema', 'lakatos/witness@2'],
    ['reading', 'guessed'],
    ['claim', 7],
    ['cell.d', 0],
    ['cell.m', 2.5],
    ['cell.C0', -1],
    ['cell.gamma', 0],
    ['cell.gamma', 1],
    ['cell.constants.C1', 'a quarter'],
    ['network.signs.0', 0],
    ['network.W0.1.0', Number.NaN],
    ['network.along.2', Number.POSITIVE_INFINITY],
    ['values.gradientInf', null],
    ['margin', undefined],
  ])('names the field at fault: %s = %s', (path, by) => {
    expect(() => parseWitnessFile(at(path, by), 'w.json')).toThrow(`w.json: "${path}" is wrong: `);
  });

  it('knows no other fields', () => {
    expect(() => parseWitnessFile({ ...good, note: 'trust me' }, 'w.json')).toThrow(/note/);
  });

  it.each([
    ['cell.m', 4, /m = 4 neurons, got 3, 3, 3, 3/],
    ['network.signs', [1, 1], /m = 3 neurons, got 2, 3, 3, 3/],
    ['network.across', [], /m = 3 neurons, got 3, 3, 3, 0/],
    ['cell.d', 3, /rows of d = 3 numbers/],
    ['network.W0.1', [1], /rows of d = 2 numbers/],
  ])('refuses a network of another shape than its cell: %s = %j', (path, by, says) => {
    expect(() => parseWitnessFile(at(path, by), 'w.json')).toThrow(says);
  });

  it('meets no value that is not a witness with anything but a RangeError', () => {
    fc.assert(fc.property(hostile, acceptedShape), { seed: 1, numRuns: 500 });
  });

  it('accepts no network of the wrong shape, whatever is changed in a file', () => {
    const change = fc.tuple(fc.constantFrom(...placesOf(good)), fc.oneof(fc.constant(undefined), hostile));
    const changed = fc
      .array(change, { minLength: 1, maxLength: 3 })
      .map((changes) =>
        changes.reduce<unknown>(
          (value, [place, by]) =>
            typeof value === 'object' && value !== null ? replacedAt(value, place, by) : value,
          good,
        ),
      );
    fc.assert(fc.property(changed, acceptedShape), { seed: 2, numRuns: 1500 });
  });
});
