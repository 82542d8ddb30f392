import { describe, expect, it } from 'vitest';
import type { ExplicitNetwork } from './explicitNetwork.ts';
import { noMovement } from './movement.ts';
import { gradientAt, largestShift, signChangesAt, stepAt, valueAt } from './reference.ts';

/** Four neurons in the plane, small enough to work out by hand. */
const rows = [Float64Array.of(1, 2), Float64Array.of(-1, 1), Float64Array.of(3, -1), Float64Array.of(0, 5)];
const network: ExplicitNetwork = {
  d: 2,
  m: 4,
  x: Float64Array.of(1, 0),
  signs: Int8Array.of(1, 1, -1, -1),
  visitRows: (visit) => {
    rows.forEach((row, s) => {
      visit(s, row);
    });
  },
  embed: (vector) => vector,
};
const still = noMovement(4);

describe('the plain reference', () => {
  it('f = (1/√m) Σ a σ(⟨w, x⟩)', () => {
    expect(valueAt(network, still, network.x)).toBe((1 - 3) / 2);
    expect(valueAt(network, still, Float64Array.of(0, 1))).toBe((2 + 1 - 5) / 2);
  });

  it('∇f sums the active rows; a neuron at exactly 0 is inactive', () => {
    expect([...gradientAt(network, still, network.x)]).toEqual([(1 - 3) / 2, (2 + 1) / 2]);
  });

  it('⟨∇f(x), x⟩ = f(x)', () => {
    const z = Float64Array.of(0.6, -0.8);
    const gradient = gradientAt(network, still, z);
    expect(gradient[0]! * z[0]! + gradient[1]! * z[1]!).toBeCloseTo(valueAt(network, still, z), 15);
  });

  it('a movement shifts rows along x and along a normal', () => {
    const movement = {
      along: Float64Array.of(-1, 2, 0, 0),
      across: Float64Array.of(0, 0, 0, 3),
      normal: Float64Array.of(0, 1),
    };
    expect(signChangesAt(network, movement)).toBe(2);
    expect(largestShift(network, movement)).toBe(3);
    expect(valueAt(network, movement, network.x)).toBe((1 - 3) / 2);
    expect(valueAt(network, movement, Float64Array.of(0, 1))).toBe((2 + 1 - 8) / 2);
  });

  it('a shift that is not a number is not a shift', () => {
    const along = Float64Array.of(0, Number.NaN, 0, 0);
    expect(largestShift(network, { along, across: null, normal: null })).toBeNaN();
  });

  it('the step goes against the sign of f, C2/‖∇f‖ long, and lowers |f| by C2 to first order', () => {
    const short = 1e-3;
    const { value, gradientNorm, valueAfterStep } = stepAt(network, still, short);
    expect(value).toBe(-1);
    expect(gradientNorm).toBeCloseTo(Math.hypot(-1, 1.5), 15);
    // δ tilts the neuron at exactly 0 on: ⟨(0, 5), δ⟩ = 5 · 1.5 · C2/3.25 with a = −1, over √4.
    expect(valueAfterStep).toBeCloseTo(-1 + short - (5 * 1.5 * short) / 3.25 / 2, 14);
  });
});
