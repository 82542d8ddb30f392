import { atMost, type Claim } from '../../../core/claim.ts';
import { asControl, inPaper, lazyBall, simultaneously } from './source.ts';

export const valueIsBounded: Claim = {
  id: 'value-is-bounded',
  reading: 'printed',
  says: 'the value of the network is at most 2√ln(2/γ) + C0 everywhere in the ball',
  source: inPaper('Lemma 4.1'),
  quantifiers: simultaneously,
  premise: [atMost('K * log(2 / gamma)', 'm')],
  where: lazyBall,
  conclusion: atMost('valueSup', '2 * sqrt(log(2 / gamma)) + C0'),
  constants: { K: { first: '1', mayDependOn: ['C0'], says: 'the constant hidden in m ≥ Ω(log(2/γ))' } },
  failureRate: 'gamma',
  tries: {
    quick: [{ d: [100], m: [4, 100, 1000, 10000, 100000], C0: [1, 3, 10], gamma: [0.05] }],
    standard: [
      { d: [100, 784], m: [4, 100, 1000, 10000, 100000], C0: [0, 1, 3, 10, 30], gamma: [0.1, 0.05] },
      { d: [784], m: ['d^2.4'], C0: [1, 10], gamma: [0.05] },
    ],
    full: [
      {
        d: [100, 784],
        m: [4, 10, 100, 1000, 10000, 100000, 1000000, 'd^2.4'],
        C0: [0, 1, 3, 10, 30],
        gamma: [0.1, 0.05, 0.01],
      },
    ],
  },
};

/** Lemma 4.1 with the ball's share left out: false as soon as C0 outgrows what 2√ln(2/γ) has to spare. */
export const valueIgnoresTheBall: Claim = {
  ...valueIsBounded,
  id: 'control-value-ignores-the-ball',
  says: 'planted error: the value bound of Lemma 4.1 without its C0',
  source: asControl('Lemma 4.1 without C0'),
  conclusion: atMost('valueSup', '2 * sqrt(log(2 / gamma))'),
  control: true,
  tries: {
    quick: [{ d: [100], m: [1000], C0: [10], gamma: [0.05] }],
    standard: [{ d: [100], m: [1000, 100000], C0: [10], gamma: [0.05] }],
  },
};
