import type { Statement } from '../../../core/study.ts';
import { inPaper, simultaneously } from './source.ts';

export const gradientIsStable: Statement = {
  id: 'gradient-is-stable',
  reading: 'printed',
  kind: 'order',
  says: 'the input gradient moves by o(√d) within a distance of O(1/√d), everywhere in the ball',
  source: inPaper('Lemma 4.4'),
  quantifiers: simultaneously,
  premise: [
    { text: 'd^2.4 ≤ m', tex: String.raw`d^{2.4} \le m` },
    { text: '‖δ‖ ≤ K/√d', tex: String.raw`\|\delta\| \le K/\sqrt{d}` },
  ],
  conclusion: {
    text: 'sup over W in the ball and δ of ‖∇f(x; a, W) − ∇f(x + δ; a, W)‖ = o(√d)',
    tex: String.raw`\sup_{W \in \mathcal{B},\, \delta} \|\nabla f(x; a, W) - \nabla f(x + \delta; a, W)\| = o(\sqrt{d})`,
  },
  asymptotic: { constant: 'c', along: 'd', every: true },
  constants: {
    K: {
      first: '1',
      bound: 'given',
      says: 'the constant hidden in ‖δ‖ ≤ O(1/√d); the theorem’s step needs K = 4 C2',
    },
  },
};
