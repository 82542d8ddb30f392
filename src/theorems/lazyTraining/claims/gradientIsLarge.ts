import { atMost, type Claim } from '../../../core/claim.ts';
import { frontierInD, smallestCell } from './searches.ts';
import { inPaper, lazyBall, simultaneously } from './source.ts';

const width = atMost('K * log(1 / gamma)', 'm');
const dimension = atMost('K * log(m / gamma) / m', 'd');
const hidden = {
  first: '1',
  mayDependOn: ['C0'],
  says: 'the constant hidden in m ≥ Ω(log(1/γ)) and d ≥ Ω(log(m/γ)/m)',
};
const C1 = { first: '1 / 4', bound: 'printed', says: 'the share of √d that the gradient keeps' } as const;

export const gradientIsLarge: Claim = {
  id: 'gradient-is-large',
  reading: 'printed',
  says: 'the input gradient is at least √d/4 long everywhere in the ball',
  source: inPaper('Lemma 4.2'),
  quantifiers: simultaneously,
  premise: [width, dimension],
  where: lazyBall,
  conclusion: atMost('C1 * sqrt(d)', 'gradientInf'),
  constants: { C1, K: hidden },
  failureRate: 'gamma',
  critical: 'C1',
  tries: {
    quick: [
      { d: [16, 25, 100, 400], m: [1000, 10000], C0: [1, 3, 10], gamma: [0.05] },
      { d: [784], m: [10000], C0: [3, 10], gamma: [0.05] },
    ],
    standard: [
      { d: [16, 25, 49, 100, 196, 400, 784], m: [1000, 10000], C0: [0.3, 1, 3, 10, 20], gamma: [0.05] },
      { d: [100, 400, 784], m: [100000], C0: [1, 3, 10], gamma: [0.05] },
    ],
    full: [
      {
        d: [16, 25, 49, 100, 196, 400, 784, 1600],
        m: [1000, 10000, 100000],
        C0: [0.3, 1, 3, 10, 20],
        gamma: [0.1, 0.05, 0.01],
      },
      { d: [784], m: ['d^2.4'], C0: [1, 3, 10], gamma: [0.05] },
    ],
  },
  searches: {
    quick: [...smallestCell.quick, frontierInD(3, '1000', 400), frontierInD(10, '1000', 400)],
    standard: [
      ...smallestCell.standard,
      ...[1, 3, 10].flatMap((C0) => [frontierInD(C0, '1000', 784), frontierInD(C0, '10000', 784)]),
    ],
    full: [
      ...smallestCell.full,
      ...[1, 3, 10, 20].flatMap((C0) => [frontierInD(C0, '10000', 1600), frontierInD(C0, '100000', 1600)]),
    ],
  },
};

/**
 * The proof lets √d/4 absorb the C0 of its first term, which asks for d ≥ 16 C0², and its χ² bound a share γ of the draws, which asks for d ≥
 * K1 ln(1/γ): at a fixed small d the gradient at W0 is too short with a chance that no width lowers, so that without it no K would do.
 */
export const gradientIsLargeIntended: Claim = {
  ...gradientIsLarge,
  reading: 'intended',
  says: 'the input gradient is at least √d/4 long everywhere in the ball, provided that d ≥ 16 C0² and d ≥ K1 ln(1/γ)',
  premise: [width, dimension, atMost('K0 * C0^2', 'd'), atMost('K1 * log(1 / gamma)', 'd')],
  constants: {
    C1,
    K: hidden,
    K0: {
      first: '16',
      bound: 'printed',
      says: 'how far √d must outgrow C0 for the proof to absorb its first term',
    },
    K1: { first: '1', mayDependOn: ['C0'], says: 'how far d must outgrow ln(1/γ)' },
  },
  searches: smallestCell,
};
