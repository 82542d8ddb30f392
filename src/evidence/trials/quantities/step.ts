import { criticalStep } from '../../../network/adversaries/criticalStep.ts';
import { stepSearch } from '../../../network/adversaries/stepSearch.ts';
import { explicitWeights } from '../../../network/certificates/explicitWeights.ts';
import { leastCertified } from '../../../network/certificates/leastCertified.ts';
import { CERTIFICATE_ERROR, revealedWeights } from '../../../network/certificates/revealedWeights.ts';
import { stepCertificate } from '../../../network/certificates/stepCertificate.ts';
import type { Extremes, Rounded } from '../../../network/extremeValue.ts';
import {
  type MovedStep,
  moved,
  movedAlike,
  signKept,
  steppedPoint,
  valueAtPoint,
  valueAtStep,
} from '../../../network/gradientStep.ts';
import type { StepInstance } from '../../../network/instance.ts';
import type { Movement } from '../../../network/movement.ts';
import { stepAt } from '../../../network/reference.ts';
import { ambientStep } from '../../../network/samplers/ambient.ts';
import { reducedStep } from '../../../network/samplers/reducedStep.ts';
import { gradientError, gradientNorm0 } from './gradient.ts';
import {
  around,
  type Brackets,
  type Draw,
  type Family,
  type Quantity,
  type RevealedValue,
} from './quantity.ts';
import { f0, readValues, revealedValue, signChangesQuantity, valueSup } from './value.ts';

export const fAfterStep: Quantity = {
  name: 'fAfterStep',
  tex: 'f(x + \\delta; a, W_0)',
  says: 'the value at W0 after the gradient step δ = −sign(f) C2 ∇f/‖∇f‖²',
  extreme: null,
  parameters: ['C2'],
  at: (network, movement, { C2 }) => stepAt(network, movement, C2!).valueAfterStep,
};

export const signKeptSup: Quantity = {
  name: 'signKeptSup',
  tex: '\\sup_{W \\in \\mathcal{B}} \\operatorname{sign}(f(x; a, W)) \\, f(x + \\delta; a, W)',
  says: 'the largest sign(f(x; a, W)) · f(x + δ; a, W) over the ball, above zero where some W keeps its sign',
  extreme: 'sup',
  parameters: ['C2'],
  at: (network, movement, { C2 }) => {
    const step = stepAt(network, movement, C2!);
    return (step.value < 0 ? -1 : 1) * step.valueAfterStep;
  },
};

const revealedStep = (
  instance: StepInstance,
  quantity: string,
  movement: Movement,
  C2: number,
): RevealedValue => {
  if (quantity !== 'fAfterStep' && quantity !== 'signKeptSup' && quantity !== 'gradientNorm0')
    return revealedValue(instance, quantity, movement);
  const { largestShift } = revealedValue(instance, 'f0', movement);
  const step = moved(instance, movement);
  if (quantity === 'gradientNorm0') return { value: step.gradientNorm, largestShift };
  if (quantity === 'signKeptSup') return { value: signKept(instance, step, C2).value, largestShift };
  return { value: valueAtPoint(instance, movement, steppedPoint(step, C2)).value, largestShift };
};

/** More than the rounding of both sides: revealed rows are kept in f32, which leaves some 10⁻⁸ in a value. */
const CONTRADICTION = 1e-6;

/** What the certificate says of a draw, asked before anything else is revealed of it. */
const certificateFor = (
  instance: StepInstance,
  { radius, mode }: Pick<Draw, 'radius' | 'mode'>,
  C2: number,
  critical: boolean,
): { readonly upper: number; readonly least: number | null; readonly extremes: Extremes | undefined } => {
  const known =
    mode === 'ambient' ? explicitWeights(instance.explicit(), radius) : revealedWeights(instance, radius);
  const { upper } = stepCertificate(known, C2);
  // Those of all of W0 are widened by the rounding of u.
  const extremes = mode === 'ambient' ? undefined : known.extremes;
  if (!critical) return { upper, least: null, extremes };
  const sup = readValues(instance, radius, extremes).brackets.valueSup!.upper;
  return { upper, least: leastCertified(known, 0.5 * sup), extremes };
};

