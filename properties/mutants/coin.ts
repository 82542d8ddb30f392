import { atMost, type Claim } from '../../src/core/claim.ts';
import type { Setting } from '../../src/core/theorem.ts';
import { uniform } from '../../src/numerics/random/uniform.ts';

/** Draws whose law is known: `chance` is uniform. */
export const coinSetting: Setting<number> = {
  name: 'coin',
  reads: [],
  quantities: [{ symbol: 'chance', tex: 'U', says: 'a uniform number', value: (chance) => chance }],
  sample: (stream) => uniform(stream.child('coin'), 1)[0]!,
  *refine(chance) {
    yield { chance: { lower: chance, upper: chance } };
  },
  cost: () => ({ seconds: 1e-6, bytes: 100 }),
};

/** A claim that fails on a draw with chance exactly `rate`. */
export const coin: Claim = {
  id: 'coin',
  reading: 'printed',
  says: 'a uniform number is at most 1 − rate',
  source: { work: 'a control of this harness', place: 'a law that is known' },
  quantifiers: [],
  premise: [],
  conclusion: atMost('chance', '1 - rate'),
  constants: { rate: { first: 'gamma', says: 'the true failure rate' } },
  failureRate: 'gamma',
  control: true,
};
