import { atMost, type Claim } from '../claim.ts';
import { theoremWidth, theoremWidthConstants } from './oneStepFlips.ts';
import { inPaper, lazyBall, simultaneously } from './source.ts';

const C2 = {
  default: '2 * sqrt(log(2 / gamma)) + C0',
  says: 'the step constant; both sides of the conclusion are in proportion to it',
};

const outgrowsTheBall = atMost('K0 * C0^2', 'd');
const K0 = { default: '16', says: 'how far √d must outgrow C0, as Lemma 4.2 needs it' };

/**
 * ‖δ‖ = C2/‖∇f‖ ≤ K/√d, written without a quotient: where the gradient can vanish, C2/‖∇f‖ has no bound to compute with.
 *
 * By Lemma 4.2 it holds with K = 4 C2.
 */
export const stepIsShort: Claim = {
  id: 'step-is-short',
  reading: 'printed',
  says: 'the gradient step of Theorem 3.1, ‖δ‖ = C2/‖∇f‖, is at most K/√d long everywhere in the ball, with K = 4 C2',
  source: inPaper('Remarks on Theorem 3.1'),
  quantifiers: simultaneously,
  premise: theoremWidth,
  ball: lazyBall,
  conclusion: atMost('C2 * sqrt(d)', 'K * gradientInf'),
  constants: {
    C2,
    ...theoremWidthConstants,
    K: { default: '4 * C2', says: 'the constant hidden in ‖δ‖ = O(1/√d)' },
  },
  failureRate: 'gamma',
  critical: 'K',
};

export const stepIsShortIntended: Claim = {
  ...stepIsShort,
  reading: 'intended',
  says: `${stepIsShort.says}, provided that d ≥ 16 C0²`,
  premise: [...theoremWidth, outgrowsTheBall],
  constants: { ...stepIsShort.constants, K0 },
};

/** |η| = C2/‖∇f‖² ≤ K/d, written without a quotient. By Lemma 4.2 it holds with K = 16 C2. */
export const stepSizeIsSmall: Claim = {
  ...stepIsShort,
  id: 'step-size-is-small',
  says: 'the step size of Theorem 3.1, |η| = C2/‖∇f‖², is at most K/d everywhere in the ball, with K = 16 C2',
  conclusion: atMost('C2 * d', 'K * gradientInf^2'),
  constants: {
    C2,
    ...theoremWidthConstants,
    K: { default: '16 * C2', says: 'the constant hidden in |η| = O(1/d)' },
  },
};

export const stepSizeIsSmallIntended: Claim = {
  ...stepSizeIsSmall,
  reading: 'intended',
  says: `${stepSizeIsSmall.says}, provided that d ≥ 16 C0²`,
  premise: [...theoremWidth, outgrowsTheBall],
  constants: { ...stepSizeIsSmall.constants, K0 },
};
