import type { Family, Quantity } from '../../src/evidence/trials/quantities/quantity.ts';
import { moved, valueAtPoint } from '../../src/network/gradientStep.ts';
import { noMovement } from '../../src/network/movement.ts';
import { gradientAt, valueAt } from '../../src/network/reference.ts';
import { ambientStep } from '../../src/network/samplers/ambient.ts';
import { reducedStep } from '../../src/network/samplers/reducedStep.ts';
import { norm } from '../../src/numerics/linalg/vectors.ts';

/** η in δ = η∇f: −turn · sign(f) · C2/‖∇f‖^power. The theorem takes turn = 1 and power = 2. */
const etaOf = (
  value: number,
  length: number,
  { C2, turn, power }: Readonly<Record<string, number>>,
): number => ((value < 0 ? 1 : -1) * turn! * C2!) / length ** power!;

/** What a step of any sign and length leaves of the sign at W0. */
const keptByStep: Quantity = {
  name: 'keptByStep',
  tex: '\\operatorname{sign}(f) \\, f(x + \\eta \\nabla f)',
  says: 'sign(f(x)) · f(x + η∇f) at W0',
  extreme: null,
  parameters: ['C2', 'turn', 'power'],
  at: (network, movement, parameters) => {
    const value = valueAt(network, movement, network.x);
    const gradient = gradientAt(network, movement, network.x);
    const eta = etaOf(value, norm(gradient), parameters);
    const z = network.x.map((entry, i) => entry + eta * gradient[i]!);
    return (value < 0 ? -1 : 1) * valueAt(network, movement, z);
  },
};

/** The theorem's step with the sign and the power of its η free, looked at where no weight has moved. */
export const ownStepFamily: Family = {
  name: 'own step',
  quantities: [keptByStep],
  examine: ({ stream, d, m, mode }, { parameters }) => {
    const instance = (mode === 'ambient' ? ambientStep : reducedStep)(stream, d, m);
    const still = noMovement(m);
    const kept = () => {
      const { value, gradient, gradientNorm } = moved(instance, still);
      const eta = etaOf(value, gradientNorm, parameters);
      const z = gradient.map((entry) => eta * entry);
      z[0]! += 1;
      const after = valueAtPoint(instance, still, z);
      return { value: (value < 0 ? -1 : 1) * after.value, error: after.error };
    };
    const { value, error } = kept();
    return {
      brackets: { keptByStep: { lower: value - error, upper: value + error } },
      movements: {},
      measured: { keptByStep: value },
      critical: null,
      instance,
      explicit: instance.explicit,
      revealed: () => ({ value: kept().value, largestShift: 0 }),
    };
  },
  bytes: (d, m) => 40 * m + 8 * d,
  seconds: (_, m) => 1e-4 + 1e-7 * m,
};
