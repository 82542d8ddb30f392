import { atMost, type Claim } from '../claim.ts';
import { oneStepFlips, theoremWidth, theoremWidthConstants } from './oneStepFlips.ts';
import { inPaper, lazyBall } from './source.ts';

const r = { default: '1', says: 'the factor that brings W into the ball' };

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
  ball: lazyBall,
  conclusion: atMost('signKeptSup', '0'),
  constants: {
    r,
    C2: {
      default: 'r * (2 * sqrt(log(2 / gamma)) + C0)',
      says: "the step constant that the theorem's step at W has for rW: r times the theorem's own",
    },
    ...theoremWidthConstants,
  },
  failureRate: 'gamma',
};

/**
 * The same δ as for rW, |η| ‖∇f(W)‖ = C2/‖∇f(rW)‖: then nothing depends on r, and Theorem 3.1 on the ball is the claim at every r.
 * The cells of one (d, m, C0, γ) are therefore decided by the same trials.
 */
export const coneExtendsIntended: Claim = {
  ...coneExtends,
  reading: 'intended',
  says: 'the gradient step that Theorem 3.1 takes at rW flips the sign at W too, for all W that a factor r > 0 brings into the ball',
  constants: { r, ...oneStepFlips.constants },
};
