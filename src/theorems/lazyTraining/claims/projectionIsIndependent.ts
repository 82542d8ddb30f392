import type { Statement } from '../../../core/study.ts';
import { inPaper } from './source.ts';

export const projectionIsIndependent: Statement = {
  id: 'projection-is-independent',
  reading: 'printed',
  kind: 'law',
  says: 'Pw_{s,0} is independent of the change of activation of neuron s, for any W in the ball',
  source: inPaper('Section 4.2'),
  quantifiers: ['for every W in the ball, also one chosen after a look at W0', 'for every neuron s'],
  premise: [],
  conclusion: {
    text: 'Pw_{s,0} is independent of σ′(⟨w_s, x⟩) − σ′(⟨w_{s,0}, x⟩)',
    tex: String.raw`P w_{s,0} \perp\!\!\!\perp \sigma'(w_s^\top x) - \sigma'(w_{s,0}^\top x)`,
  },
  constants: {},
};

/** What x does to W0 and what P leaves of it are independent, so a W that is a function of u = W0 x and a alone is safe. */
export const projectionIsIndependentIntended: Statement = {
  ...projectionIsIndependent,
  reading: 'intended',
  says: 'Pw_{s,0} is independent of the change of activation of neuron s, for a W that does not look at PW0',
  quantifiers: ['for every W in the ball that is a function of W0 x and a', 'for every neuron s'],
};
