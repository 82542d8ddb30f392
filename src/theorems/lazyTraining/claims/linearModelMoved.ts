import type { Statement } from '../../../core/study.ts';
import { inPaper } from './source.ts';

export const linearModelMoved: Statement = {
  id: 'linear-model-moved',
  reading: 'printed',
  kind: 'exact',
  says: 'for f(w; x) = (1/√d) Σ w_s x_s and |w_s − w_{s,0}| ≤ C0 for all s, f moves by O(1) and ‖∇f‖ = Ω(√d)',
  source: inPaper('Section 3, warm-up'),
  quantifiers: [
    'for every unit x',
    'with high probability over w_0 ~ N(0, I_d)',
    'for all w with |w_s − w_{s,0}| ≤ C0 for every s',
    'as d grows',
  ],
  premise: [],
  asymptotic: { constant: 'c', along: 'd' },
  conclusion: {
    text: '|f(w; x) − f(w_0; x)| = O(1), ‖∇f(w; x)‖ = Ω(√d), where f(w; x) = (1/√d) Σ_s w_s x_s',
    tex: String.raw`|f(w; x) - f(w_0; x)| = O(1), \quad \|\nabla_x f(w; x)\| = \Omega(\sqrt d), \quad f(w; x) = \tfrac{1}{\sqrt d} \textstyle\sum_s w_s x_s`,
  },
  constants: {},
};

/** The model of the intended warm-up, and the whole vector w kept within C0 of w_0, as a neuron is in the lazy ball. */
export const linearModelMovedIntended: Statement = {
  ...linearModelMoved,
  reading: 'intended',
  says: 'for f(w; x) = ⟨w, x⟩ and ‖w − w_0‖ ≤ C0, f moves by O(1) and ‖∇f‖ = Ω(√d)',
  quantifiers: [
    'for every unit x',
    'with high probability over w_0 ~ N(0, I_d)',
    'for all w with ‖w − w_0‖ ≤ C0',
    'as d grows',
  ],
  conclusion: {
    text: '|f(w; x) − f(w_0; x)| = O(1), ‖∇f(w; x)‖ = Ω(√d), where f(w; x) = ⟨w, x⟩',
    tex: String.raw`|f(w; x) - f(w_0; x)| = O(1), \quad \|\nabla_x f(w; x)\| = \Omega(\sqrt d), \quad f(w; x) = \langle w, x \rangle`,
  },
};
