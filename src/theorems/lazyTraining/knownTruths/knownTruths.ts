import { atMost, type Claim } from '../../../core/claim.ts';
import { type BoundCell, bindCell } from '../../../core/judge/bindCell.ts';
import { bindClaim, constantsAt } from '../../../core/judge/boundClaim.ts';
import { upperTail } from '../../../numerics/statistics/binomial.ts';
import { centralMass, normalUpperTail } from '../../../numerics/statistics/normal.ts';
import { fewNeuronsFlip } from '../claims/fewNeuronsFlip.ts';
import { valueIsBounded } from '../claims/valueIsBounded.ts';
import { coinClaim, controlSpace } from './coin.ts';

/** A claim whose failure rate is known in closed form, whatever a verdict says of it. */
export interface KnownTruth {
  readonly name: string;
  /** Why `rate` is the rate. */
  readonly because: string;
  readonly rate: number;
  /** Whether what is not violated is certified; else it stays open. */
  readonly certificates: boolean;
  /** The cell at which the claim allows the rate `gamma`. */
  readonly at: (gamma: number) => BoundCell;
}

const cellOf =
  (
    claim: Claim,
    axes: { readonly d: number; readonly m: number; readonly C0: number },
    constantValues = {},
  ) =>
  (gamma: number): BoundCell => {
    const bound = bindClaim(claim, controlSpace.axes);
    const at = { ...axes, gamma };
    return bindCell(
      bound,
      { at, constants: constantsAt(bound, at, constantValues), mode: 'reduced' },
      controlSpace.settings,
    );
  };

/** In so many dimensions a witness is confirmed as it was revealed, and a coin has no weights to confirm it on. */
const revealed = { d: 2 ** 19, m: 1, C0: 1 };

const coin = (quantity: 'coin' | 'openCoin', rate: number): KnownTruth => ({
  name: quantity === 'coin' ? 'a coin' : 'a coin without certificates',
  because: 'the failing side of a coin',
  rate,
  certificates: quantity === 'coin',
  at: cellOf(coinClaim(quantity), revealed, { rate }),
});

const MOST = 6;
const count = { d: 4, m: 30, C0: 1 };

/** |S_v| ~ Binomial(m, 2Φ(C0/√m) − 1), drawn by the reduced law and confirmed on all d·m weights. */
const flips: KnownTruth = {
  name: 'neurons that flip',
  because: '|S_v| is binomial',
  rate: upperTail(count.m, MOST + 1, centralMass(count.C0 / Math.sqrt(count.m))),
  certificates: true,
  at: cellOf(
    {
      ...fewNeuronsFlip,
      id: 'control-flips',
      conclusion: atMost('signChanges', 'most'),
      constants: { most: { first: String(MOST), says: 'neurons that may flip' } },
    },
    count,
  ),
};

const LARGEST = 2.25;
const one = { d: 4, m: 1, C0: 1 };

/** One neuron: sup |f| = max(0, ⟨w⁰, x⟩ + C0), and ⟨w⁰, x⟩ ~ N(0, 1). */
const oneNeuron: KnownTruth = {
  name: 'one neuron',
  because: 'sup |f| = max(0, u + C0) with u ~ N(0, 1)',
  rate: normalUpperTail(LARGEST - one.C0),
  certificates: true,
  at: cellOf(
    { ...valueIsBounded, id: 'control-one-neuron', conclusion: atMost('valueSup', String(LARGEST)) },
    one,
  ),
};

/** Claims of which the truth is known, from a bare coin to what trials draw, certify, attack and confirm. */
export const knownTruths: readonly KnownTruth[] = [
  coin('coin', 0.1),
  coin('openCoin', 0.1),
  flips,
  oneNeuron,
];
