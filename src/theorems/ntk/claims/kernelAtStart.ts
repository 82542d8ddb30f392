import { atMost, type Claim, type Constant } from '../../../core/claim.ts';
import { du, planted, positive, usual } from './source.ts';

/** The width that Lemma 3.1 asks for. */
export const width: readonly { readonly lhs: string; readonly rhs: string }[] = [
  positive,
  atMost('K * askedWidth', 'm'),
];

export const K: Constant = { first: '0.01', says: 'the constant hidden in m = Ω(n²/λ0² ln(n/γ))' };

export const startIsNearLimit: Claim = {
  id: 'start-is-near-limit',
  reading: 'printed',
  says: 'at the start the tangent kernel is within λ0/4 of its expectation',
  source: du('Lemma 3.1'),
  quantifiers: ['for inputs of length 1, no two parallel', 'with probability at least 1 − γ over W(0)'],
  premise: width,
  conclusion: atMost('startGap', '1 / 4'),
  constants: { K },
  failureRate: 'gamma',
  critical: 'K',
  tries: {
    quick: [
      { ...usual, m: [1000, 10_000], data: ['uniform', 'clustered', 'twice'] },
      { ...usual, m: [10_000], data: ['nearlyParallel'], K: [1e-4] },
    ],
    standard: [
      { ...usual, m: [1000, 10_000, 100_000], data: ['uniform', 'clustered', 'nearlyParallel', 'twice'] },
      { ...usual, d: [5], n: [10], m: [1000, 10_000, 100_000] },
    ],
  },
};

export const startIsPositive: Claim = {
  ...startIsNearLimit,
  id: 'start-is-positive',
  says: 'at the start the least eigenvalue of the tangent kernel is at least ¾ λ0',
  conclusion: atMost('3 / 4', 'startLeast'),
  tries: { quick: [{ ...usual, m: [1000, 10_000], data: ['uniform', 'clustered'] }] },
};

/** False at a width at which the entries still fluctuate by 1/√m each. */
export const startIsLimit: Claim = {
  ...startIsNearLimit,
  id: 'control-start-is-the-limit',
  says: 'at the start the tangent kernel is within λ0/100 of its expectation',
  source: planted('Lemma 3.1 with λ0/100'),
  premise: [positive],
  conclusion: atMost('startGap', '1 / 100'),
  control: true,
  tries: { quick: [{ ...usual, m: [1000] }] },
};
