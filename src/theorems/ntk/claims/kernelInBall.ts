import { atMost, type Claim, type Constant } from '../../../core/claim.ts';
import { K, width } from './kernelAtStart.ts';
import { du, planted, positive, usual } from './source.ts';

/** What the proof gives at every width. */
const c: Constant = { first: '0.15666', says: 'the radius in units of γλ0/n²: √(2π)/16' };

const C0: Constant = {
  mayDependOn: ['d', 'n', 'data', 'gamma'],
  first: '1',
  says: 'the radius in units of 1/√m; the proof of Theorem 4.1 needs about 100',
};

/** For all W with ‖w_s − w_s(0)‖ ≤ cγλ0/n², whatever m. */
export const kernelIsStable: Claim = {
  id: 'kernel-is-stable',
  reading: 'printed',
  says: 'no W with every neuron within R = cγλ0/n² of its start moves the tangent kernel by λ0/4',
  source: du('Lemma 3.2, on ‖H(W) − H(0)‖'),
  quantifiers: [
    'for inputs of length 1, no two parallel',
    'with probability at least 1 − γ over W(0)',
    'for all W with ‖w_s − w_s(0)‖ ≤ R',
  ],
  premise: [positive],
  conclusion: atMost('moveInBall', '1 / 4'),
  constants: { c },
  failureRate: 'gamma',
  tries: {
    quick: [{ ...usual, m: [10, 1000], data: ['uniform', 'clustered'] }],
    standard: [
      { ...usual, m: [10, 1000, 100_000], data: ['uniform', 'clustered', 'nearlyParallel'] },
      { ...usual, d: [5], n: [10], m: [10, 1000, 100_000] },
    ],
  },
};

export const leastStays: Claim = {
  ...kernelIsStable,
  id: 'least-eigenvalue-stays',
  says: 'every W with every neuron within R = cγλ0/n² of its start has λ_min(H(W)) ≥ λ0/2',
  source: du('Lemma 3.2, on λ_min(H(W))'),
  conclusion: atMost('1 / 2', 'leastInBall'),
  tries: { quick: [{ ...usual, m: [3, 10, 100, 1000] }] },
};

/** With the width of Lemma 3.1, which the proof uses. */
export const leastStaysIntended: Claim = {
  ...leastStays,
  reading: 'intended',
  premise: width,
  constants: { c, K },
  tries: { quick: [{ ...usual, m: [1000, 10_000] }] },
};

/** The same conclusion over the ball of lazy training, in whose units the lemma's ball is tiny. */
export const leastStaysInLazyBall: Claim = {
  ...leastStays,
  id: 'least-eigenvalue-stays-lazy',
  says: 'every W in the lazy ball of radius C0/√m has λ_min(H(W)) ≥ λ0/2',
  source: du('Lemma 3.2, at the radius that Theorem 4.1 needs'),
  where: { radius: 'C0 / sqrt(m)' },
  constants: { C0 },
  tries: {
    quick: [{ ...usual, m: [1000, 10_000], C0: [1, 10] }],
    standard: [
      { ...usual, m: [1000, 10_000, 100_000], C0: [1, 3, 10, 30, 100] },
      { ...usual, d: [5], n: [10], m: [1000, 10_000, 100_000], C0: [1, 3, 10, 30] },
    ],
  },
};

export const kernelIsStableInLazyBall: Claim = {
  ...leastStaysInLazyBall,
  id: 'kernel-is-stable-lazy',
  says: 'no W in the lazy ball of radius C0/√m moves the tangent kernel by λ0/4',
  conclusion: atMost('moveInBall', '1 / 4'),
};

/** False: a ball of 30/√m holds a W that moves the kernel by more than a hundredth of λ0. */
export const kernelDoesNotMove: Claim = {
  ...kernelIsStableInLazyBall,
  id: 'control-kernel-does-not-move',
  says: 'no W in the lazy ball of radius C0/√m moves the tangent kernel by λ0/100',
  source: planted('Lemma 3.2 with λ0/100'),
  conclusion: atMost('moveInBall', '1 / 100'),
  control: true,
  tries: { quick: [{ ...usual, m: [1000], C0: [3] }] },
};
