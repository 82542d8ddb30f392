import { atMost, type Claim } from '../../../core/claim.ts';
import { oneStepFlips, theoremWidth, theoremWidthConstants } from './oneStepFlips.ts';
import { inPaper, lazyBall } from './source.ts';

const r = { first: '1', bound: 'given', says: 'the factor that brings W into the ball' } as const;

/** Factors of the cone, the same in every block of a profile, so that a table shows one of them. */
const standardFactors = [0.001, 0.01, 0.1, 0.5, 1, 10, 100, 1000];
const fullFactors = [0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 1, 2, 5, 10, 100, 1000];

const quantifiers = [
  'for every x on the unit sphere',
  'with probability at least 1 − γ over W0 and a',
  'for all W with rW in the ball around W0 of radius C0/√m',
];

/**
 * "Theorem 3.1 still holds" on the cone { W : rW ∈ B for some r > 0 }, with its |η| = C2/‖∇f(x; a, W)‖², one r at a time.
 *
 * Let W′ = rW ∈ B. f is positively homogeneous in its weights: f(·; W) = f(·; W′)/r, with the same sign, and ∇f(W) = ∇f(W′)/r. So
 * η = −sign(f) C2/‖∇f(W)‖² gives δ = η ∇f(W) = −sign(f) r C2 ∇f(W′)/‖∇f(W′)‖², which is the theorem's step at W′ with the
 * constant r C2. The sign survives at W if and only if it survives that step at W′, and W runs over its slice of the cone as W′ runs
 * over B: the claim at r is Theorem 3.1 with r C2 in the place of C2.
 */
export const coneExtends: Claim = {
  id: 'cone-extends',
  reading: 'printed',
  says: 'Theorem 3.1, with its |η| = C2/‖∇f‖², holds for all W that a factor r > 0 brings into the ball',
  source: inPaper('Section 3 (Beyond Lazy regime)'),
  quantifiers,
  premise: theoremWidth,
  // The step at W has for rW the constant r C: that is what the setting reads as C2.
  where: { ...lazyBall, C2: 'r * C' },
  conclusion: atMost('signKeptSup', '0'),
  constants: {
    r,
    C: {
      first: '2 * sqrt(log(2 / gamma)) + C0',
      mayDependOn: ['C0', 'gamma'],
      says: "the theorem's step constant C2 at W; chosen before r",
    },
    ...theoremWidthConstants,
  },
  failureRate: 'gamma',
  tries: {
    quick: [{ r: [0.001, 0.1, 1, 1000], d: [49], m: ['d^2.4'], C0: [0.3], gamma: [0.05] }],
    standard: [
      { r: standardFactors, d: [49, 100], m: ['d^2.4'], C0: [0.3, 1], gamma: [0.05] },
      { r: standardFactors, d: [784], m: [100000], C0: [1], gamma: [0.05] },
    ],
    full: [
      { r: fullFactors, d: [25, 49, 100, 196], m: ['d^2.4'], C0: [0.3, 1, 3], gamma: [0.1, 0.05] },
      { r: fullFactors, d: [784], m: [100000, 'd^2.4'], C0: [1], gamma: [0.05] },
    ],
  },
  // What a search would find of it, the searches against another claim find.
  searches: {},
};

/**
 * The same δ as for rW, |η| ‖∇f(W)‖ = C2/‖∇f(rW)‖: then nothing depends on r, and Theorem 3.1 on the ball is the claim at every r.
 * The cells of one (d, m, C0, γ) are therefore decided by the same trials.
 */
export const coneExtendsIntended: Claim = {
  ...coneExtends,
  reading: 'intended',
  says: 'the gradient step that Theorem 3.1 takes at rW flips the sign at W too, for all W that a factor r > 0 brings into the ball',
  where: lazyBall,
  constants: { r, ...oneStepFlips.constants },
};
