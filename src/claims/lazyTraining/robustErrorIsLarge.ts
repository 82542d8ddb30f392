import type { Statement } from '../statement.ts';
import { inPaper } from './source.ts';

const laws: Statement['constants'] = {
  R: {
    default: 'min(4 * (2 * sqrt(log(2 / gamma)) + C0), sqrt(d) / 2)',
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

export const robustErrorIsLarge: Statement = {
  id: 'robust-error-is-large',
  reading: 'printed',
  manner: 'experiment',
  says: 'against perturbations of size c/√d no W in the ball has a robust error below 0.9',
  source: inPaper('Corollary 3.2'),
  quantifiers: forEach,
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
  manner: 'experiment',
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
      default: '2 * sqrt(log(2 / gamma)) + C0',
      says: 'the first-order drop of the step',
    },
  },
};
