import { describe, expect, it } from 'vitest';
import { dot, norm } from '../../../numerics/linalg/vectors.ts';
import { rootOf } from '../../../numerics/random/root.ts';
import { uniform } from '../../../numerics/random/uniform.ts';
import { loneNeuron } from './internal/loneNeuron.ts';
import { neuronBounds, workspaceFor } from './neuronBounds.ts';

const V = 1;
const x = Float64Array.of(1, 0);

/** Shifts in the ball, at its edge and along everything that matters, by what is left of a uniform number. */
const shiftOf = (kind: number, angle: number, z: Float64Array): Float64Array => {
  const delta = Float64Array.of(z[0]! - 1, z[1]!);
  const along = [x, z, delta, Float64Array.of(Math.cos(angle), Math.sin(angle))][kind >> 1]!;
  const length = norm(along) || 1;
  return along.map((entry) => ((kind % 2 === 0 ? 1 : -1) * V * entry) / length);
};

describe('the bound of one neuron', () => {
  it('holds for every shift and every z that is tried, and is met by some', () => {
    const tries = 60_000;
    const random = uniform(rootOf('neuron').child('bounds'), 12 * tries);
    const met = new Map<string, number>();
    for (let i = 0; i < tries; i++) {
      const at = (k: number): number => random[12 * i + k]!;
      const w0 = Float64Array.of(8 * at(0) - 4, 8 * at(1) - 4);
      const z0 = Float64Array.of(0.2 + at(2), 1.6 * at(3) - 0.8);
      const eps = 0.8 * at(4);
      const turn = 2 * Math.PI * at(5);
      const reach = eps * (at(6) < 0.5 ? 1 : at(7));
      const zeta = Float64Array.of(reach * Math.cos(turn), reach * Math.sin(turn));
      const z = z0.map((entry, k) => entry + zeta[k]!);
      const shift = shiftOf(Math.floor(8 * at(8)), 2 * Math.PI * at(9), z);
      const sign = at(10) < 0.5 ? 1 : -1;
      const u = w0[0]!;
      const [p, q] = [u + shift[0]!, dot(w0, z) + dot(shift, z)];
      const tracked = u > V && at(11) < 0.5;
      // The least D and N that this z allows make the bound as sharp as it can be.
      const longestStep = Math.hypot(z[0]! - 1, z[1]!);
      const ball = {
        kappa: 1,
        radius: eps,
        longestStep,
        longestPoint: norm(z),
        leastRate: 0,
        largestRate: 0,
      };
      const known = loneNeuron(u, dot(w0, z0), sign, V, norm(w0));
      const flags = Uint8Array.of(tracked ? 1 : 0);
      const { value, slopes, kinks, margins, jumps } = neuronBounds(
        known,
        1,
        flags,
        0,
        ball,
        workspaceFor(1),
      );
      const t = dot(w0, zeta);
      const loss = tracked ? V - sign * shift[0]! : 0;
      const bound =
        value +
        slopes[0]! * t +
        (kinks.length === 0 ? 0 : jumps[0]! * Math.max(0, Math.abs(t) - margins[0]!));
      // relu'(0) may be anything in between.
      for (const active of p > 0 ? [1] : p < 0 ? [0] : [0, 1]) {
        const h = Math.max(0, q) - active * (q - p);
        // A dozen operations on numbers below 32.
        if (!(sign * h + loss <= bound + 1e-13))
          throw new Error(`${sign} ${u} ${q}: ${sign * h + loss} > ${bound} (tracked: ${tracked})`);
        if (sign * h + loss > bound - 1e-12) {
          const key = `${u > V ? 'on' : u < -V ? 'off' : 'may flip'} ${sign}${tracked ? ' tracked' : ''}`;
          met.set(key, (met.get(key) ?? 0) + 1);
        }
      }
    }
    expect([...met.keys()].sort()).toEqual([
      'may flip -1',
      'may flip 1',
      'off -1',
      'off 1',
      'on -1',
      'on -1 tracked',
      'on 1',
      'on 1 tracked',
    ]);
  });
});
