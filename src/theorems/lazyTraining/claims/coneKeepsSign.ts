import type { Statement } from '../../../core/study.ts';
import { inPaper } from './source.ts';

export const coneKeepsSign: Statement = {
  id: 'cone-keeps-sign',
  reading: 'printed',
  kind: 'deterministic',
  says: 'scaling the weights by a positive factor does not change the prediction',
  source: inPaper('Section 3, Beyond Lazy regime'),
  quantifiers: ['for every x on the unit sphere', 'for every W and a', 'for every r > 0'],
  premise: [],
  conclusion: {
    text: 'sign f(x; a, rW) = sign f(x; a, W)',
    tex: String.raw`\operatorname{sign} f(x; a, rW) = \operatorname{sign} f(x; a, W)`,
  },
  constants: {},
};
