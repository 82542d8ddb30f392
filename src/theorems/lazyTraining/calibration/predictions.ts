import { atMost, type Claim } from '../../../core/claim.ts';
import { figure4Left, figure4Right } from '../claims/figure4.ts';
import { lazyBall } from '../claims/source.ts';

/** A number that an experiment of the paper reads off its figures, as the theory has it: for any one input, at every W of the ball. */
export interface Prediction {
  readonly symbol: string;
  readonly claim: Claim;
  readonly printed: number;
  /** What a comparison with the printed number means. */
  readonly remark: string;
}

const shared = {
  reading: 'printed',
  quantifiers: ['for every x on the unit sphere, drawn without a look at W0', 'for all W in the ball'],
  premise: [],
  where: lazyBall,
  failureRate: 'gamma',
} as const;

/** The size of figure 4's right panel. */
export const PRINTED_SIZE = 0.2;

/** 5/√d and 25/√m of Section 5. */
export const predictions: readonly Prediction[] = [
  {
    symbol: 'K',
    printed: 5,
    remark:
      'the 5 of the paper is of one W trained to serve all of its images and attacked by PGD, while here W may be made for one input drawn without a look at W0: beyond the upper bound no training within the ball is robust at such an input with more than chance γ, so the theory has 5 anywhere below it',
    claim: {
      ...shared,
      id: figure4Left.id,
      source: figure4Left.source,
      says: 'every W in the ball has a perturbation of at most K/√d that changes the sign of the network (K ≤ √d, since δ = −x erases the input)',
      conclusion: atMost('flippingSize * sqrt(d)', 'K'),
      constants: { K: { first: '5', says: 'the constant of the perturbation size' } },
      critical: 'K',
    },
  },
  {
    symbol: 'C0',
    printed: 25,
    remark:
      'the 25 of the paper is of one W trained to serve all of its images and attacked by PGD, while here W may be made for one input drawn without a look at W0: below the lower bound no training is robust at such an input with more than chance γ, above the upper bound one input can be defended with a larger chance, and what it takes to defend all at once the theory does not say',
    claim: {
      ...shared,
      id: figure4Right.id,
      source: figure4Right.source,
      says: 'every W in the ball has a perturbation of at most delta that changes the sign of the network',
      conclusion: atMost('flippingSize', 'delta'),
      constants: { delta: { first: String(PRINTED_SIZE), says: 'the size of the perturbation' } },
    },
  },
];

export const predictionOf = (symbol: string, claim: string): Prediction | undefined =>
  predictions.find((one) => one.symbol === symbol && one.claim.id === claim);
