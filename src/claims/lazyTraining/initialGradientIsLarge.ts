import { atMost, type Claim } from '../claim.ts';
import { atInitialization, inPaper, justW0 } from './source.ts';

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
  premise: [atMost('K * log(1 / gamma)', 'm'), atMost('K * log(m / gamma) / m', 'd')],
  ball: justW0,
  conclusion: atMost('c * sqrt(d)', 'gradientAcross0'),
  constants: {
    c: { default: '1 / 4', says: 'the share of √d that the gradient has across x' },
    K: { default: '1', says: 'the constant hidden in m ≥ Ω(log(1/γ)) and d ≥ Ω(log(m/γ)/m)' },
  },
  failureRate: 'gamma',
  critical: 'c',
};
