import { atMost, type Claim } from '../../../core/claim.ts';
import type { Setting, Space } from '../../../core/theorem.ts';
import { uniform } from '../../../numerics/random/uniform.ts';
import { lazySpace } from '../space.ts';

/** A coin at the trial's own address: what there is to know of it is its value, or no more than that it is at least that. */
const settingNamed = (symbol: string, certified: boolean): Setting<number> => ({
  name: symbol,
  reads: [],
  quantities: [
    {
      symbol,
      tex: '\\mathit{coin}',
      says: 'a number that is uniform on (0, 1)',
      value: (value) => value,
      upperTail: (threshold) => Math.min(1, Math.max(0, 1 - threshold)),
    },
  ],
  sample: (stream) => uniform(stream, 1)[0]!,
  *refine(value) {
    yield { [symbol]: { lower: value, upper: certified ? value : Number.POSITIVE_INFINITY } };
  },
  cost: () => ({ seconds: 1e-5, bytes: 0 }),
});

/** The space of the controls: `coin`, whose value is known, and `openCoin`, of which nothing is ever certified. */
export const controlSpace: Space = {
  axes: lazySpace.axes,
  settings: [...lazySpace.settings, settingNamed('coin', true), settingNamed('openCoin', false)],
};

/** A claim that fails on a draw with probability `rate`, by its constant, independently of all others. */
export const coinClaim = (quantity: 'coin' | 'openCoin'): Claim => ({
  id: `control-${quantity === 'coin' ? 'coin' : 'open-coin'}`,
  reading: 'printed',
  says: 'a number that is uniform on (0, 1) is at most 1 − rate',
  source: { work: 'this harness', place: 'a control' },
  quantifiers: [],
  premise: [],
  conclusion: atMost(quantity, '1 - rate'),
  constants: { rate: { first: '0', says: 'the failure rate' } },
  failureRate: 'gamma',
});
