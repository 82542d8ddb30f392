import { atMost, type Claim, type Constant } from '../../../core/claim.ts';
import { du, usual } from './source.ts';

const steps: Constant = { bound: 'given', first: '200', says: 'number of steps' };
const pace: Constant = { first: '1', says: 'the size of a step in units of λ0/n²' };

export const descentConverges: Claim = {
  id: 'descent-converges',
  reading: 'printed',
  says: 'gradient descent on W with steps of pace·λ0/n² has ‖u(k) − y‖² ≤ (1 − ηλ0/2)^k ‖u(0) − y‖² for k up to the number of steps',
  source: du('Theorem 4.1'),
  quantifiers: [
    'for inputs of length 1, no two parallel, and labels ±1',
    'with probability at least 1 − γ over W(0) and a',
    'for all k up to the number of steps',
  ],
  premise: [atMost('K * askedForTraining', 'm')],
  conclusion: atMost('lossRatio', '1'),
  constants: { K: { first: '1', says: 'the constant hidden in m = Ω(n⁶/(λ0⁴γ³))' }, steps, pace },
  failureRate: 'gamma',
  tries: { quick: [{ ...usual, m: [1000] }] },
};

/** Without the premise on the width: from which width on it holds. */
export const descentConvergesAnyway: Claim = {
  ...descentConverges,
  id: 'descent-converges-anyway',
  source: du('Theorem 4.1, without its condition on the width'),
  says: 'the same at widths far below those that the theorem asks for',
  premise: [],
  constants: { steps: { ...steps, first: '50' }, pace },
  tries: {
    quick: [{ ...usual, m: [3, 10, 100] }],
    standard: [
      { ...usual, m: [3, 10, 30, 100, 1000] },
      { ...usual, d: [5], n: [10], m: [10, 100, 1000] },
    ],
  },
};
