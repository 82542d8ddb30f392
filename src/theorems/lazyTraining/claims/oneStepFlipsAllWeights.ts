import type { Statement } from '../../../core/study.ts';
import { oneStepFlips, theoremWidthConstants } from './oneStepFlips.ts';
import { inPaper, simultaneously } from './source.ts';

/** Theorem 3.1 once more, where all d·m weights can be searched. */
export const oneStepFlipsAllWeights: Statement = {
  id: 'one-step-flips-all-weights',
  reading: 'printed',
  kind: 'experiment',
  says: 'a gradient step with |η| = C2/‖∇f‖² flips the sign of the network everywhere in the ball, all d·m weights searched',
  source: inPaper('Theorem 3.1'),
  quantifiers: simultaneously,
  premise: [{ text: 'd^2.4 ≤ m', tex: String.raw`d^{2.4} \le m` }],
  conclusion: {
    text: 'sup over W of sign(f(x; a, W)) · f(x + δ; a, W) ≤ 0',
    tex: String.raw`\sup_{W \in \mathcal{B}} \operatorname{sign}(f(x; a, W)) \, f(x + \delta; a, W) \le 0`,
  },
  constants: {
    C2: oneStepFlips.constants.C2!,
    C3: { ...theoremWidthConstants.C3, weaker: 'larger' },
    C4: { ...theoremWidthConstants.C4, weaker: 'smaller' },
  },
};
