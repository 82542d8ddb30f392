import type { Statement } from '../../../core/study.ts';
import { inPaper } from './source.ts';

export const widthWindow: Statement = {
  id: 'width-window',
  reading: 'printed',
  kind: 'exact',
  says: 'in every dimension up to d some width m satisfies d^2.4 ≤ m ≤ C4 exp(d^0.24)',
  source: inPaper('Theorem 3.1, width requirement'),
  quantifiers: ['for every dimension from 1 to d'],
  premise: [],
  conclusion: {
    text: '{ m : d^2.4 ≤ m ≤ C4 exp(d^0.24) } is not empty',
    tex: String.raw`\{ m \in \mathbb{N} : d^{2.4} \le m \le C_4 \exp(d^{0.24}) \} \ne \emptyset`,
  },
  constants: { C4: { first: '1', weaker: 'larger', says: 'the width limit; the theorem leaves it open' } },
};
