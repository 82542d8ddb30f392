import { describe, expect, it } from 'vitest';
import { gaussian } from '../../../numerics/random/gaussian.ts';
import { rootOf } from '../../../numerics/random/root.ts';
import { lowerTail, upperTail } from '../../../numerics/statistics/binomial.ts';
import { centralMass } from '../../../numerics/statistics/normal.ts';
import { canCross, crossingMass, crossings } from './crossings.ts';

describe('crossings', () => {
  it('counts what the extreme W of the ball do at z', () => {
    const stream = rootOf('crossings');
    const [m, radius] = [400, 0.3];
    const [z0, z1] = [1.1, -0.4];
    const [u, v] = [gaussian(stream.child('u'), m), gaussian(stream.child('v'), m)];
    const size = Math.hypot(z0, z1);
    const q = Float64Array.from(u, (entry, s) => entry * z0 + v[s]! * z1);
    let reached = 0;
    for (let s = 0; s < m; s++) {
      // The extremes of ⟨w, z⟩ over the ball lie at w⁰ ± V z/‖z‖.
      const values = [-1, 1].map((side) => {
        const w = [u[s]! + (side * radius * z0) / size, v[s]! + (side * radius * z1) / size] as const;
        return w[0] * z0 + w[1] * z1;
      });
      if (values.some((value) => value > 0 !== u[s]! > 0)) reached++;
    }
    expect(reached).toBeGreaterThan(100);
    expect(crossings(u, q, radius * size)).toBe(reached);
  });
});

/**
 * Whether some w + v and x + δ on grids of the two discs have ⟨w + v, x + δ⟩ on the other side of 0 than u.
 */
const foundOnGrid = (u: number, across: number, radius: number, length: number): boolean => {
  const circle = Array.from({ length: 90 }, (_, k) => (k * Math.PI) / 45);
  for (const a of circle) {
    const [z0, z1] = [1 + length * Math.cos(a), length * Math.sin(a)];
    // The best v for this z is exact.
    const reach = radius * Math.hypot(z0, z1);
    const q = u * z0 + across * z1;
    if (u > 0 ? q - reach <= 0 : q + reach > 0) return true;
  }
  return false;
};

describe('canCross', () => {
  it('is what a grid over δ and W finds, but for the grid’s own width', () => {
    const stream = rootOf('canCross');
    const [u, p] = [gaussian(stream.child('u'), 600), gaussian(stream.child('p'), 600)];
    let [found, open] = [0, 0];
    for (let s = 0; s < 600; s++) {
      const across = Math.abs(p[s]!) + 0.2;
      for (const [radius, length] of [
        [0.1, 0.2],
        [0.05, 0.7],
        [0, 0.4],
      ] as const) {
        const grid = foundOnGrid(u[s]!, across, radius, length);
        if (grid) {
          found++;
          expect(canCross(u[s]!, across, radius, length)).toBe(true);
        } else if (canCross(u[s]!, across, radius, length)) {
          open++;
          // Angles 4° apart lose at most a share 1 − cos 2° of δ's reach.
          expect(canCross(u[s]!, across, radius * 0.999, length * 0.999)).toBe(false);
        }
      }
    }
    expect(found).toBeGreaterThan(200);
    expect(open).toBeLessThan(10);
  });

  it('is the may-flip set where δ is 0, and everything where δ is as long as x', () => {
    expect(canCross(0.3, 5, 0.3, 0)).toBe(true);
    expect(canCross(0.3001, 5, 0.3, 0)).toBe(false);
    expect(canCross(9, 1, 0, 1)).toBe(true);
    expect(canCross(0.1, 0.1, 1, 0)).toBe(true);
  });
});

describe('crossingMass', () => {
  it('has the values that are known', () => {
    for (const length of [1e-3, 0.1, 1, 7]) {
      // No W: two half-spaces at the angle arctan R disagree on a share of it.
      expect(crossingMass(0, length)).toBe(Math.atan(length) / Math.PI);
      // A ball without end flips every neuron: arctan R + arctan(1/R) = π/2.
      expect(Math.abs(crossingMass(12, length) - 1)).toBeLessThan(1e-9);
    }
    expect(crossingMass(0.2, 0)).toBe(centralMass(0.2));
    expect(Math.abs(crossingMass(0.2, 1e-7) - centralMass(0.2))).toBeLessThan(1e-7);
  });

  it('is the rate of `crossings` on 200 000 pinned neurons (false alarm below 1e-6 in all)', () => {
    const n = 200_000;
    for (const [radius, length] of [
      [0.1, 0.25],
      [0.01, 0.05],
      [0.3, 1],
    ] as const) {
      const stream = rootOf('crossingMass').child(radius);
      const [u, v] = [gaussian(stream.child('u'), n), gaussian(stream.child('v'), n)];
      const q = Float64Array.from(u, (entry, s) => entry + length * v[s]!);
      const count = crossings(u, q, radius * Math.hypot(1, length));
      const mass = crossingMass(radius, length);
      expect(Math.min(upperTail(n, count, mass), lowerTail(n, count, mass))).toBeGreaterThan(1.6e-7);
    }
  });
});
