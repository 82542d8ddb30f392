import type { Statement } from '../../../core/study.ts';
import { inPaper } from './source.ts';

export const markovStep: Statement = {
  id: 'markov-step',
  reading: 'printed',
  kind: 'exact',
  says: 'if the sign fails to flip at each point with probability at most γ, the robust error is below 0.9 with probability at most 10γ',
  source: inPaper('Corollary 3.2, from Theorem 3.1'),
  quantifiers: ['for every law of the data', 'for every joint law of the failures'],
  premise: [
    {
      text: 'P(x fails) ≤ γ for every x',
      tex: String.raw`\mathbb{P}(x \text{ fails}) \le \gamma \;\; \forall x`,
    },
  ],
  conclusion: {
    text: 'P(robust error < 0.9) ≤ 10γ',
    tex: String.raw`\mathbb{P}(L_R(W; \mathcal{D}) < 0.9) \le 10 \gamma`,
  },
  constants: {},
};
