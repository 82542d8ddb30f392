import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carried, unpacked } from './carried.ts';

describe('carried', () => {
  it('loses nothing of a plain value on the way through JSON', () => {
    const numbers = fc.oneof(fc.double(), fc.constantFrom(-0, Number.NaN, Number.POSITIVE_INFINITY, -1 / 0));
    // Prototypes do not travel: neither a thread nor a queue carries them.
    const names = fc.string().filter((name) => name !== '__proto__' && name !== '#number');
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        numbers,
        fc.string(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(names, tie('value'), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(value, (content) => {
        expect(unpacked(JSON.parse(JSON.stringify(carried(content))))).toStrictEqual(content);
      }),
    );
  });

  it('keeps a zero that is negative apart from one that is not', () => {
    expect(Object.is(unpacked(carried({ x: [-0] })), { x: [0] })).toBe(false);
    expect(carried({ x: [-0, 0, 1 / 0] })).toEqual({
      x: [{ '#number': '-0' }, 0, { '#number': 'Infinity' }],
    });
  });
});
