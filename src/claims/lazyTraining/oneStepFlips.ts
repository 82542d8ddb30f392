import { atMost, type Claim } from '../claim.ts';
import { inPaper, lazyBall, simultaneously } from './source.ts';

/** The width requirement of Theorem 3.1. */
export const theoremWidth = [
  atMost('d^2.4', 'm'),
  atMost('C3 * log(1 / gamma)', 'm'),
  atMost('m', 'C4 * exp(d^0.24)'),
] as const;

/** Its constants, at the least that admit a cell, so that d^2.4 ≤ m alone decides whether a cell is inside. */
export const theoremWidthConstants = {
  C3: { default: 'm / log(1 / gamma)', says: 'the largest width factor that still admits this cell' },
  C4: { default: 'm / exp(d^0.24)', says: 'the least width limit that still admits this cell' },
} as const;

export const oneStepFlips: Claim = {
  id: 'one-step-flips',
  reading: 'printed',
  says: 'a gradient step with |η| = C2/‖∇f‖² flips the sign of the network everywhere in the ball',
  source: inPaper('Theorem 3.1'),
  quantifiers: simultaneously,
  premise: theoremWidth,
  ball: lazyBall,
  // sign(f) f(x + δ) ≤ 0 at every W: a value of exactly 0 after the step differs in sign from f ≠ 0.
  conclusion: atMost('signKeptSup', '0'),
  constants: {
    C2: {
      default: '2 * sqrt(log(2 / gamma)) + C0',
      says: 'the step constant; tried at the bound of Lemma 4.1, which the proof needs as d grows',
    },
    ...theoremWidthConstants,
  },
  failureRate: 'gamma',
  critical: 'C2',
};
