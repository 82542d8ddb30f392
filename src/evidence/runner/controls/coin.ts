import { atMost, type Claim } from '../../../claims/claim.ts';
import { uniform } from '../../../numerics/random/uniform.ts';
import { builtIn, type Catalogue, withFamily } from '../../trials/quantities/catalogue.ts';
import type { Family, Quantity } from '../../trials/quantities/quantity.ts';

const noWeights = (): never => {
  throw new Error('a coin has no weights; confirm it as revealed');
};

const quantityNamed = (name: string): Quantity => ({
  name,
  tex: '\\mathit{coin}',
  says: 'a number that is uniform on (0, 1)',
  extreme: 'sup',
  parameters: [],
  at: noWeights,
  upperTail: (_m, _radius, threshold) => Math.min(1, Math.max(0, 1 - threshold)),
});

/** A coin at the trial's own address: what there is to know of it is its value, or no more than that it is at least that. */
const familyNamed = (name: string, certified: boolean): Family => ({
  name,
  quantities: [quantityNamed(name)],
  examine: ({ stream }) => {
    const value = uniform(stream, 1)[0]!;
    return {
      brackets: { [name]: { lower: value, upper: certified ? value : Number.POSITIVE_INFINITY } },
      movements: {},
      measured: {},
      critical: null,
      explicit: noWeights,
      revealed: () => ({ value, largestShift: 0 }),
    };
  },
  bytes: () => 0,
  seconds: () => 1e-5,
});

/** The quantities of the controls: `coin`, whose value is known, and `openCoin`, of which nothing is ever certified. */
export const catalogue: Catalogue = withFamily(
  withFamily(builtIn, familyNamed('coin', true), 'controls'),
  familyNamed('openCoin', false),
  'controls',
);

/** A claim that fails on a draw with probability `rate`, by its constant, independently of all others. */
export const coinClaim = (quantity: 'coin' | 'openCoin'): Claim => ({
  id: `control-${quantity === 'coin' ? 'coin' : 'open-coin'}`,
  reading: 'printed',
  says: 'a number that is uniform on (0, 1) is at most 1 − rate',
  source: { work: 'this harness', place: 'a control' },
  quantifiers: [],
  premise: [],
  ball: { norm: 'two-infinity', radius: 'C0 / sqrt(m)' },
  conclusion: atMost(quantity, '1 - rate'),
  constants: { rate: { default: '0', says: 'the failure rate' } },
  failureRate: 'gamma',
});
