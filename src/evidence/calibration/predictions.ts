import { atMost, type Claim } from '../../claims/claim.ts';
import { figure4Left, figure4Right } from '../../claims/lazyTraining/figure4.ts';
import { lazyBall } from '../../claims/lazyTraining/source.ts';

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
  ball: lazyBall,
  failureRate: 'gamma',
} as const;

/** The size of figure 4's right panel. */
export const PRINTED_SIZE = 0.2;

const oneInput =
  'the theory speaks of any one input drawn without a look at W0 and of a W that may be made for it, the paper of one W trained to be right at all of its images, attacked by PGD, which may miss a perturbation';

/** 5/√d and 25/√m of Section 5. */
export const predictions: readonly Prediction[] = [
  {
    symbol: 'K',
    printed: 5,
    remark: `${oneInput}: with chance 1 − γ no training within the ball is truly robust at such an input beyond the upper bound, so a 5 below the lower bound says that trained networks fall before the most robust ones of their ball do (at d = 25 it says nothing: there 5/√d = 1, and δ = −x erases the input)`,
    claim: {
      ...shared,
      id: figure4Left.id,
      source: figure4Left.source,
      says: 'every W in the ball has a perturbation of at most K/√d that changes the sign of the network',
      conclusion: atMost('flippingSize * sqrt(d)', 'K'),
      constants: { K: { default: '5', says: 'the constant of the perturbation size' } },
      critical: 'K',
    },
  },
  {
    symbol: 'C0',
    printed: 25,
    remark: `${oneInput}: with chance 1 − γ no training within a ball below the lower bound is truly robust at such an input, whatever the data, and from the upper bound on a single input can be defended; what a 25 lies above it is the price of defending all images with one W`,
    claim: {
      ...shared,
      id: figure4Right.id,
      source: figure4Right.source,
      says: 'every W in the ball has a perturbation of at most delta that changes the sign of the network',
      conclusion: atMost('flippingSize', 'delta'),
      constants: { delta: { default: String(PRINTED_SIZE), says: 'the size of the perturbation' } },
    },
  },
];

export const predictionOf = (symbol: string, claim: string): Prediction | undefined =>
  predictions.find((one) => one.symbol === symbol && one.claim.id === claim);
