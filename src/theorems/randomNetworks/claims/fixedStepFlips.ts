import { atMost, type Claim } from '../../../core/claim.ts';
import type { Search } from '../../../core/theorem.ts';
import { bubeck, planted, single, usual } from './source.ts';

/** The constants of Theorem 1, which may depend on ψ alone. */
const constants = {
  C1: { mayDependOn: ['activation'], first: '2', says: 'how far the width must exceed ln(1/γ)' },
  C2: { mayDependOn: ['activation'], first: '1', says: 'how far d must exceed ln(m/γ) ln(1/γ)' },
  C3: { mayDependOn: ['activation'], first: '2.6', says: 'the size of the step in units of √ln(1/γ)' },
};

const premise = [atMost('C1 * log(1 / gamma)', 'm'), atMost('C2 * log(m / gamma) * log(1 / gamma)', 'd')];

/** The least d for a step constant, from below: the largest at which steps of this size are refuted. */
export const frontierInD = (activation: string, C3: number): Search => ({
  goal: 'largest d',
  over: { d: { from: 1, to: 1000 } },
  at: { ...single, m: 1000, activation, C3 },
  draws: 10,
});

/** Two layers, a smooth activation. */
export const fixedStepFlips: Claim = {
  id: 'fixed-step-flips',
  reading: 'printed',
  says: 'one gradient step of size C3 √ln(1/γ) changes the sign of a random two-layer network at a fixed input',
  source: bubeck('Theorem 1'),
  quantifiers: [
    'for ψ with Lipschitz derivative there are C1, C2, C3',
    'for every x of length √d',
    'with probability at least 1 − γ',
  ],
  premise,
  where: { eta: 'C3 * sqrt(log(1 / gamma))' },
  conclusion: atMost('kept', '0'),
  constants,
  failureRate: 'gamma',
  critical: 'C3',
  tries: {
    quick: [{ ...usual, d: [100], m: [10, 1000], activation: ['tanh', 'GELU', 'softplus'] }],
    standard: [
      {
        ...usual,
        d: [30, 100, 1000, 10_000],
        m: [10, 100, 1000, 10_000],
        activation: ['tanh', 'GELU', 'softplus'],
        gamma: [0.05, 0.01],
      },
    ],
  },
  searches: {
    quick: [],
    standard: [
      ...[1.6, 1.8, 2.2].map((C3) => frontierInD('tanh', C3)),
      ...[1.7, 1.9, 2.3].map((C3) => frontierInD('GELU', C3)),
      ...[2.2, 2.4, 2.6].map((C3) => frontierInD('softplus', C3)),
    ],
  },
};

export const fixedStepIsShort: Claim = {
  ...fixedStepFlips,
  id: 'fixed-step-is-short',
  says: 'that step is no longer than C4 √ln(1/γ), while x has length √d',
  conclusion: atMost('stepLength', 'C4 * sqrt(log(1 / gamma))'),
  constants: {
    ...constants,
    C4: { mayDependOn: ['activation'], first: 'C3', says: 'the length of the step in units of √ln(1/γ)' },
  },
  critical: 'C4',
  tries: {
    quick: [{ ...usual, d: [100], m: [10, 1000], activation: ['tanh', 'GELU', 'softplus'] }],
  },
  searches: {},
};

/** False: no step of less than about half the limit's constant does. */
export const shorterStep: Claim = {
  ...fixedStepFlips,
  id: 'control-a-third-of-the-step',
  says: 'one gradient step of size C3 √ln(1/γ)/3 changes the sign',
  source: planted('Theorem 1 of Bubeck et al., with a third of the step'),
  where: { eta: 'C3 * sqrt(log(1 / gamma)) / 3' },
  control: true,
  tries: { quick: [{ ...usual, d: [1000], m: [1000], activation: ['tanh', 'softplus'] }] },
};
