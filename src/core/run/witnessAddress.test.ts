import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laurentMassart } from '../../theorems/laurentMassart.ts';
import { lazyTraining } from '../../theorems/lazyTraining/theorem.ts';
import { UsageError } from './usageError.ts';
import { formatWitness, parseWitness, type WitnessAddress } from './witnessAddress.ts';

const example: WitnessAddress = {
  claim: 'gradient-is-large',
  reading: 'printed',
  cell: { at: { d: 16, m: 1000, C0: 10, gamma: 0.05 }, constants: { C1: 0.25 }, mode: 'reduced' },
  purpose: 'verdict',
  trial: 0,
  seed: 'lakatos',
};

const exampleText =
  'gradient-is-large:printed:d=16:m=1000:C0=10:gamma=0.05:C1=0.25:mode=reduced:trial=0:seed=lakatos';

const addresses: fc.Arbitrary<WitnessAddress> = fc.record({
  claim: fc.constantFrom(...lazyTraining.statements.map(({ id }) => id)),
  reading: fc.constantFrom('printed', 'intended'),
  cell: fc.record({
    at: fc.record({
      d: fc.integer({ min: 1, max: 1e8 }),
      m: fc.integer({ min: 1, max: 1e12 }),
      C0: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
      gamma: fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true }),
    }),
    constants: fc.dictionary(
      fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,4}$/).filter((name) => name !== 'C0'),
      // A −0 is written "0": it is the same number.
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    ),
    mode: fc.constantFrom('reduced', 'ambient'),
  }),
  purpose: fc.constantFrom('verdict', 'search', 'confirm', 'calibrate'),
  trial: fc.nat(),
  seed: fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('', ':', 'a:b=c', '%3A', '%', "it's", '$HOME `x` \\', '雪', 'two words', '../..', '-x'),
  ),
});

describe('witness addresses', () => {
  it('are one readable word', () => {
    expect(formatWitness(example)).toBe(exampleText);
    expect(parseWitness(exampleText, [lazyTraining])).toEqual(example);
  });

  it('come back as they were, whatever the cell and the seed', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        const back = parseWitness(formatWitness(address), [lazyTraining]);
        // fast-check's dictionaries have no prototype; the addresses read back do.
        expect(JSON.parse(JSON.stringify(back))).toEqual(JSON.parse(JSON.stringify(address)));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('have the axes of the claim’s theorem', () => {
    const text = 'chi-squared-upper-tail:printed:n=10:t=0.5:mode=reduced:trial=3:seed=lakatos';
    const found = parseWitness(text, [lazyTraining, laurentMassart]);
    expect(found.cell).toEqual({ at: { n: 10, t: 0.5 }, constants: {}, mode: 'reduced' });
    expect(formatWitness(found)).toBe(text);
  });

  it('need no quotes in a shell', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        expect(formatWitness(address)).toMatch(/^[\w.~%+=:-]+$/);
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  it.each([
    ['', /is not a witness/],
    ['gradient-is-large', /is not a witness/],
    [exampleText.replace('printed', 'imagined'), /is not a witness/],
    [exampleText.replace('gradient-is', 'gradients-are'), /there is no claim "gradients-are-large"/],
    [exampleText.replace(':d=16', ''), /gives d as ""/],
    [exampleText.replace('d=16', 'd=1.5'), /gives d as "1.5"/],
    [exampleText.replace('C0=10', 'C0=Infinity'), /gives C0 as "Infinity"/],
    [exampleText.replace('C1=0.25', 'C1=quarter'), /gives C1 as "quarter"/],
    [exampleText.replace(':trial=0', ''), /gives trial as ""/],
    [exampleText.replace('trial=0', 'trial=-1'), /gives trial as "-1"/],
    [exampleText.replace('mode=reduced', 'mode=halved'), /mode=halved/],
    [exampleText.replace(':seed=lakatos', ''), /names no seed/],
    [exampleText.replace('seed=lakatos', 'seed=%E0%A4%A'), /cannot be decoded/],
  ])('tell what is wrong with %s', (text, said) => {
    expect(() => parseWitness(text, [lazyTraining])).toThrow(UsageError);
    expect(() => parseWitness(text, [lazyTraining])).toThrow(said);
  });
});
