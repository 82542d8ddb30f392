import { atMost, type Claim } from '../claim.ts';
import { inPaper, lazyBall, simultaneously } from './source.ts';

const width = atMost('K * log(1 / gamma)', 'm');
const dimension = atMost('K * log(m / gamma) / m', 'd');
const hidden = { default: '1', says: 'the constant hidden in m ≥ Ω(log(1/γ)) and d ≥ Ω(log(m/γ)/m)' };
const C1 = { default: '1 / 4', says: 'the share of √d that the gradient keeps' };

export const gradientIsLarge: Claim = {
  id: 'gradient-is-large',
  reading: 'printed',
  says: 'the input gradient is at least √d/4 long everywhere in the ball',
  source: inPaper('Lemma 4.2'),
  quantifiers: simultaneously,
  premise: [width, dimension],
  ball: lazyBall,
  conclusion: atMost('C1 * sqrt(d)', 'gradientInf'),
  constants: { C1, K: hidden },
  failureRate: 'gamma',
  critical: 'C1',
};

/** The proof lets √d/4 absorb the C0 of its first term, which asks for d ≥ 16 C0². */
export const gradientIsLargeIntended: Claim = {
  ...gradientIsLarge,
  reading: 'intended',
  says: 'the input gradient is at least √d/4 long everywhere in the ball, provided that d ≥ 16 C0²',
  premise: [width, dimension, atMost('K0 * C0^2', 'd')],
  constants: {
    C1,
    K: hidden,
    K0: { default: '16', says: 'how far √d must outgrow C0 for the proof to absorb its first term' },
  },
};
