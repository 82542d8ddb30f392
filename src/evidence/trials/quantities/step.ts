import { criticalStep } from '../../../network/adversaries/criticalStep.ts';
import { structuredStep } from '../../../network/adversaries/structuredStep.ts';
import { moved, movedAlike, signKept, steppedPoint, valueAtPoint } from '../../../network/gradientStep.ts';
import type { StepInstance } from '../../../network/instance.ts';
import type { Movement } from '../../../network/movement.ts';
import { stepAt } from '../../../network/reference.ts';
import { ambientStep } from '../../../network/samplers/ambient.ts';
import { reducedStep } from '../../../network/samplers/reducedStep.ts';
import { gradientError, gradientNorm0 } from './gradient.ts';
import { around, type Brackets, type Family, type Quantity, type RevealedValue } from './quantity.ts';
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

/**
 * Claims about the theorem's single gradient step, for all W in the ball at once.
 *
 * The search bounds the supremum from below; nothing here bounds it from above, so no trial ends certified.
 * Source: Theorem 3.1.
 */
export const stepFamily: Family = {
  name: 'step',
  quantities: [f0, valueSup, signChangesQuantity, gradientNorm0, fAfterStep, signKeptSup],
  examine: ({ stream, d, m, radius, mode }, question) => {
    const instance = (mode === 'ambient' ? ambientStep : reducedStep)(stream, d, m);
    const C2 = question.parameters.C2!;
    const values = readValues(instance, radius);
    const initial = movedAlike(instance, { along: 0, across: 0, normal: null });
    const after = valueAtPoint(instance, initial.movement, steppedPoint(initial, C2));
    const known: Brackets = {
      ...values.brackets,
      gradientNorm0: around({ value: initial.gradientNorm, error: gradientError(d, m) }),
      fAfterStep: around(after),
    };
    const brackets = (kept: number, error: number): Brackets => ({
      ...known,
      signKeptSup: { lower: kept - error, upper: Number.POSITIVE_INFINITY },
    });
    const search = question.wanted.has('signKeptSup')
      ? structuredStep(instance, { radius }, initial, C2, ({ kept, error }) =>
          question.decides(brackets(kept, error)),
        )
      : null;
    return {
      brackets: search === null ? known : brackets(search.kept, search.error),
      movements:
        search === null ? values.movements : { ...values.movements, signKeptSup: () => search.step.movement },
      measured: {
        ...values.measured,
        gradientNorm0: initial.gradientNorm,
        fAfterStep: after.value,
        ...(search === null ? {} : { signKeptSup: { attack: search.kept, certificate: null } }),
      },
      critical:
        question.critical === 'C2'
          ? { attack: criticalStep(instance, { radius }, initial), certificate: null }
          : null,
      instance,
      explicit: instance.explicit,
      revealed: (quantity, movement) => revealedStep(instance, quantity, movement, C2),
    };
  },
  bytes: (d, m, _, mode) => (mode === 'ambient' ? 4 * d * m + 140 * m : 100 * m),
  seconds: (d, m, _, mode) => 2e-4 + m * (mode === 'ambient' ? 3e-7 * d : 3.5e-7) + 1.5e-7 * d,
};
