import type { Statement } from '../../../core/study.ts';
import { inPaper, withoutException } from './source.ts';

export const valueMovesAtMostC0: Statement = {
  id: 'value-moves-at-most-C0',
  reading: 'printed',
  kind: 'deterministic',
  says: 'nowhere in the ball is the value of the network further than C0 from where it started',
  source: inPaper('Section 4.1, proof of Lemma 4.1'),
  quantifiers: withoutException,
  premise: [],
  conclusion: {
    text: '|f(x; a, W) − f(x; a, W0)| ≤ C0',
    tex: String.raw`|f(x; a, W) - f(x; a, W_0)| \le C_0`,
  },
  constants: {},
};
