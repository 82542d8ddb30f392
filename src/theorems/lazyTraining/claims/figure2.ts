import type { Statement } from '../../../core/study.ts';
import { inPaper } from './source.ts';

/** Whether images are divided by their length; the paper says so for Figure 4 alone. */
export const unitInputs = {
  unit: {
    first: '0',
    bound: 'given',
    says: '1 where every image is divided by its length, 0 where images are as they are',
  },
} as const;

export const figure2: Statement = {
  id: 'figure-2',
  reading: 'printed',
  kind: 'experiment',
  says: 'trained lazily on MNIST 0/1, ‖∇f‖ is Ω(√d), the smallest flipping step O(1/d) and the smallest relative perturbation O(1/√d), which it closely follows; the test error stays below 1 %',
  source: inPaper('Section 5.1, Figure 2'),
  quantifiers: ['for every d from 25 to 784', 'on average over test images and runs'],
  premise: [
    {
      text: 'SGD at rate 0.1, stopped when some ‖w_s − w_{s,0}‖ > C0/√m',
      tex: String.raw`\sup_s \|w_{s,t} - w_{s,0}\| \le C_0 / \sqrt{m}`,
    },
  ],
  conclusion: {
    text: '‖∇f‖ ~ d^½, η ~ d^−1, ‖δ‖/‖x‖ ~ d^−½',
    tex: String.raw`\|\nabla f\| = \Omega(\sqrt{d}),\ \eta = O(1/d),\ \|\delta\|/\|x\| = O(1/\sqrt{d})`,
  },
  constants: unitInputs,
};
