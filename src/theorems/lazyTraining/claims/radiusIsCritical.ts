import type { Statement } from '../../../core/study.ts';
import { inPaper, simultaneously } from './source.ts';

export const radiusIsCritical: Statement = {
  id: 'radius-is-critical',
  reading: 'printed',
  kind: 'order',
  says: 'with a radius of C0 m^(ε − 1/2), ε > 0, the value bound of Lemma 4.1 fails as m grows',
  source: inPaper('Section 3, remarks, and Section 4.1'),
  quantifiers: [
    'for every ε > 0',
    ...simultaneously.slice(0, 2),
    'for some W in the ball around W0 of radius C0 m^(ε − 1/2)',
  ],
  premise: [
    { text: 'ε > 0, V = C0 m^(ε − 1/2)', tex: String.raw`\varepsilon > 0,\ V = C_0 m^{\varepsilon - 1/2}` },
  ],
  conclusion: {
    text: 'sup over W of |f(x; a, W)| is not O(1), and exceeds 2√ln(2/γ) + C0 on more than a share γ of the draws',
    tex: String.raw`\sup_{W} |f(x; a, W)| \ne O(1), \quad P\big(\sup_W |f(x; a, W)| > 2\sqrt{\ln(2/\gamma)} + C_0\big) > \gamma`,
  },
  constants: {
    epsilon: { first: '0.2', bound: 'given', says: 'by how much the radius’ exponent exceeds −1/2' },
  },
};
