import type { Statement } from '../../../core/study.ts';
import { inPaper, withoutException } from './source.ts';

/** The paper says O(1); the weights being C0/√m apart, its argument gives C0. */
export const firstTermIsConstant: Statement = {
  id: 'first-term-is-constant',
  reading: 'printed',
  kind: 'deterministic',
  says: 'what moved weights contribute to the change of the projected gradient is at most C0',
  source: inPaper('Section 4.2, proof of Lemma 4.2'),
  quantifiers: withoutException,
  premise: [],
  conclusion: {
    text: '‖(1/√m) Σ_s a_s P(w_s − w_{s,0}) σ′(⟨w_s, x⟩)‖ ≤ C0',
    tex: String.raw`\Big\| \tfrac{1}{\sqrt m} \sum_s a_s P (w_s - w_{s,0}) \sigma'(w_s^\top x) \Big\| \le C_0`,
  },
  constants: {},
};
