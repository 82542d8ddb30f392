import type { Statement } from '../../../core/study.ts';
import { inPaper } from './source.ts';

const laws: Statement['constants'] = {
  R: {
    first: 'min(4 * (2 * sqrt(log(2 / gamma)) + C0), sqrt(d) / 2)',
    mayDependOn: ['C0', 'gamma'],
    weaker: 'larger',
    says: 'the budget of a perturbation is R/√d; by default the longest step of Theorem 3.1, but at most half of the input, since one of its whole length reaches 0, where every sign is wrong',
  },
};

const forEach: readonly string[] = [
  'for every law of the data on the unit sphere',
  'with probability at least 1 − 10γ over W0 and a',
  'for all W in the ball around W0 of radius C0/√m',
];

const window = [
  { text: 'd^2.4 ≤ m', tex: String.raw`d^{2.4} \le m` },
  { text: 'C0 fixed', tex: 'C_0 = O(1)' },
];

/**
 * The budget is K/√d, K fixed before any draw: by the same formula at every d, so that cells at several d speak of one constant.
 * sup over the ball of f(x − t e) is about f(x) − t√(d/2) + C0/2, and |f(x)| at most 2√ln(2/γ); a fifth is added.
 */
export const robustErrorIsLarge: Statement = {
  id: 'robust-error-is-large',
  reading: 'printed',
  kind: 'law',
  says: 'against perturbations of size K/√d no W in the ball has a robust error below 0.9, whatever the law of the data',
  source: inPaper('Corollary 3.2'),
  quantifiers: forEach,
  premise: window,
  conclusion: {
    text: 'P(some ‖δ‖ ≤ K/√d makes the sign at x + δ wrong) ≥ 0.9',
    tex: String.raw`L_R(W; \mathcal{D}) \ge 0.9, \quad R = K/\sqrt{d}`,
  },
  constants: {
    K: {
      first: '1.2 * (C0 / sqrt(2) + 2 * sqrt(2) * sqrt(log(2 / gamma)))',
      mayDependOn: ['C0', 'gamma'],
      says: 'the budget of a perturbation is K/√d',
    },
  },
};

/** What training against attacks makes of it: an illustration, since an attack that fails proves nothing. */
export const trainedRobustError: Statement = {
  id: 'robust-error-of-trained-networks',
  reading: 'printed',
  kind: 'experiment',
  says: 'networks trained in the ball against attacks of size R/√d have a robust error of at least 0.9',
  source: inPaper('Corollary 3.2, illustrated'),
  quantifiers: [
    'for four laws of the data',
    'for one W of the ball, trained to be robust',
    ...forEach.slice(1, 2),
  ],
  premise: window,
  conclusion: {
    text: 'P(some ‖δ‖ ≤ R/√d makes the sign at x + δ wrong) ≥ 0.9',
    tex: String.raw`L_R(W; \mathcal{D}) \ge 0.9, \quad R = \tilde{O}(1/\sqrt{d})`,
  },
  constants: laws,
};

export const singleStepFlipsMost: Statement = {
  id: 'single-step-flips-most',
  reading: 'printed',
  kind: 'experiment',
  says: 'at every W in the ball the single gradient step of Theorem 3.1 flips the sign on at least 0.9 of the mass',
  source: inPaper('Corollary 3.2, by Theorem 3.1'),
  quantifiers: forEach,
  premise: window,
  conclusion: {
    text: 'P(sign f(x + η∇f) ≠ sign f(x)) ≥ 0.9 with |η| = C2/‖∇f‖²',
    tex: String.raw`P_{x \sim \mathcal{D}}\big(\operatorname{sign} f(x + \eta \nabla f(x)) \ne \operatorname{sign} f(x)\big) \ge 0.9`,
  },
  constants: {
    C2: {
      first: '2 * sqrt(log(2 / gamma)) + C0',
      mayDependOn: ['C0', 'gamma'],
      says: 'the first-order drop of the step',
    },
  },
};
