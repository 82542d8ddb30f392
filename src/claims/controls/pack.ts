import { atMost, type Claim } from '../claim.ts';
import { initialGradientIsLarge } from '../lazyTraining/initialGradientIsLarge.ts';
import { initialValueIsBounded } from '../lazyTraining/initialValueIsBounded.ts';
import { oneStepFlips } from '../lazyTraining/oneStepFlips.ts';
import { stepIsShort } from '../lazyTraining/stepIsShort.ts';
import { valueIsBounded } from '../lazyTraining/valueIsBounded.ts';
import type { Pack } from '../pack.ts';

const ours = (place: string) => ({ work: 'a control of this harness', place });

/** A quarter of the bound at W0: f(x; a, W0) has variance 1/2, so √ln(2/γ)/2 is 1.36 deviations at γ = 0.05, exceeded by 17 %. */
const initialValueIsSmall: Claim = {
  ...initialValueIsBounded,
  id: 'control-initial-value-is-small',
  says: 'planted error: the bound on the initial value with 1/2 in place of 2',
  source: ours('Section 4.1 with a quarter of its bound'),
  conclusion: atMost('abs(f0)', 'sqrt(log(2 / gamma)) / 2'),
  control: true,
};

/** The gradient across x is about √(d/2) long, which is 0.71 √d: c = 3/4 is too much for any large d. */
const initialGradientIsLarger: Claim = {
  ...initialGradientIsLarge,
  id: 'control-initial-gradient-is-larger',
  says: 'planted error: the initial gradient with c = 3/4',
  source: ours('Section 4.2 with c = 3/4'),
  constants: {
    ...initialGradientIsLarge.constants,
    c: { default: '3 / 4', says: 'more than the 1/√2 that half of the neurons, being active, leave of √d' },
  },
  control: true,
};

/** ‖δ‖ ≤ C2/√d says ‖∇f‖ ≥ √d, and half of the neurons leave √(d/2). */
const stepIsShorter: Claim = {
  ...stepIsShort,
  id: 'control-step-is-shorter',
  says: 'planted error: the step of Theorem 3.1 is at most C2/√d long',
  source: ours('Remarks on Theorem 3.1 with K = C2'),
  constants: {
    ...stepIsShort.constants,
    K: { default: 'C2', says: 'a step as short as a gradient of all neurons would make it' },
  },
  control: true,
};

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
export const controls: Pack = {
  name: 'controls',
  claims: [initialValueIsSmall, valueIgnoresTheBall, initialGradientIsLarger, stepIsTooShort, stepIsShorter],
};
