import type { Statement } from '../../../core/study.ts';
import { inPaper, withoutException } from './source.ts';

/** The norm that the paper prints around the supremum of its second term is read as the supremum of the norm. */
export const gradientSplits: Statement = {
  id: 'gradient-splits',
  reading: 'printed',
  kind: 'deterministic',
  says: 'the change of the projected gradient is at most what moved weights and what switched neurons contribute, added',
  source: inPaper('Section 4.2, proof of Lemma 4.2'),
  quantifiers: withoutException,
  premise: [],
  conclusion: {
    text: '‖P∇f(W) − P∇f(W0)‖ ≤ ‖(1/√m) Σ_s a_s P(w_s − w_{s,0}) σ′(⟨w_s, x⟩)‖ + sup_W ‖(1/√m) Σ_s a_s Pw_{s,0} (σ′(⟨w_s, x⟩) − σ′(⟨w_{s,0}, x⟩))‖',
    tex: String.raw`\|P\nabla f(W) - P\nabla f(W_0)\| \le \Big\| \tfrac{1}{\sqrt m} \sum_s a_s P (w_s - w_{s,0}) \sigma'(w_s^\top x) \Big\| + \sup_W \Big\| \tfrac{1}{\sqrt m} \sum_s a_s P w_{s,0} \big(\sigma'(w_s^\top x) - \sigma'(w_{s,0}^\top x)\big) \Big\|`,
  },
  constants: {},
};
