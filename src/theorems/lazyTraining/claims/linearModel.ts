import type { Statement } from '../../../core/study.ts';
import { inPaper } from './source.ts';

export const linearModel: Statement = {
  id: 'linear-model',
  reading: 'printed',
  kind: 'exact',
  says: 'for f(w; x) = (1/√d) Σ w_s x_s with Gaussian w, |f| = O(1) while ∇f = w and ‖∇f‖ = Θ(√d)',
  source: inPaper('Section 3, warm-up'),
  quantifiers: ['for every unit x', 'with high probability over w ~ N(0, I_d)', 'as d grows'],
  premise: [],
  asymptotic: { constant: 'c', along: 'd' },
  conclusion: {
    text: '|f(w; x)| = O(1), ∇f(w; x) = w, ‖∇f(w; x)‖ = Θ(√d), where f(w; x) = (1/√d) Σ_s w_s x_s',
    tex: String.raw`|f(w; x)| = O(1), \quad \nabla_x f(w; x) = w, \quad \|\nabla_x f(w; x)\| = \Theta(\sqrt d), \quad f(w; x) = \tfrac{1}{\sqrt d} \textstyle\sum_s w_s x_s`,
  },
  constants: {},
};

/** With ‖x‖ = 1 the factor 1/√d is already in x: without it all three parts fit together. */
export const linearModelIntended: Statement = {
  ...linearModel,
  reading: 'intended',
  says: 'for f(w; x) = ⟨w, x⟩ with Gaussian w, |f| = O(1) while ∇f = w and ‖∇f‖ = Θ(√d)',
  conclusion: {
    text: '|f(w; x)| = O(1), ∇f(w; x) = w, ‖∇f(w; x)‖ = Θ(√d), where f(w; x) = ⟨w, x⟩',
    tex: String.raw`|f(w; x)| = O(1), \quad \nabla_x f(w; x) = w, \quad \|\nabla_x f(w; x)\| = \Theta(\sqrt d), \quad f(w; x) = \langle w, x \rangle`,
  },
};
