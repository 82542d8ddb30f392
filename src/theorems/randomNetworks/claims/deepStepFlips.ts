import { atMost, type Claim } from '../../../core/claim.ts';
import type { Search } from '../../../core/theorem.ts';
import { bartlett, planted, single, usual } from './source.ts';

/** The widths of the nine layers that a claim can set one by one: m at `layer`, `wide` elsewhere. */
const narrowAt = Object.fromEntries(
  Array.from({ length: 9 }, (_, i) => [`n${i + 1}`, `m + (wide - m) * sign(abs(layer - ${i + 1}))`]),
);

const K = {
  mayDependOn: ['depth'],
  first: '2',
  says: 'how far the least width must exceed ln(largest width) ln(1/γ)',
};

/** The least width for a depth, from below: the largest at which the step is refuted. */
const leastWidth = (depth: number): Search => ({
  goal: 'largest m',
  over: { m: { from: 1, to: 2000 } },
  at: { ...single, d: 1000, depth },
  draws: 10,
});

/** ReLU layers, as many as one likes, all of width m. */
export const deepStepFlips: Claim = {
  id: 'deep-step-flips',
  reading: 'printed',
  says: 'one gradient step of size c √ln(1/γ) changes the sign of a random ReLU network of constant depth at a fixed input',
  source: bartlett('main theorem'),
  quantifiers: [
    'for every depth there are c and K',
    'for every x of length √d',
    'with probability at least 1 − γ',
  ],
  premise: [atMost('K * log(max(d, m)) * log(1 / gamma)', 'min(d, m)')],
  where: { eta: 'c * sqrt(log(1 / gamma))' },
  conclusion: atMost('kept', '0'),
  constants: {
    K,
    c: {
      mayDependOn: ['depth'],
      first: '1.3 * 2^((depth + 1) / 2)',
      says: 'the size of the step in units of √ln(1/γ)',
    },
  },
  failureRate: 'gamma',
  critical: 'c',
  tries: {
    quick: [
      { ...usual, d: [100], m: ['d'], depth: [1, 2, 5] },
      { ...usual, d: [1000], m: ['d'], depth: [1, 2] },
    ],
    standard: [
      { ...usual, d: [100, 1000, 10_000], m: ['d'], depth: [1, 2, 3, 5, 9], last: ['signs', 'Gaussian'] },
    ],
  },
  searches: {
    quick: [],
    standard: [
      {
        goal: 'largest depth',
        over: { depth: { from: 1, to: 20 } },
        at: { d: 1000, m: 1000, activation: 'ReLU', last: 'signs', gamma: 0.05 },
        draws: 10,
      },
      ...[1, 2, 3, 5, 9].map(leastWidth),
    ],
  },
};

/** The same with one layer of m units between wide ones: the least width is what decides. */
export const bottleneckDecides: Claim = {
  ...deepStepFlips,
  id: 'bottleneck-decides',
  says: 'with one layer of m units among layers of `wide` units, a step of that size changes the sign once m exceeds K ln(wide) ln(1/γ)',
  premise: [atMost('K * log(max(d, wide)) * log(1 / gamma)', 'min(d, m)')],
  where: { ...narrowAt, eta: 'c * sqrt(log(1 / gamma))' },
  constants: {
    wide: { bound: 'given', first: '1000', says: 'the width of the other layers' },
    layer: { bound: 'given', first: '2', says: 'the number of the narrow layer' },
    ...deepStepFlips.constants,
  },
  tries: {
    quick: [{ ...usual, d: [300], m: [10, 60], depth: [3], wide: [300], layer: [1, 2] }],
    standard: [{ ...usual, d: [1000], m: [3, 10, 30, 100, 300], depth: [3], layer: [1, 2, 3] }],
  },
  searches: {
    quick: [],
    standard: [1, 2, 3].map((layer) => ({
      ...leastWidth(3),
      over: { m: { from: 1, to: 1000 } },
      at: { ...single, d: 1000, depth: 3, wide: 1000, layer },
    })),
  },
};

export const deepValueIsBounded: Claim = {
  ...deepStepFlips,
  id: 'deep-value-is-bounded',
  says: '|f(x)| is at most c √ln(1/γ)',
  where: {},
  conclusion: atMost('absValue', 'c * sqrt(log(1 / gamma))'),
  constants: {
    K,
    c: { mayDependOn: ['depth'], first: 'sqrt(2) * 2^(-depth / 2)', says: 'the bound in units of √ln(1/γ)' },
  },
  tries: {
    quick: [{ ...usual, d: [100, 1000], m: ['d'], depth: [1, 5], last: ['signs', 'Gaussian'] }],
    standard: [
      { ...usual, d: [100, 1000, 10_000], m: ['d'], depth: [1, 2, 5, 9], last: ['signs', 'Gaussian'] },
    ],
  },
  searches: {},
};

export const deepGradientIsLarge: Claim = {
  ...deepValueIsBounded,
  id: 'deep-gradient-is-large',
  says: 'the input gradient is at least c long',
  conclusion: atMost('c', 'gradientNorm'),
  constants: {
    K,
    c: { mayDependOn: ['depth'], first: '2^(-depth / 2) / 2', says: 'the least length of the gradient' },
  },
  tries: {
    quick: [{ ...usual, d: [100, 1000], m: ['d'], depth: [1, 5] }],
    standard: [
      { ...usual, d: [100, 1000, 10_000], m: ['d'], depth: [1, 2, 5, 9], last: ['signs', 'Gaussian'] },
    ],
  },
};

export const deepStepIsShort: Claim = {
  ...deepStepFlips,
  id: 'deep-step-is-short',
  says: 'that step moves x by no more than K2 √(ln(1/γ)/d) of its length',
  conclusion: atMost('stepLength / sqrt(d)', 'K2 * sqrt(log(1 / gamma) / d)'),
  constants: {
    ...deepStepFlips.constants,
    K2: {
      mayDependOn: ['depth'],
      first: '3',
      says: 'the relative length of the step in units of √(ln(1/γ)/d)',
    },
  },
  critical: 'K2',
  tries: {
    quick: [{ ...usual, d: [100, 1000], m: ['d'], depth: [1, 5] }],
    standard: [{ ...usual, d: [100, 1000, 10_000], m: ['d'], depth: [1, 2, 5, 9] }],
  },
  searches: {},
};

/** False: at two layers more the gradient is half as long, so that the constant of a shallow network does not serve. */
export const depthIgnored: Claim = {
  ...deepStepFlips,
  id: 'control-step-ignores-the-depth',
  says: 'one gradient step of size 2 √ln(1/γ) changes the sign at every depth',
  source: planted('the theorem of Bartlett et al., with the constant of depth 1'),
  constants: {
    K,
    c: { mayDependOn: ['depth'], first: '2', says: 'the size of the step in units of √ln(1/γ)' },
  },
  control: true,
  tries: { quick: [{ ...usual, d: [1000], m: ['d'], depth: [5, 9] }] },
};
