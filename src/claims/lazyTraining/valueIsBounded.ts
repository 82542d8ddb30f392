import { atMost, type Claim } from '../claim.ts';
import { inPaper, lazyBall, simultaneously } from './source.ts';

export const valueIsBounded: Claim = {
  id: 'value-is-bounded',
  reading: 'printed',
  says: 'the value of the network is at most 2√ln(2/γ) + C0 everywhere in the ball',
  source: inPaper('Lemma 4.1'),
  quantifiers: simultaneously,
  premise: [atMost('K * log(2 / gamma)', 'm')],
  ball: lazyBall,
  conclusion: atMost('valueSup', '2 * sqrt(log(2 / gamma)) + C0'),
  constants: { K: { default: '1', says: 'the constant hidden in m ≥ Ω(log(2/γ))' } },
  failureRate: 'gamma',
};
