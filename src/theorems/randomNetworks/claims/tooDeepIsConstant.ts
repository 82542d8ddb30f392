import { atMost, type Claim, type Constant } from '../../../core/claim.ts';
import { bartlett, planted, usual } from './source.ts';

const rho: Constant = { bound: 'given', first: '0', says: 'the cosine between the two inputs' };

/** f itself shrinks as 2^(−ℓ/2): what is constant is constant in proportion to it. */
export const tooDeepIsConstant: Claim = {
  id: 'too-deep-is-constant',
  reading: 'printed',
  says: 'a random ReLU network of at least L layers has at two inputs values that differ by no more than ε of the first',
  source: bartlett('introduction'),
  quantifiers: [
    'for two fixed inputs of length √d',
    'with probability at least 1 − γ',
    'for networks that are deep enough',
  ],
  premise: [atMost('L', 'depth')],
  conclusion: atMost('change', 'eps'),
  constants: {
    rho,
    eps: { bound: 'given', first: '1 / 2', says: 'what counts as constant, in units of |f(x)|' },
    L: { mayDependOn: ['gamma', 'eps', 'rho'], first: '300', says: 'the depth from which on it is' },
  },
  failureRate: 'gamma',
  critical: 'eps',
  tries: {
    quick: [{ ...usual, d: [10], m: [30], depth: [100, 300] }],
    standard: [{ ...usual, d: [10], m: [10, 30, 100], depth: [10, 30, 100, 300] }],
  },
};

/** False: at two orthogonal inputs a shallow network has values that hardly know of each other. */
export const shallowIsConstant: Claim = {
  ...tooDeepIsConstant,
  id: 'control-shallow-is-constant',
  says: 'a random ReLU network of two layers has at two orthogonal inputs values that differ by no more than ε of the first',
  source: planted('the introduction of Bartlett et al., with two layers'),
  premise: [],
  constants: { rho, eps: tooDeepIsConstant.constants.eps! },
  control: true,
  tries: { quick: [{ ...usual, d: [100], m: [100], depth: [2] }] },
};
