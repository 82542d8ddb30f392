import { atMost, type Claim } from '../claim.ts';
import { oneStepFlips } from '../lazyTraining/oneStepFlips.ts';
import { valueIsBounded } from '../lazyTraining/valueIsBounded.ts';
import type { Pack } from '../pack.ts';

const ours = (place: string) => ({ work: 'a control of this harness', place });

/** Lemma 4.1 with the ball's share left out: false as soon as C0 outgrows what 2√ln(2/γ) has to spare. */
const valueIgnoresTheBall: Claim = {
  ...valueIsBounded,
  id: 'control-value-ignores-the-ball',
  says: 'planted error: the value bound of Lemma 4.1 without its C0',
  source: ours('Lemma 4.1 without C0'),
  conclusion: atMost('valueSup', '2 * sqrt(log(2 / gamma))'),
  control: true,
};

/** Theorem 3.1 with a step that only undoes the ball's share of the value: too short to flip most signs. */
const stepIsTooShort: Claim = {
  ...oneStepFlips,
  id: 'control-step-is-too-short',
  says: 'planted error: the step of Theorem 3.1 with C2 = C0/2',
  source: ours('Theorem 3.1 with C2 = C0/2'),
  constants: {
    ...oneStepFlips.constants,
    C2: { default: 'C0 / 2', says: 'half of what the ball alone can add to f' },
  },
  control: true,
};

/** Claims known to be false, which the harness must refute: a run that does not is no evidence for the others. */
export const controls: Pack = { name: 'controls', claims: [valueIgnoresTheBall, stepIsTooShort] };
