import { atMost, type Claim } from '../../../core/claim.ts';
import type { Block } from '../../../core/theorem.ts';
import { frontierInD, smallestCell } from './searches.ts';
import { asControl, inPaper, lazyBall, simultaneously } from './source.ts';

/** The width requirement of Theorem 3.1. */
export const theoremWidth = [
  atMost('d^2.4', 'm'),
  atMost('C3 * log(1 / gamma)', 'm'),
  atMost('m', 'C4 * exp(d^0.24)'),
] as const;

/**
 * Its constants. With the C4 below, some width satisfies the requirement in every dimension (`width-window`), and at these two values
 * d^2.4 ≤ m alone decides of a cell of more than a few neurons whether it is inside.
 */
export const theoremWidthConstants = {
  C3: {
    first: '1',
    mayDependOn: ['C0', 'gamma'],
    says: 'the width factor: the theorem asks for m ≥ C3 ln(1/γ)',
  },
  C4: {
    first: '454000',
    mayDependOn: ['C0', 'gamma'],
    says: 'the width limit; from this value on, no dimension is left without a width',
  },
} as const;

/** The radius factors of the table of the theorem, along its width and at two fixed ones. */
const flagshipRadii = [0.3, 1, 3, 5, 8, 10];

const flagship: readonly Block[] = [
  { d: [9, 16, 25, 49, 100, 196], m: ['d^2.4'], C0: flagshipRadii, gamma: [0.05] },
  // Of millions of neurons a draw, where certificates can decide it: a refusal costs many times as much.
  { d: [400], m: ['d^2.4'], C0: [1, 3, 5], gamma: [0.05] },
  { d: [784], m: ['d^2.4'], C0: [1], gamma: [0.05] },
  { d: [9, 16, 25, 49, 100, 196, 400, 784], m: [10000, 100000], C0: flagshipRadii, gamma: [0.05] },
];

export const oneStepFlips: Claim = {
  id: 'one-step-flips',
  reading: 'printed',
  says: 'a gradient step with |η| = C2/‖∇f‖² flips the sign of the network everywhere in the ball',
  source: inPaper('Theorem 3.1'),
  quantifiers: simultaneously,
  premise: theoremWidth,
  where: lazyBall,
  // sign(f) f(x + δ) ≤ 0 at every W: a value of exactly 0 after the step differs in sign from f ≠ 0.
  conclusion: atMost('signKeptSup', '0'),
  constants: {
    C2: {
      first: '2 * sqrt(log(2 / gamma)) + C0',
      mayDependOn: ['C0', 'gamma'],
      says: 'the step constant; tried at the bound of Lemma 4.1, which the proof needs as d grows',
    },
    ...theoremWidthConstants,
  },
  failureRate: 'gamma',
  critical: 'C2',
  tries: {
    quick: [
      { d: [9, 25, 49], m: ['d^2.4'], C0: [0.3, 1, 3], gamma: [0.05] },
      { d: [100], m: ['d^2.4'], C0: [0.3, 1], gamma: [0.05] },
      { d: [784], m: [100000], C0: [1], gamma: [0.05] },
    ],
    standard: [
      ...flagship,
      { d: [9, 16, 25, 49, 100, 196], m: ['d^2.4'], C0: [0], gamma: [0.05] },
      { d: [100, 784], m: [1000], C0: [1, 3], gamma: [0.05] },
      { d: [784], m: [1000000], C0: [1], gamma: [0.05] },
      // Around the least d that its certificates decide.
      { d: [36, 64, 81], m: ['d^2.4'], C0: [0.3, 1], gamma: [0.05] },
      { d: [144, 256, 324], m: ['d^2.4'], C0: [1, 3, 5], gamma: [0.05] },
    ],
    full: [
      {
        d: [9, 16, 25, 49, 64, 81, 100, 144, 196, 256, 324, 400, 784],
        m: ['d^2.4'],
        C0: [0, 0.3, 1, 3, 10],
        gamma: [0.1, 0.05, 0.01],
      },
      { d: [100, 784], m: [1000, 10000, 100000], C0: [1, 3, 10], gamma: [0.1, 0.05] },
      { d: [784], m: [1000000], C0: [0.3, 1, 3], gamma: [0.05] },
    ],
  },
  searches: {
    quick: [...smallestCell.quick, frontierInD(3, 'd^2.4', 49, 12)],
    standard: [...smallestCell.standard, frontierInD(1, 'd^2.4', 100), frontierInD(3, 'd^2.4', 100)],
    full: [...smallestCell.full, ...[1, 3, 10].map((C0) => frontierInD(C0, 'd^2.4', 196))],
  },
};

/** Theorem 3.1 with a step that only undoes the ball's share of the value: too short to flip most signs. */
export const stepIsTooShort: Claim = {
  ...oneStepFlips,
  id: 'control-step-is-too-short',
  says: 'planted error: the step of Theorem 3.1 with C2 = C0/2',
  source: asControl('Theorem 3.1 with C2 = C0/2'),
  constants: {
    ...oneStepFlips.constants,
    C2: { first: 'C0 / 2', says: 'half of what the ball alone can add to f' },
  },
  control: true,
  tries: {
    quick: [{ d: [49], m: ['d^2.4'], C0: [1], gamma: [0.05] }],
    standard: [{ d: [49, 100], m: ['d^2.4'], C0: [1], gamma: [0.05] }],
  },
};
