import { dot, norm } from '../../src/numerics/linalg/vectors.ts';
import type { Multipliers } from '../../src/theorems/lazyTraining/certificates/boxes/boxBound.ts';
import { steppedAt, type Written } from './movedRows.ts';

const combined = (...terms: readonly (readonly [number, Float64Array])[]): Float64Array =>
  terms[0]![1].map((_, i) => terms.reduce((sum, [factor, vector]) => sum + factor * vector[i]!, 0));

const scaledTo = (v: Float64Array, length: number): Float64Array => {
  const now = norm(v);
  return combined([now > 0 ? length / now : 0, v]);
};

/** The gradient step at some rows, in the coordinates of a certificate by boxes: δ = −X x − Y e₁ + r ẑ. */
export const stepCoordinates = (
  x: Float64Array,
  e1: Float64Array,
  delta: Float64Array,
): { readonly X: number; readonly Y: number; readonly r: number; readonly zHat: Float64Array } => {
  const [X, Y] = [-dot(delta, x), -dot(delta, e1)];
  const rest = combined([1, delta], [X, x], [Y, e1]);
  return { X, Y, r: norm(rest), zHat: scaledTo(rest, 1) };
};

/**
 * Rows that nearly maximize f after the step with the multipliers' constraints in it: neuron by neuron the best of
 * four directions, with the activation it stands for, again and again at the step that this leads to.
 */
export const multiplierRows = (
  network: Written,
  e1: Float64Array,
  radius: number,
  C2: number,
  side: 1 | -1,
  { rest, across, along }: Multipliers,
): readonly Float64Array[] => {
  const { x, signs, rows } = network;
  const inside = radius * (1 - 1e-9);
  let W: readonly Float64Array[] = rows.map((row, s) => combined([1, row], [side * signs[s]! * inside, x]));
  for (let round = 0; round < 4; round++) {
    const { z } = steppedAt(network, W, C2, side);
    const delta = combined([1, z], [-1, x]);
    const { zHat } = stepCoordinates(x, e1, delta);
    const pull = combined([-1, delta], [along, x], [across, e1], [rest, zHat]);
    W = rows.map((row, s) => {
      const a = side * signs[s]!;
      const u = dot(row, x);
      let best = { value: Number.NEGATIVE_INFINITY, w: row };
      for (const on of [0, 1])
        for (const after of [0, 1]) {
          if (Math.abs(u) > radius && on !== Number(u > 0)) continue;
          let v = scaledTo(combined([after, z], [on, pull]), a * inside);
          if (Math.abs(u) < inside && u + dot(v, x) > 0 !== (on === 1)) {
            // Along x just far enough to have this activation, and what is left across it.
            const need = (on === 1 ? 1e-9 : -1e-9) * inside - u;
            const across = combined([1, v], [-dot(v, x), x]);
            const room = Math.sqrt(Math.max(0, inside * inside - need * need));
            v = combined([need, x], [1, norm(across) > room ? scaledTo(across, room) : across]);
          }
          if (!(norm(v) <= radius)) continue;
          const w = combined([1, row], [1, v]);
          const value = a * (Math.max(0, dot(w, z)) + on * dot(w, pull));
          if (value > best.value) best = { value, w };
        }
      return best.w;
    });
  }
  return W;
};
