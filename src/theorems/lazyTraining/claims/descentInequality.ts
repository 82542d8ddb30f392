import type { Statement } from '../../../core/study.ts';
import { inPaper, withoutException } from './source.ts';

/** Section 4 assumes f > 0, so that η < 0; the bound ‖δ‖ ≤ η‖∇f‖ of the supremum is read with |η|. */
export const descentInequality: Statement = {
  id: 'descent-inequality',
  reading: 'printed',
  kind: 'deterministic',
  says: 'a gradient step lowers f by |η|‖∇f‖, up to |η| times the largest change of ∇f within reach',
  source: inPaper('Section 4, first display'),
  quantifiers: [...withoutException, 'for every η < 0'],
  premise: [{ text: 'f(x; a, W) > 0', tex: 'f(x; a, W) > 0' }],
  conclusion: {
    text: 'f(x + η∇f(x)) ≤ f(x) − |η| ‖∇f(x)‖ + |η| sup_{‖δ‖ ≤ |η|‖∇f(x)‖} ‖∇f(x + δ) − ∇f(x)‖',
    tex: String.raw`f(x + \eta \nabla f(x)) \le f(x) - |\eta| \, \|\nabla f(x)\| + |\eta| \sup_{\|\delta\| \le |\eta| \|\nabla f(x)\|} \|\nabla f(x + \delta) - \nabla f(x)\|`,
  },
  constants: {},
};

/**
 * What the fundamental theorem of calculus gives: both terms carry one more factor ‖∇f‖, the length of the step being |η|‖∇f‖.
 *
 * Where ‖∇f‖ ≥ 1 and the supremum is at most ‖∇f‖, which is the regime of the proof, the printed bound is the weaker of the two.
 */
export const descentInequalityIntended: Statement = {
  ...descentInequality,
  reading: 'intended',
  says: 'a gradient step lowers f by |η|‖∇f‖², up to |η|‖∇f‖ times the largest change of ∇f within reach',
  conclusion: {
    text: 'f(x + η∇f(x)) ≤ f(x) − |η| ‖∇f(x)‖² + |η| ‖∇f(x)‖ sup_{‖δ‖ ≤ |η|‖∇f(x)‖} ‖∇f(x + δ) − ∇f(x)‖',
    tex: String.raw`f(x + \eta \nabla f(x)) \le f(x) - |\eta| \, \|\nabla f(x)\|^2 + |\eta| \, \|\nabla f(x)\| \sup_{\|\delta\| \le |\eta| \|\nabla f(x)\|} \|\nabla f(x + \delta) - \nabla f(x)\|`,
  },
};
