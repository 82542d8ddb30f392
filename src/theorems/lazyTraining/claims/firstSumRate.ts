import type { PrintedFormula, Statement } from '../../../core/study.ts';
import { atInitialization, inPaper } from './source.ts';

const premise: readonly PrintedFormula[] = [
  { text: 'd^2.4 ≤ m', tex: String.raw`d^{2.4} \le m` },
  { text: 'R = K/√d', tex: String.raw`R = K/\sqrt{d}` },
];

const sum = String.raw`\tfrac{1}{\sqrt m} \sum_s X_{s,0}`;

/** X_{s,0} = a_s ⟨w_{s,0}, r⟩ (σ′(⟨w_{s,0}, x⟩) − σ′(⟨w_{s,0}, x + δ⟩)). */
export const firstSumRate: Statement = {
  id: 'first-sum-rate',
  reading: 'printed',
  kind: 'order',
  says: 'the gradient at W0 moves by O((R√ln d)^(1/4)) within a distance of R, in any direction r',
  source: inPaper('Section 4.3, "which follows from Bubeck et al."'),
  quantifiers: [...atInitialization, 'for all unit r and all δ with ‖δ‖ ≤ R'],
  premise,
  conclusion: {
    text: 'sup over r and δ of (1/√m) Σ_s X_{s,0} = O((R √ln d)^(1/4))',
    tex: String.raw`\sup_{r, \delta} ${sum} = O\big((R \sqrt{\ln d})^{1/4}\big)`,
  },
  asymptotic: { constant: 'c', along: 'd' },
  constants: { K: { first: '1', bound: 'given', says: 'the constant hidden in R = O(1/√d)' } },
};

/** Bubeck et al. scale the weights by 1/√d: what they bound is this sum over √d. */
export const firstSumRateIntended: Statement = {
  ...firstSumRate,
  reading: 'intended',
  says: 'the gradient at W0 moves by O(√d (R√ln d)^(1/4)) within a distance of R, in any direction r',
  conclusion: {
    text: 'sup over r and δ of (1/√m) Σ_s X_{s,0} = O(√d (R √ln d)^(1/4))',
    tex: String.raw`\sup_{r, \delta} ${sum} = O\big(\sqrt{d}\, (R \sqrt{\ln d})^{1/4}\big)`,
  },
};

/** The sentence before it: "bound the right-hand side for fixed r and δ, and then use an ε-net". */
export const firstSumRateFixed: Statement = {
  ...firstSumRate,
  id: 'first-sum-rate-fixed',
  says: 'for fixed r and δ with ‖δ‖ ≤ R, the first sum is O((R√ln d)^(1/4))',
  quantifiers: ['for all fixed unit r and fixed δ with ‖δ‖ ≤ R', ...atInitialization],
  conclusion: {
    text: '(1/√m) Σ_s X_{s,0} = O((R √ln d)^(1/4)) for fixed r and δ',
    tex: String.raw`${sum} = O\big((R \sqrt{\ln d})^{1/4}\big) \text{ for fixed } r, \delta`,
  },
};
