import { atMost, type Claim } from '../../../core/claim.ts';
import { danielyShacham, usual } from './source.ts';

/** n_i = d·shrink^i: widths that decrease from layer to layer are a premise of the theorem. */
const decreasing = Object.fromEntries(
  Array.from({ length: 9 }, (_, i) => [`n${i + 1}`, `d * shrink^${i + 1}`]),
);

export const descentFindsAFlip: Claim = {
  id: 'descent-finds-a-flip',
  reading: 'printed',
  says: 'gradient descent in small steps of total size c √ln(1/γ) changes the sign of a random ReLU network whose widths decrease',
  source: danielyShacham('main theorem'),
  quantifiers: [
    'for every depth there is a c',
    'for every x of length √d',
    'with probability at least 1 − γ, for large widths',
  ],
  premise: [atMost('K', 'd * shrink^depth')],
  where: { ...decreasing, eta: 'c * sqrt(log(1 / gamma))' },
  conclusion: atMost('keptInTheEnd', '0'),
  constants: {
    shrink: { bound: 'given', first: '1 / 2', says: 'the ratio of a width to the one before' },
    steps: { bound: 'given', first: '16', says: 'number of steps' },
    c: {
      mayDependOn: ['depth', 'shrink'],
      first: '3 * 2^((depth + 1) / 2)',
      says: 'the size of all steps together in units of √ln(1/γ)',
    },
    K: { mayDependOn: ['depth', 'shrink'], first: '20', says: 'the least last width' },
  },
  failureRate: 'gamma',
  tries: {
    quick: [{ ...usual, d: [100, 500], m: ['d'], depth: [2] }],
    standard: [{ ...usual, d: [100, 1000, 10_000], m: ['d'], depth: [2, 3, 5] }],
  },
};

export const descentIsShort: Claim = {
  ...descentFindsAFlip,
  id: 'descent-is-short',
  says: 'its path is no longer than C √ln(1/γ), while x has length √d',
  conclusion: atMost('pathLength', 'C * sqrt(log(1 / gamma))'),
  constants: {
    ...descentFindsAFlip.constants,
    C: { mayDependOn: ['depth', 'shrink'], first: '3', says: 'the length of the path in units of √ln(1/γ)' },
  },
  critical: 'C',
};
