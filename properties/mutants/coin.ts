import { atMost, type Claim } from '../../src/claims/claim.ts';
import type { Family } from '../../src/evidence/trials/quantities/quantity.ts';
import type { ExplicitNetwork } from '../../src/network/explicitNetwork.ts';
import { noMovement } from '../../src/network/movement.ts';
import { uniform } from '../../src/numerics/random/uniform.ts';

/** One number, uniform on (0, 1), as the only weight of a network. */
const networkOf = (chance: number): ExplicitNetwork => ({
  d: 1,
  m: 1,
  x: Float64Array.of(1),
  signs: Int8Array.of(1),
  visitRows: (visit) => visit(0, Float64Array.of(chance)),
  embed: (vector) => vector,
});

/** Draws whose law is known: `chance` is uniform. */
export const coinFamily: Family = {
  name: 'coin',
  quantities: [
    {
      name: 'chance',
      tex: 'U',
      says: 'a uniform number',
      extreme: null,
      parameters: [],
      at: (network) => {
        let chance = Number.NaN;
        network.visitRows((_, row) => {
          chance = row[0]!;
        });
        return chance;
      },
    },
  ],
  examine: ({ stream }) => {
    const chance = uniform(stream.child('coin'), 1)[0]!;
    return {
      brackets: { chance: { lower: chance, upper: chance } },
      movements: { chance: () => noMovement(1) },
      measured: {},
      critical: null,
      explicit: () => networkOf(chance),
      revealed: () => ({ value: chance, largestShift: 0 }),
    };
  },
  bytes: () => 100,
  seconds: () => 1e-6,
};

/** A claim that fails on a draw with chance exactly `rate`. */
export const coin: Claim = {
  id: 'coin',
  reading: 'printed',
  says: 'a uniform number is at most 1 − rate',
  source: { work: 'a control of this harness', place: 'a law that is known' },
  quantifiers: [],
  premise: [],
  ball: { norm: 'two-infinity', radius: '0' },
  conclusion: atMost('chance', '1 - rate'),
  constants: { rate: { default: 'gamma', says: 'the true failure rate' } },
  failureRate: 'gamma',
  control: true,
};
