import { atMost, type Claim } from '../../../core/claim.ts';
import { inPaper, lazyBall, simultaneously } from './source.ts';

export const fewNeuronsFlip: Claim = {
  id: 'few-neurons-flip',
  reading: 'printed',
  says: 'at most C0√m + √(m ln(1/γ)/2) neurons have another activation somewhere in the ball',
  source: inPaper('Lemma 4.3'),
  quantifiers: simultaneously,
  premise: [],
  where: lazyBall,
  conclusion: atMost('signChanges', 'C0 * sqrt(m) + sqrt(m * log(1 / gamma) / 2)'),
  constants: {},
  failureRate: 'gamma',
  tries: {
    quick: [{ d: [100], m: [16, 100, 1000, 10000, 100000], C0: [1, 3, 10], gamma: [0.05] }],
    standard: [
      { d: [100], m: [16, 100, 1000, 10000, 100000], C0: [0.1, 1, 3, 10, 30], gamma: [0.5, 0.1, 0.05] },
      { d: [784], m: ['d^2.4'], C0: [1, 10], gamma: [0.05] },
    ],
    full: [
      {
        d: [100],
        m: [16, 100, 1000, 10000, 100000, 1000000],
        C0: [0.1, 0.3, 1, 3, 10, 30],
        gamma: [0.5, 0.1, 0.05, 0.01],
      },
      { d: [784], m: ['d^2.4'], C0: [1, 10], gamma: [0.05] },
    ],
  },
};
