import { atMost, type Claim } from '../../../core/claim.ts';
import { theoremWidth, theoremWidthConstants } from './oneStepFlips.ts';
import { asControl, inPaper, lazyBall, simultaneously } from './source.ts';

const C2 = {
  first: '2 * sqrt(log(2 / gamma)) + C0',
  bound: 'given',
  says: 'the step constant; both sides of the conclusion are in proportion to it',
} as const;

const mayDependOn = ['C0', 'gamma', 'C2'];

const outgrowsTheBall = atMost('K0 * C0^2', 'd');
const K0 = {
  first: '16',
  bound: 'printed',
  says: 'how far √d must outgrow C0, as Lemma 4.2 needs it',
} as const;

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
  where: lazyBall,
  conclusion: atMost('C2 * sqrt(d)', 'K * gradientInf'),
  constants: {
    C2,
    ...theoremWidthConstants,
    K: { first: '4 * C2', mayDependOn, says: 'the constant hidden in ‖δ‖ = O(1/√d)' },
  },
  failureRate: 'gamma',
  critical: 'K',
  // The path of the theorem's width: the length follows the least gradient, whose set of neurons that may flip grows with C0 √m.
  tries: {
    quick: [{ d: [25, 100], m: ['d^2.4'], C0: [1, 3], gamma: [0.05] }],
    standard: [{ d: [25, 49, 100, 196, 400], m: ['d^2.4'], C0: [0.3, 1, 3, 10], gamma: [0.05] }],
    full: [
      { d: [25, 49, 100, 196, 400], m: ['d^2.4'], C0: [0.3, 1, 3, 10], gamma: [0.1, 0.05, 0.01] },
      { d: [784], m: ['d^2.4'], C0: [1, 3, 10], gamma: [0.05] },
    ],
  },
  // What a search would find of it, the searches against another claim find.
  searches: {},
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
    K: { first: '16 * C2', mayDependOn, says: 'the constant hidden in |η| = O(1/d)' },
  },
};

export const stepSizeIsSmallIntended: Claim = {
  ...stepSizeIsSmall,
  reading: 'intended',
  says: `${stepSizeIsSmall.says}, provided that d ≥ 16 C0²`,
  premise: [...theoremWidth, outgrowsTheBall],
  constants: { ...stepSizeIsSmall.constants, K0 },
};

/** ‖δ‖ ≤ C2/√d says ‖∇f‖ ≥ √d, and half of the neurons leave √(d/2). */
export const stepIsShorter: Claim = {
  ...stepIsShort,
  id: 'control-step-is-shorter',
  says: 'planted error: the step of Theorem 3.1 is at most C2/√d long',
  source: asControl('Remarks on Theorem 3.1 with K = C2'),
  constants: {
    ...stepIsShort.constants,
    K: { first: 'C2', says: 'a step as short as a gradient of all neurons would make it' },
  },
  control: true,
  tries: {
    quick: [{ d: [100], m: ['d^2.4'], C0: [1], gamma: [0.05] }],
    standard: [{ d: [100, 400], m: ['d^2.4'], C0: [1], gamma: [0.05] }],
  },
};
