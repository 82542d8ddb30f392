import { around, type Setting } from '../../src/core/theorem.ts';
import { norm } from '../../src/numerics/linalg/vectors.ts';
import type { Rounded } from '../../src/theorems/lazyTraining/network/extremeValue.ts';
import { moved, valueAtPoint } from '../../src/theorems/lazyTraining/network/gradientStep.ts';
import type { StepInstance } from '../../src/theorems/lazyTraining/network/instance.ts';
import { type Movement, noMovement } from '../../src/theorems/lazyTraining/network/movement.ts';
import { gradientAt, valueAt } from '../../src/theorems/lazyTraining/network/reference.ts';
import { ambientStep } from '../../src/theorems/lazyTraining/samplers/ambient.ts';
import { reducedStep } from '../../src/theorems/lazyTraining/samplers/reducedStep.ts';
import {
  type LazyDraw,
  lazyDraw,
  lazyQuantity,
  networkSize,
} from '../../src/theorems/lazyTraining/settings/lazyDraw.ts';

type Parameters = Readonly<Record<string, number>>;

/** η in δ = η∇f: −turn · sign(f) · C2/‖∇f‖^power. The theorem takes turn = 1 and power = 2. */
const etaOf = (value: number, length: number, { C2, turn, power }: Parameters): number =>
  ((value < 0 ? 1 : -1) * turn! * C2!) / length ** power!;

/** What a step of any sign and length leaves of the sign at W0. */
const keptByStep = lazyQuantity(
  {
    symbol: 'keptByStep',
    tex: '\\operatorname{sign}(f) \\, f(x + \\eta \\nabla f)',
    says: 'sign(f(x)) · f(x + η∇f) at W0',
    reads: ['C2', 'turn', 'power'],
  },
  (network, movement, parameters) => {
    const value = valueAt(network, movement, network.x);
    const gradient = gradientAt(network, movement, network.x);
    const eta = etaOf(value, norm(gradient), parameters);
    const z = network.x.map((entry, i) => entry + eta * gradient[i]!);
    return (value < 0 ? -1 : 1) * valueAt(network, movement, z);
  },
);

/** The same from what was revealed of the draw. */
const revealedKept = (instance: StepInstance, parameters: Parameters): Rounded => {
  const still = noMovement(instance.m);
  const { value, gradient, gradientNorm } = moved(instance, still);
  const eta = etaOf(value, gradientNorm, parameters);
  const z = gradient.map((entry) => eta * entry);
  z[0]! += 1;
  const after = valueAtPoint(instance, still, z);
  return { value: (value < 0 ? -1 : 1) * after.value, error: after.error };
};

/** The theorem's step with the sign and the power of its η free, looked at where no weight has moved. */
export const ownStepSetting: Setting<LazyDraw<StepInstance>, Movement> = {
  name: 'own step',
  reads: ['d', 'm'],
  quantities: [keptByStep],
  modes: ['reduced', 'ambient'],
  sample: (stream, { d, m }, mode) =>
    lazyDraw((mode === 'ambient' ? ambientStep : reducedStep)(stream, d!, m!)),
  *refine({ instance }, _, at) {
    yield { keptByStep: around(revealedKept(instance, at)) };
  },
  size: networkSize,
  revealed: ({ instance }, _, __, at) => revealedKept(instance, at).value,
  cost: ({ d, m }) => ({ seconds: 1e-4 + 1e-7 * m!, bytes: 40 * m! + 8 * d! }),
};
