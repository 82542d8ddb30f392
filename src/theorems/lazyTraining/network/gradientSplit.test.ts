import { describe, expect, it } from 'vitest';
import { norm } from '../../../numerics/linalg/vectors.ts';
import { gaussian } from '../../../numerics/random/gaussian.ts';
import { rootOf } from '../../../numerics/random/root.ts';
import { signs as drawSigns } from '../../../numerics/random/signs.ts';
import { gradientSplit, largestSecondTerm } from './gradientSplit.ts';
import { noMovement } from './movement.ts';
import { gradientAt } from './reference.ts';
import { asExplicit, type WrittenNetwork } from './writtenNetwork.ts';

const drawn = (trial: number, d: number, m: number): { network: WrittenNetwork; W0: Float64Array[] } => {
  const stream = rootOf('gradient split').child(trial);
  const x = new Float64Array(d);
  x[trial % d] = 1;
  const rows = (name: string): Float64Array[] =>
    Array.from({ length: m }, (_, s) => Float64Array.from(gaussian(stream.child(name).child(s), d)));
  const W0 = rows('W0');
  const W = rows('shift').map((shift, s) => shift.map((entry, i) => W0[s]![i]! + 0.5 * entry));
  return { network: { x, signs: drawSigns(stream, m), rows: W }, W0 };
};

describe('the split of the gradient', () => {
  it('has the change that the reference has', () => {
    for (let trial = 0; trial < 40; trial++) {
      const [d, m] = [1 + (trial % 5), 1 + (trial % 7)];
      const { network, W0 } = drawn(trial, d, m);
      const still = noMovement(m);
      const now = gradientAt(asExplicit(network), still, network.x);
      const before = gradientAt(asExplicit({ ...network, rows: W0 }), still, network.x);
      const change = now.map((entry, i) => (network.x[i] === 1 ? 0 : entry - before[i]!));
      const split = gradientSplit(network, W0);
      expect(Math.abs(split.change - norm(change))).toBeLessThanOrEqual(split.room);
      expect(split.change).toBeLessThanOrEqual(split.first + split.second + split.room);
      expect(split.room).toBeLessThan(1e-11 * (1 + split.size));
    }
  });

  it('gives each term what is its own', () => {
    const x = Float64Array.of(1, 0);
    // The first neuron stays active and moves by 2 across x; the second is switched off without moving across
    // x.
    const W0 = [Float64Array.of(1, 0), Float64Array.of(0.5, 3)];
    const rows = [Float64Array.of(1, 2), Float64Array.of(-0.5, 3)];
    const split = gradientSplit({ x, signs: Int8Array.of(1, 1), rows }, W0);
    expect(split.first).toBeCloseTo(2 / Math.SQRT2, 14);
    expect(split.second).toBeCloseTo(3 / Math.SQRT2, 14);
    // They pull in opposite directions: the triangle inequality is strict.
    expect(split.change).toBeCloseTo(1 / Math.SQRT2, 14);
  });

  it('finds the largest second term among all switches', () => {
    const x = Float64Array.of(1, 0, 0);
    const W0 = [
      Float64Array.of(0.1, 3, 0),
      Float64Array.of(-0.1, 0, 4),
      Float64Array.of(0.1, -1, 0),
      Float64Array.of(9, 50, 50),
    ];
    const signs = Int8Array.of(1, 1, 1, 1);
    // (−3, 0), (0, 4) and (1, 0) can be added or not, and the fourth cannot switch: 5 = ‖(−3, 4)‖.
    expect(largestSecondTerm({ x, signs, rows: W0 }, 0.2)).toBe(2.5);
    expect(largestSecondTerm({ x, signs, rows: W0 }, 0.05)).toBe(0);
    const many = Array.from({ length: 13 }, () => Float64Array.of(0, 1, 0));
    expect(largestSecondTerm({ x, signs: new Int8Array(13).fill(1), rows: many }, 1)).toBeNull();
  });
});
