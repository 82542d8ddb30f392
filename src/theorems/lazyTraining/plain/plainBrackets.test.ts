import { describe, expect, it } from 'vitest';
import { norm } from '../../../numerics/linalg/vectors.ts';
import { gaussian } from '../../../numerics/random/gaussian.ts';
import { rootOf } from '../../../numerics/random/root.ts';
import { gradientBracket } from '../network/gradientBracket.ts';
import { type Movement, noMovement } from '../network/movement.ts';
import { gradientAcrossAt, gradientAt, stepAt } from '../network/reference.ts';
import { ambientGradient, ambientStep } from '../samplers/ambient.ts';
import { reducedGradient } from '../samplers/reducedGradient.ts';
import { reducedStep } from '../samplers/reducedStep.ts';
import { gradientNormAt, leastGradient } from './plainGradient.ts';
import { plainStepAt } from './plainStep.ts';

const root = rootOf('plain outcomes');
const draws = Array.from({ length: 12 }, (_, i) => i);

// The revealed rows are f32 and the completed ones f64 sums of them: some 1e-7 of numbers of size 1 to 10.
const ROUNDING = 1e-5;

/** A movement along x and across it, by a little, different for every neuron. */
const someMovement = (name: string, m: number, width: number, x: number): Movement => {
  const stream = root.child(name);
  const normal = Float64Array.from(gaussian(stream.child('n'), width), (entry, i) => (i < x ? 0 : entry));
  const length = norm(normal);
  const tenth = (entry: number): number => entry / 100;
  return {
    along: Float64Array.from(gaussian(stream.child('along'), m), tenth),
    across: length > 0 ? Float64Array.from(gaussian(stream.child('across'), m), tenth) : null,
    normal: length > 0 ? normal.map((entry) => entry / length) : null,
  };
};

describe('the least gradient by plain bounds', () => {
  it.each([
    ['reduced', reducedGradient],
    ['ambient', ambientGradient],
  ] as const)('brackets what the search brackets, %s draws', (name, draw) => {
    for (const i of draws) {
      const radius = [0.02, 0.1, 0.3][i % 3]!;
      const instance = draw(root.child(name).child(i), [6, 20, 60][i % 3]!, 150, radius);
      const plain = leastGradient(instance);
      const search = gradientBracket(instance, { tolerance: 1e-4, iterations: 300, decided: () => false });
      // Both hold the one true value.
      expect(plain.lower).toBeLessThanOrEqual(search.upper + ROUNDING);
      expect(search.lower).toBeLessThanOrEqual(plain.upper + ROUNDING);
      expect(plain.lower).toBeLessThanOrEqual(plain.upper + ROUNDING);
      expect(plain.upper).toBeLessThanOrEqual(search.initialNorm + ROUNDING);
      // Sharp enough to prove most of what is true: the may-flip set is charged V|S|/√m more at most.
      expect(plain.lower).toBeGreaterThan(
        search.lower - (radius * instance.mayFlip.length) / Math.sqrt(150) - 0.01,
      );
    }
  });

  it('reads ‖∇f‖ at W as the reference does on all weights', () => {
    for (const i of draws) {
      const instance = reducedGradient(root.child('read').child(i), 12, 80, 0.2);
      const still = gradientNormAt(instance, noMovement(80));
      const network = instance.explicit();
      expect(still.value).toBeCloseTo(norm(gradientAt(network, noMovement(80), network.x)), 5);
      expect(still.acrossValue).toBeCloseTo(norm(gradientAcrossAt(network, noMovement(80), network.x)), 5);
      const movement = someMovement(`g${i}`, 80, instance.width, 0);
      // A tenth of the radius: no neuron beyond the may-flip set changes.
      const moved = gradientNormAt(instance, movement);
      if (moved.largestShift < 0.2)
        expect(moved.value).toBeCloseTo(norm(gradientAt(network, movement, network.x)), 5);
    }
  });
});

describe('the step by plain sums', () => {
  it.each([
    ['reduced', reducedStep],
    ['ambient', ambientStep],
  ] as const)('is what the reference finds on all weights, %s draws', (name, draw) => {
    for (const i of draws) {
      const instance = draw(root.child(name).child('step').child(i), 8, 60);
      instance.revealed.query(
        Int8Array.from(instance.signs, (sign, s) => (instance.u[s]! > 0 ? 2 * sign : 0)),
      );
      const movement = someMovement(`s${name}${i}`, 60, instance.revealed.rows.length, 1);
      const plain = plainStepAt(instance, movement, 3);
      const found = stepAt(instance.explicit(), movement, 3);
      expect(plain.value).toBeCloseTo(found.value, 5);
      expect(plain.gradientNorm).toBeCloseTo(found.gradientNorm, 5);
      // δ is as long as 3/‖∇f‖ and f(x + δ) as steep as ‖∇f‖, so a step of a short gradient magnifies
      // rounding.
      expect(Math.abs(plain.valueAfterStep - found.valueAfterStep)).toBeLessThan(
        (1e-4 * (1 + 3 / found.gradientNorm)) / Math.min(1, found.gradientNorm),
      );
    }
  });
});
