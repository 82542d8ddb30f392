import { describe, expect, it } from 'vitest';
import { norm } from '../../../numerics/linalg/vectors.ts';
import { rootOf } from '../../../numerics/random/root.ts';
import { ambientStep } from '../samplers/ambient.ts';
import { reducedStep } from '../samplers/reducedStep.ts';
import type { ExplicitNetwork } from './explicitNetwork.ts';
import { moved } from './gradientStep.ts';
import { type Movement, noMovement } from './movement.ts';
import { fromNumbers, type NetworkNumbers, toNumbers } from './printedNetwork.ts';
import { gradientAt, largestShift, signChangesAt, stepAt, valueAt } from './reference.ts';

const C2 = 1.5;

/**
 * Decimals in which quantities agree before and after two reflections: each entry of a row (‖w‖ < 20) is off
 * by at most some d · 2⁻⁵³ · 20 < 10⁻¹³, a quantity is a sum of m ≤ 40 of them over √m, and the step has
 * 1/‖∇f‖² ≤ 100 in it.
 */
const DECIMALS = 9;

const expectSame = (network: ExplicitNetwork, movement: Movement): NetworkNumbers => {
  const numbers = toNumbers(network, movement);
  const printed = fromNumbers(numbers);
  const [a, b] = [[network, movement] as const, [printed.network, printed.movement] as const];
  const quantities = ([one, shift]: readonly [ExplicitNetwork, Movement]): readonly number[] => {
    const { value, gradientNorm, valueAfterStep } = stepAt(one, shift, C2);
    return [
      valueAt(one, shift, one.x),
      norm(gradientAt(one, shift, one.x)),
      largestShift(one, shift),
      value,
      gradientNorm,
      valueAfterStep,
    ];
  };
  const found = quantities(b);
  quantities(a).forEach((wanted, i) => {
    expect(found[i]).toBeCloseTo(wanted, DECIMALS);
  });
  expect(signChangesAt(...b)).toBe(signChangesAt(...a));
  return numbers;
};

const drawn = [
  ['reduced', reducedStep],
  ['ambient', ambientStep],
] as const;

describe.each(drawn)('the numbers of a network, %s', (name, draw) => {
  const streams = rootOf('printed network').child(name);

  it.each([1, 2, 3, 4, 7, 25])('keep every quantity of the reference, d = %i', (d) => {
    for (let trial = 0; trial < 20; trial++) {
      const m = 5 + trial;
      const stream = streams.child(d).child(trial);
      const instance = draw(stream, d, m);
      const still = noMovement(m);
      const { gradient } = moved(instance, still);
      const rest = Float64Array.from(gradient);
      rest[0] = 0;
      const length = norm(rest);
      // A network with no active neuron makes no step, whose quantities then are not numbers.
      if (norm(gradient) < 0.1) continue;
      const network = instance.explicit();
      expectSame(network, still);
      const alongOnly = { along: Float64Array.from({ length: m }, (_, s) => Math.sin(s)), across: null };
      if (norm(gradientAt(network, { ...alongOnly, normal: null }, network.x)) > 0.1)
        expectSame(network, { ...alongOnly, normal: null });
      if (length < 1e-6) continue;
      for (const side of [1, -1]) {
        const movement = {
          along: Float64Array.from({ length: m }, (_, s) => 0.5 * Math.sin(s)),
          across: Float64Array.from({ length: m }, (_, s) => 0.5 * Math.cos(s)),
          normal: rest.map((entry) => (side * entry) / length),
        };
        if (norm(gradientAt(network, movement, network.x)) > 0.1) expectSame(network, movement);
      }
    }
  });
});

describe('numbers', () => {
  const numbers: NetworkNumbers = {
    signs: [1, -1, 1],
    W0: [
      [0.5, -1, 2],
      [1.25, 0, 1],
      [-3, 0.1, 0.2],
    ],
    along: [0.1, 0, -0.2],
    across: [0, 0.3, 0.1],
  };

  it('come back bit by bit: x and the normal are the axes already', () => {
    const { network, movement } = fromNumbers(numbers);
    expect(toNumbers(network, movement)).toEqual(numbers);
  });

  it('survive JSON', () => {
    const network = ambientStep(rootOf('printed network').child('json'), 3, 4).explicit();
    const printed = toNumbers(network, noMovement(4));
    expect(JSON.parse(JSON.stringify(printed))).toEqual(printed);
  });

  it('have nothing across x in one dimension', () => {
    const { movement } = fromNumbers({ signs: [1], W0: [[2]], along: [0.5], across: [7] });
    expect(movement).toEqual({ along: Float64Array.of(0.5), across: null, normal: null });
  });

  it('describe w = W0 + along · e_1 + across · e_2', () => {
    const { network, movement } = fromNumbers(numbers);
    // ⟨w, e_1⟩ = 0.6, 1.25, −3.2 and ⟨w, e_2⟩ = −1, 0.3, 0.2: sums of two decimals, an ulp each.
    expect(valueAt(network, movement, network.x)).toBeCloseTo((0.6 - 1.25) / Math.sqrt(3), 14);
    expect(valueAt(network, movement, Float64Array.of(0, 1, 0))).toBeCloseTo((-0.3 + 0.2) / Math.sqrt(3), 14);
  });
});
