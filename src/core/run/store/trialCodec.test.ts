import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome, Trial } from '../../judge/outcome.ts';
import { restoreTrial, storedTrial, storeTrial } from './trialCodec.ts';

/** Any f64, the ones that JSON has no word for included. */
const anyNumber = fc.oneof(
  fc.double(),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 5e-324, 1e308),
);

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.constant({ kind: 'certified' as const }),
  fc.record({ kind: fc.constant('skipped' as const), premise: fc.string() }),
  fc.record({
    kind: fc.constant('unresolved' as const),
    why: fc.constantFrom('budget spent' as const, 'crashed' as const, 'too close to call' as const),
  }),
  fc.record({
    kind: fc.constant('unresolved' as const),
    why: fc.constant('crashed' as const),
    note: fc.string({ unit: 'binary' }),
  }),
  fc.record({
    kind: fc.constant('violated' as const),
    confirmed: fc.record({
      by: fc.constantFrom('explicit' as const, 'revealed' as const),
      // The reference confirms none but finite ones.
      shown: fc.dictionary(fc.stringMatching(/^[a-z]\w{0,8}$/), finite),
      values: fc.dictionary(fc.stringMatching(/^[a-z]\w{0,8}$/), anyNumber),
      margin: finite,
    }),
  }),
);

const trial: fc.Arbitrary<Trial> = fc.record({
  index: fc.constant(0),
  outcome,
  margin: fc.option(
    fc.record({
      attack: fc.option(anyNumber),
      certificate: fc.option(anyNumber),
    }),
  ),
  critical: fc.constant(null),
  brackets: fc.dictionary(
    fc.stringMatching(/^[a-z]\w{0,8}$/),
    fc.record({ lower: anyNumber, upper: anyNumber }),
  ),
});

/** −0 as 0, as every report writes it: the one thing that the store does not keep. */
const plain = (value: unknown): unknown => {
  if (typeof value === 'number') return Object.is(value, -0) ? 0 : value;
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
};

describe('a stored trial', () => {
  it('comes back from JSON as it was, infinities and NaN included', () => {
    fc.assert(
      fc.property(trial, (before) => {
        const json: unknown = JSON.parse(JSON.stringify(storeTrial(before)));
        const after = restoreTrial(storedTrial.parse(json), before.index);
        // vitest compares with Object.is: NaN equals NaN, and 0 is not −0.
        expect(after).toEqual(plain(before));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('takes its index from its place', () => {
    const stored = storeTrial(fc.sample(trial, { seed: 2, numRuns: 1 })[0]!);
    expect([restoreTrial(stored, 0).index, restoreTrial(stored, 41).index]).toEqual([0, 41]);
  });

  it.each<[string, (good: Record<string, unknown>) => unknown]>([
    ['another outcome', (good) => ({ ...good, outcome: { kind: 'passed' } })],
    ['an outcome with more to it', (good) => ({ ...good, outcome: { kind: 'certified', by: 'me' } })],
    ['a bracket of one end', (good) => ({ ...good, brackets: { f0: [1] } })],
    ['a bracket of words', (good) => ({ ...good, brackets: { f0: ['one', 'two'] } })],
    ['no brackets', ({ brackets: _, ...good }) => good],
    ['a field too many', (good) => ({ ...good, index: 3 })],
  ])('is refused with %s', (_, change) => {
    const good = storeTrial({
      index: 0,
      outcome: { kind: 'certified' },
      margin: null,
      critical: null,
      brackets: { f0: { lower: 0, upper: 1 } },
    });
    expect(storedTrial.safeParse(good).success).toBe(true);
    expect(storedTrial.safeParse(change(good as unknown as Record<string, unknown>)).success).toBe(false);
  });
});