/** f(x + δ; W0); nothing is known of it where ∇f = 0 and δ has no length. */
const afterStep = (instance: StepInstance, initial: MovedStep, C2: number): Rounded => {
  const after = valueAtStep(instance, initial, steppedPoint(initial, C2));
  return Number.isNaN(after.value) ? { value: 0, error: Number.POSITIVE_INFINITY } : after;
};

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/**
 * Claims about the theorem's single gradient step, for all W in the ball at once.
 *
 * The certificate comes first, since what it reads must not depend on what an attack reveals; where it decides the claim, no attack
 * is needed. By the reduced law it is wrong with chance at most `CERTIFICATE_ERROR` a trial; on all of W0 it is a proof.
 * Source: Theorem 3.1.
 */
export const stepFamily: Family = {
  name: 'step',
  quantities: [f0, valueSup, signChangesQuantity, gradientNorm0, fAfterStep, signKeptSup],
  certificateError: (mode) => (mode === 'ambient' ? 0 : CERTIFICATE_ERROR),
  examine: (draw, question) => {
    const { stream, d, m, radius, mode } = draw;
    const instance = (mode === 'ambient' ? ambientStep : reducedStep)(stream, d, m);
    const C2 = question.parameters.C2!;
    const wanted = question.wanted.has('signKeptSup');
    const solved = question.critical === 'C2';
    const certificate = wanted || solved ? certificateFor(instance, draw, C2, solved) : null;
    const upper = certificate?.upper ?? Number.POSITIVE_INFINITY;
    const values = readValues(instance, radius, certificate?.extremes);
    const initial = movedAlike(instance, { along: 0, across: 0, normal: null });
    const after = afterStep(instance, initial, C2);
    const known: Brackets = {
      ...values.brackets,
      gradientNorm0: around({ value: initial.gradientNorm, error: gradientError(d, m) }),
      fAfterStep: around(after),
    };
    const brackets = ({ kept, error }: { readonly kept: number; readonly error: number }): Brackets => {
      // Where no W of the search has a step of some length, nothing was found.
      const least = Number.isNaN(kept) ? Number.NEGATIVE_INFINITY : kept - error;
      if (least > upper + CONTRADICTION)
        throw new Error(
          `a certificate of ${upper} stands beside an attack that keeps ${kept}: one of them is wrong`,
        );
      // Within that room they may meet; a bracket is never upside down.
      return { ...known, signKeptSup: { lower: Math.min(least, upper), upper } };
    };
    // Where ∇f = 0 the step has no length, and this W shows nothing.
    const atStart = Number.isFinite(after.error)
      ? { kept: (initial.value < 0 ? -1 : 1) * after.value, error: after.error }
      : { kept: Number.NEGATIVE_INFINITY, error: 0 };
    const search =
      wanted && !question.decides(brackets(atStart))
        ? stepSearch(instance, { radius }, initial, C2, question.exhaust, (tried) =>
            question.decides(brackets(tried)),
          )
        : null;
    const found = search ?? { ...atStart, step: initial };
    return {
      brackets: wanted ? brackets(found) : known,
      movements: wanted ? { ...values.movements, signKeptSup: () => found.step.movement } : values.movements,
      measured: {
        ...values.measured,
        gradientNorm0: initial.gradientNorm,
        fAfterStep: Number.isFinite(after.error) ? after.value : null,
        ...(wanted ? { signKeptSup: { attack: finite(found.kept), certificate: finite(upper) } } : {}),
      },
      critical: solved
        ? { attack: criticalStep(instance, { radius }, initial), certificate: certificate?.least ?? null }
        : null,
      instance,
      explicit: instance.explicit,
      revealed: (quantity, movement) => revealedStep(instance, quantity, movement, C2),
    };
  },
  bytes: (d, m, _, mode) => (mode === 'ambient' ? 12 * d * m + 180 * m : 140 * m),
  // A matrix has a memory of its own.
  borrows: (_, m, __, mode) => (mode === 'ambient' ? 0 : 140 * m),
  seconds: (d, m, _, mode) => 3e-4 + m * (mode === 'ambient' ? 4e-7 * d : 1.6e-7) + 1.5e-7 * d,
};
