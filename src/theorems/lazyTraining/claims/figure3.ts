import type { Statement } from '../../../core/study.ts';
import { unitInputs } from './figure2.ts';
import { inPaper } from './source.ts';

export const figure3: Statement = {
  id: 'figure-3',
  reading: 'printed',
  kind: 'experiment',
  says: 'trained lazily on MNIST 0/1, the gradient norm, the smallest flipping step and the smallest relative perturbation all grow with C0; the test error stays below 1 %',
  source: inPaper('Section 5.1, Figure 3'),
  quantifiers: [
    'for every d from 25 to 784 at m = 10⁵',
    'for C0 = 10, 20, 30, 40',
    'on average over test images and runs',
  ],
  premise: [
    {
      text: 'SGD at rate 0.1, stopped when some ‖w_s − w_{s,0}‖ > C0/√m',
      tex: String.raw`\sup_s \|w_{s,t} - w_{s,0}\| \le C_0 / \sqrt{m}`,
    },
  ],
  conclusion: {
    text: 'C0 < C0′ implies ‖∇f‖ < ‖∇f′‖, η < η′ and ‖δ‖ < ‖δ′‖',
    tex: String.raw`C_0 < C_0' \implies \|\nabla f\| < \|\nabla f'\|,\ \eta < \eta',\ \|\delta\| < \|\delta'\|`,
  },
  constants: unitInputs,
};
