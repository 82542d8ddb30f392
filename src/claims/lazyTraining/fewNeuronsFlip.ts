import { atMost, type Claim } from '../claim.ts';
import { inPaper, lazyBall, simultaneously } from './source.ts';

export const fewNeuronsFlip: Claim = {
  id: 'few-neurons-flip',
  reading: 'printed',
  says: 'at most C0√m + √(m ln(1/γ)/2) neurons have another activation somewhere in the ball',
  source: inPaper('Lemma 4.3'),
  quantifiers: simultaneously,
  premise: [],
  ball: lazyBall,
  conclusion: atMost('signChanges', 'C0 * sqrt(m) + sqrt(m * log(1 / gamma) / 2)'),
  constants: {},
  failureRate: 'gamma',
};
