import type { Statement } from '../../../core/study.ts';
import { oneStepFlips } from './oneStepFlips.ts';
import { inPaper, simultaneously } from './source.ts';

/** Theorem 3.1 where no draw can be made: decided by bounds that hold at every width of a dimension. */
export const oneStepFlipsWithoutDraws: Statement = {
  id: 'one-step-flips-without-draws',
  reading: 'printed',
  kind: 'exact',
  says: 'Theorem 3.1 at dimensions that no draw reaches, at every width that it admits there',
  source: inPaper('Theorem 3.1'),
  quantifiers: [
    ...simultaneously,
    'at every width from d^2.4 to exp(d^0.24), or at d^2.4 where there is none',
  ],
  premise: [
    { text: 'd^2.4 ≤ m', tex: String.raw`d^{2.4} \le m` },
    { text: 'm ≤ C4 exp(d^0.24)', tex: String.raw`m \le C_4 \exp(d^{0.24})` },
  ],
  conclusion: {
    text: 'sign f(x + δ; a, W) ≠ sign f(x; a, W), δ = −sign(f) C2 ∇f/‖∇f‖²',
    tex: String.raw`\operatorname{sign} f(x + \delta; a, W) \ne \operatorname{sign} f(x; a, W), \quad \delta = -\operatorname{sign}(f) \, C_2 \nabla f / \|\nabla f\|^2`,
  },
  constants: { C2: oneStepFlips.constants.C2! },
};
