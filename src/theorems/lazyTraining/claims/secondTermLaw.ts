import type { Statement } from '../../../core/study.ts';
import { inPaper } from './source.ts';

export const secondTermLaw: Statement = {
  id: 'second-term-law',
  reading: 'printed',
  kind: 'law',
  says: 'the largest second term over the ball has the law of one Gaussian’s length times √(number of switched neurons/m)',
  source: inPaper('Section 4.2'),
  quantifiers: ['over the draw of W0, a and one z ~ N(0, I_{d−1})'],
  premise: [],
  conclusion: {
    text: 'sup_W ‖(1/√m) Σ_s a_s Pw_{s,0} (σ′(⟨w_s, x⟩) − σ′(⟨w_{s,0}, x⟩))‖ equals in law sup_W (‖z‖/√m) √(Σ_s (σ′(⟨w_s, x⟩) − σ′(⟨w_{s,0}, x⟩))²)',
    tex: String.raw`\sup_W \Big\| \tfrac{1}{\sqrt m} \sum_s a_s P w_{s,0} \, \Delta_s(W) \Big\| \overset{d}{=} \sup_W \tfrac{\|z\|}{\sqrt m} \sqrt{\textstyle\sum_s \Delta_s(W)^2}, \quad \Delta_s(W) = \sigma'(w_s^\top x) - \sigma'(w_{s,0}^\top x)`,
  },
  constants: {},
};

/** Without the suprema: for one W that the directions of PW0 have no say in. */
export const secondTermLawIntended: Statement = {
  ...secondTermLaw,
  reading: 'intended',
  says: 'for a W that does not look at PW0, the second term has the law of one Gaussian’s length times √(number of switched neurons/m)',
  quantifiers: [
    'for every W in the ball that is a function of W0 x and a',
    'over the draw of W0, a and one z ~ N(0, I_{d−1})',
  ],
  conclusion: {
    text: '‖(1/√m) Σ_s a_s Pw_{s,0} (σ′(⟨w_s, x⟩) − σ′(⟨w_{s,0}, x⟩))‖ equals in law (‖z‖/√m) √(Σ_s (σ′(⟨w_s, x⟩) − σ′(⟨w_{s,0}, x⟩))²)',
    tex: String.raw`\Big\| \tfrac{1}{\sqrt m} \sum_s a_s P w_{s,0} \, \Delta_s(W) \Big\| \overset{d}{=} \tfrac{\|z\|}{\sqrt m} \sqrt{\textstyle\sum_s \Delta_s(W)^2}, \quad \Delta_s(W) = \sigma'(w_s^\top x) - \sigma'(w_{s,0}^\top x)`,
  },
};
