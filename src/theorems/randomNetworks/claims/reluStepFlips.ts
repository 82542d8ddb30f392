import { atMost, type Claim } from '../../../core/claim.ts';
import { frontierInD } from './fixedStepFlips.ts';
import { bubeck, montanariWu, usual } from './source.ts';

/** Two layers of ReLU units, whose derivative jumps: the printed proof needs a window of widths. */
export const reluStepFlips: Claim = {
  id: 'relu-step-flips',
  reading: 'printed',
  says: 'for ReLU and widths from d^2.4 to C6 exp(d^0.24) one gradient step of size C3 √ln(1/γ) changes the sign',
  source: bubeck('Theorem for ReLU'),
  quantifiers: ['there are C3, C5, C6', 'for every x of length √d', 'with probability at least 1 − γ'],
  premise: [atMost('d^2.4', 'm'), atMost('C5 * log(1 / gamma)', 'm'), atMost('m', 'C6 * exp(d^0.24)')],
  where: { eta: 'C3 * sqrt(log(1 / gamma))' },
  conclusion: atMost('kept', '0'),
  constants: {
    C3: { first: '2.6', says: 'the size of the step in units of √ln(1/γ)' },
    C5: { first: '2', says: 'how far the width must exceed ln(1/γ)' },
    C6: { first: '1e4', says: 'how far the width may exceed exp(d^0.24)' },
  },
  failureRate: 'gamma',
  critical: 'C3',
  tries: {
    quick: [
      { ...usual, d: [4], m: [1000], C3: [1.5, 2, 2.6, 4], C6: [250] },
      { ...usual, d: [25, 64], m: ['d^2.4'] },
    ],
    standard: [
      { ...usual, d: [4], m: [28, 1000], C3: [1, 1.5, 2, 2.6, 4, 8], C6: [250] },
      { ...usual, d: [9, 16, 25, 49, 100], m: ['d^2.4'] },
    ],
  },
};

export const windowIsNotNeeded: Claim = {
  ...reluStepFlips,
  id: 'window-is-not-needed',
  says: 'for ReLU one gradient step of size C3 √ln(1/γ) changes the sign at widths above the window, and below it',
  source: montanariWu('Theorem 1'),
  quantifiers: [
    'for widths above exp(d^0.24) and for those below d^2.4',
    'with probability at least 1 − γ, for d large enough',
  ],
  premise: [atMost('K * log(1 / gamma)', 'd'), atMost('K * log(1 / gamma)', 'm')],
  constants: {
    C3: { first: '2.6', says: 'the size of the step in units of √ln(1/γ)' },
    K: { first: '20', says: 'how far d and m must exceed ln(1/γ)' },
  },
  tries: {
    quick: [{ ...usual, d: [100, 1000], m: [100, 10_000] }],
    standard: [{ ...usual, d: [100, 1000, 10_000], m: [100, 10_000, 1e6], gamma: [0.05] }],
  },
  searches: { quick: [], standard: [1.7, 2, 2.6].map((C3) => frontierInD('ReLU', C3)) },
};
