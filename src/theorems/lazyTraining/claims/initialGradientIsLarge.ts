import { atMost, type Claim } from '../../../core/claim.ts';
import { asControl, atInitialization, inPaper, justW0 } from './source.ts';

/**
 * ‖P∇f(x; a, W0)‖ ≥ Ω(√d), the first term of the triangle inequality behind Lemma 4.2.
 *
 * By its law, β χ_{d−1} with β² the share of active neurons, it is about √(d/2): c = 1/4 leaves almost a factor of 3.
 */
export const initialGradientIsLarge: Claim = {
  id: 'initial-gradient-is-large',
  reading: 'printed',
  says: 'at the initialization, the part of the input gradient orthogonal to x is at least √d/4 long',
  source: inPaper('Section 4.2'),
  quantifiers: atInitialization,
  premise: [atMost('K * log(1 / gamma)', 'm'), atMost('K * log(m / gamma) / m', 'd'), atMost('d0', 'd')],
  where: justW0,
  conclusion: atMost('c * sqrt(d)', 'gradientAcross0'),
  constants: {
    c: { first: '1 / 4', says: 'the share of √d that the gradient has across x' },
    K: { first: '1', says: 'the constant hidden in m ≥ Ω(log(1/γ)) and d ≥ Ω(log(m/γ)/m)' },
    d0: { first: '1', says: 'the dimension from which on ≥ Ω(√d) is claimed' },
  },
  failureRate: 'gamma',
  critical: 'c',
  tries: {
    quick: [{ d: [3, 16, 100, 784, 10000], m: [1000], C0: [0], gamma: [0.05] }],
    standard: [
      { d: [2, 3, 4, 6, 8, 16, 100, 784, 10000, 100000], m: [10, 1000], C0: [0], gamma: [0.1, 0.05] },
      { d: [100, 400, 784], m: ['d^2.4'], C0: [0], gamma: [0.05] },
    ],
    full: [
      {
        d: [2, 3, 4, 5, 6, 8, 16, 100, 784, 10000, 100000],
        m: [10, 100, 1000, 100000],
        C0: [0],
        gamma: [0.1, 0.05, 0.01],
      },
      { d: [100, 400, 784], m: ['d^2.4'], C0: [0], gamma: [0.05] },
    ],
  },
  // What a search would find of it, the searches against another claim find.
  searches: {},
};

/** The gradient across x is about √(d/2) long, which is 0.71 √d: c = 3/4 is too much for any large d. */
export const initialGradientIsLarger: Claim = {
  ...initialGradientIsLarge,
  id: 'control-initial-gradient-is-larger',
  says: 'planted error: the initial gradient with c = 3/4',
  source: asControl('Section 4.2 with c = 3/4'),
  constants: {
    ...initialGradientIsLarge.constants,
    c: { first: '3 / 4', says: 'more than the 1/√2 that half of the neurons, being active, leave of √d' },
  },
  control: true,
  tries: {
    quick: [{ d: [784], m: [1000], C0: [0], gamma: [0.05] }],
    standard: [{ d: [784, 10000], m: [1000], C0: [0], gamma: [0.05] }],
  },
};
