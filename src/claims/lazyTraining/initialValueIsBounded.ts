import { atMost, type Claim } from '../claim.ts';
import { atInitialization, inPaper, justW0 } from './source.ts';

/** The first term of the triangle inequality behind Lemma 4.1; the ball adds its C0 in `value-is-bounded`. */
export const initialValueIsBounded: Claim = {
  id: 'initial-value-is-bounded',
  reading: 'printed',
  says: 'the value of the network at its initialization is at most 2√ln(2/γ)',
  source: inPaper('Section 4.1'),
  quantifiers: atInitialization,
  premise: [atMost('K * log(2 / gamma)', 'm')],
  ball: justW0,
  conclusion: atMost('abs(f0)', '2 * sqrt(log(2 / gamma))'),
  constants: { K: { default: '1', says: 'the constant hidden in m ≥ Ω(log(2/γ))' } },
  failureRate: 'gamma',
};
