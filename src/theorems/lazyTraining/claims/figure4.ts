import type { Statement } from '../../../core/study.ts';
import { inPaper } from './source.ts';

const training = {
  text: 'projected-gradient adversarial training, each w_s kept within V of w_{s,0}; ‖x‖ = 1',
  tex: String.raw`\|w_{s} - w_{s,0}\| \le V,\ \|x\| = 1`,
};

export const figure4Left: Statement = {
  id: 'figure-4-left',
  reading: 'printed',
  kind: 'experiment',
  says: 'of networks trained adversarially in the ball on MNIST 0/1, the robust accuracy drops sharply about ‖δ‖ = 5/√d, to 0 slightly above, while they are robust below; the projection does not hurt the clean accuracy',
  source: inPaper('Section 5.2, Figure 4, left'),
  quantifiers: ['for every d from 25 to 784', 'm = 1000 and V = C0/√m with C0 = 10'],
  premise: [training],
  conclusion: {
    text: 'robust accuracy ≈ 1 for ‖δ‖ < 5/√d and → 0 for ‖δ‖ > 5/√d',
    tex: String.raw`\|\delta\|^* \approx 5 / \sqrt{d}`,
  },
  constants: {},
};

export const figure4Right: Statement = {
  id: 'figure-4-right',
  reading: 'printed',
  kind: 'experiment',
  says: 'of networks trained adversarially in the ball on MNIST 0/1 against ‖δ‖ = 0.2, the robust accuracy grows with V: it is 0 below V = 25/√m and complete slightly above',
  source: inPaper('Section 5.2, Figure 4, right'),
  quantifiers: ['for every width m', 'd = 784 and ‖δ‖ = 0.2'],
  premise: [training],
  conclusion: {
    text: 'robust accuracy → 0 for V < 25/√m and ≈ 1 for V > 25/√m',
    tex: String.raw`V^* \approx 25 / \sqrt{m}`,
  },
  constants: { delta: { first: '0.2', bound: 'printed', says: 'the size of the perturbation' } },
};
