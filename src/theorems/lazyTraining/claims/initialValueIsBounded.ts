import { atMost, type Claim } from '../../../core/claim.ts';
import { asControl, atInitialization, inPaper, justW0 } from './source.ts';

/** The first term of the triangle inequality behind Lemma 4.1; the ball adds its C0 in `value-is-bounded`. */
export const initialValueIsBounded: Claim = {
  id: 'initial-value-is-bounded',
  reading: 'printed',
  says: 'the value of the network at its initialization is at most 2√ln(2/γ)',
  source: inPaper('Section 4.1'),
  quantifiers: atInitialization,
  premise: [atMost('K * log(2 / gamma)', 'm')],
  where: justW0,
  conclusion: atMost('abs(f0)', '2 * sqrt(log(2 / gamma))'),
  constants: { K: { first: '1', says: 'the constant hidden in m ≥ Ω(log(2/γ))' } },
  failureRate: 'gamma',
  tries: {
    quick: [{ d: [100], m: [4, 100, 10000], C0: [0], gamma: [0.05] }],
    standard: [{ d: [100], m: [4, 10, 100, 1000, 10000, 100000], C0: [0], gamma: [0.5, 0.1, 0.05] }],
    full: [
      { d: [100], m: [4, 10, 100, 1000, 10000, 100000, 1000000], C0: [0], gamma: [0.5, 0.1, 0.05, 0.01] },
    ],
  },
  // What a search would find of it, the searches against another claim find.
  searches: {},
};

/** A quarter of the bound at W0: f(x; a, W0) has variance 1/2, so √ln(2/γ)/2 is 1.36 deviations at γ = 0.05, exceeded by 17 %. */
export const initialValueIsSmall: Claim = {
  ...initialValueIsBounded,
  id: 'control-initial-value-is-small',
  says: 'planted error: the bound on the initial value with 1/2 in place of 2',
  source: asControl('Section 4.1 with a quarter of its bound'),
  conclusion: atMost('abs(f0)', 'sqrt(log(2 / gamma)) / 2'),
  control: true,
  tries: {
    quick: [{ d: [100], m: [1000], C0: [0], gamma: [0.05] }],
    standard: [{ d: [100], m: [100, 1000, 10000], C0: [0], gamma: [0.05] }],
  },
};
