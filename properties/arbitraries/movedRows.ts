import { dot, norm } from '../../src/numerics/linalg/vectors.ts';
import { gaussian } from '../../src/numerics/random/gaussian.ts';
import type { Stream } from '../../src/numerics/random/stream.ts';
import { uniform } from '../../src/numerics/random/uniform.ts';
import type { ExplicitNetwork } from '../../src/theorems/lazyTraining/network/explicitNetwork.ts';

/** A network with its weights written out, row by row. */
export interface Written {
  readonly d: number;
  readonly m: number;
  readonly x: Float64Array;
  readonly signs: Int8Array;
  readonly rows: readonly Float64Array[];
}

export const written = ({ d, m, x, signs, visitRows }: ExplicitNetwork): Written => {
  const rows: Float64Array[] = [];
  visitRows((_, row) => rows.push(Float64Array.from(row)));
  return { d, m, x, signs, rows };
};

/** The same network, read row by row. */
export const networkOf = ({ d, m, x, signs, rows }: Written): ExplicitNetwork => ({
  d,
  m,
  x,
  signs,
  visitRows: (visit) => {
    rows.forEach((row, s) => {
      visit(s, Float64Array.from(row));
    });
  },
  embed: (vector) => vector,
});

/** What the gradient step of length C2/‖g‖ does at some rows, from its definition; δ = −side · C2 g/‖g‖². */
export interface Stepped {
  readonly value: number;
  readonly g: Float64Array;
  readonly z: Float64Array;
  readonly after: number;
}

export const steppedAt = (
  { d, m, x, signs }: Written,
  W: readonly Float64Array[],
  C2: number,
  side: 1 | -1,
): Stepped => {
  const scale = Math.sqrt(m);
  const g = new Float64Array(d);
  let value = 0;
  W.forEach((w, s) => {
    const p = dot(w, x);
    if (p <= 0) return;
    value += (signs[s]! * p) / scale;
    for (let i = 0; i < d; i++) g[i]! += (signs[s]! * w[i]!) / scale;
  });
  const rate = (side * C2) / dot(g, g);
  const z = x.map((entry, i) => entry - rate * g[i]!);
  let after = 0;
  W.forEach((w, s) => {
    after += (signs[s]! * Math.max(0, dot(w, z))) / scale;
  });
  return { value, g, z, after };
};

// Plain loops: these are called millions of times.
const times = (v: Float64Array, factor: number): Float64Array => {
  const out = new Float64Array(v.length);
  for (let i = 0; i < out.length; i++) out[i] = v[i]! * factor;
  return out;
};
const plus = (a: Float64Array, b: Float64Array): Float64Array => {
  const out = new Float64Array(a.length);
  for (let i = 0; i < out.length; i++) out[i] = a[i]! + b[i]!;
  return out;
};
const unit = (v: Float64Array): Float64Array => {
  const length = norm(v);
  return length === 0 ? v : times(v, 1 / length);
};

/** A shift brought into the ball of this radius. */
const into = (shift: Float64Array, radius: number): Float64Array => {
  const length = norm(shift);
  return length > radius ? times(shift, (radius * (1 - 1e-12)) / length) : shift;
};

/** Kinds of W that `adversarialRows` knows. */
export const ROW_KINDS = 9;

/**
 * Rows in the ball that mean harm to a certificate of the gradient step, in one of several ways: anywhere, on
 * the sphere, all spent on f(x), all along z, best to first order with sign changes, turning the gradient
 * towards a common direction, gathered exactly at the kinks, or by projected gradient from one of them.
 */
export const adversarialRows = (
  network: Written,
  radius: number,
  C2: number,
  side: 1 | -1,
  kind: number,
  stream: Stream,
): Float64Array[] => {
  const { d, x, signs, rows } = network;
  const inside = radius * (1 - 1e-12);
  const chance = uniform(stream.child('chance'), rows.length);
  const shifted = (shiftOf: (row: Float64Array, s: number) => Float64Array): Float64Array[] =>
    rows.map((row, s) => plus(row, into(shiftOf(row, s), inside)));
  const spent = (): Float64Array[] => shifted((_, s) => times(x, side * signs[s]! * inside));
  const toZ = (W: readonly Float64Array[]): Float64Array[] => {
    const q = unit(steppedAt(network, W, C2, side).z);
    return shifted((_, s) => times(q, side * signs[s]! * inside));
  };
  const switched = (W: readonly Float64Array[]): Float64Array[] => {
    const { g, z } = steppedAt(network, W, C2, side);
    const towards = unit(z);
    const back = unit(times(plus(z, times(x, -1)), -1));
    return shifted((row, s) => {
      const u = dot(row, x);
      const push = side * signs[s]! * inside;
      const mayFlip = Math.abs(u) < inside;
      const on = mayFlip ? signs[s]! * dot(row, g) > 0 : u > 0;
      const after = dot(row, z) > 0;
      const shift = times(on ? (after ? x : back) : towards, on || after ? push : 0);
      if (mayFlip && u + dot(shift, x) > 0 !== on) return times(x, -u + (on ? 1e-9 : -1e-9) * inside);
      return shift;
    });
  };
  const turned = (r: Float64Array): Float64Array[] =>
    shifted((row, s) => {
      const u = dot(row, x);
      if (Math.abs(u) < inside) {
        const on = signs[s]! * dot(row, r) > 0;
        if (u > 0 !== on) return times(x, -u + (on ? 1e-9 : -1e-9) * inside);
      }
      return times(r, signs[s]! * inside);
    });
  switch (kind) {
    case 0:
    case 1: {
      const directions = Float64Array.from(gaussian(stream.child('directions'), rows.length * d));
      const direction = (s: number): Float64Array => unit(directions.subarray(s * d, (s + 1) * d));
      return shifted((_, s) => times(direction(s), kind === 0 ? inside * chance[s]! : inside));
    }
    case 2:
      return spent();
    case 3:
      return toZ(toZ(spent()));
    case 4:
      return switched(switched(spent()));
    case 5:
      return turned(unit(Float64Array.from(gaussian(stream.child('r'), d))));
    case 6: {
      // Exactly at the kink at x, or at z: what is left of the budget goes up.
      const { z } = steppedAt(network, spent(), C2, side);
      return shifted((row, s) => {
        const at = chance[s]! < 0.5 ? x : z;
        const back = times(at, -dot(row, at) / dot(at, at));
        return norm(back) <= inside ? back : times(x, side * signs[s]! * inside);
      });
    }
    case 7: {
      // Half spent, half sideways along a direction that the gradient can be turned to.
      const r = unit(Float64Array.from(gaussian(stream.child('r'), d)));
      const between = unit(plus(x, r));
      return shifted((_, s) => times(between, side * signs[s]! * inside));
    }
    default: {
      let W = switched(spent());
      for (let k = 2; k < 8; k++) {
        const { g, z } = steppedAt(network, W, C2, side);
        const y = new Float64Array(d);
        W.forEach((w, s) => {
          if (dot(w, z) > 0) for (let i = 0; i < d; i++) y[i]! += signs[s]! * w[i]!;
        });
        const square = dot(g, g);
        const scaled = times(y, 1 / Math.sqrt(rows.length));
        const product = dot(g, scaled);
        const pull = g.map(
          (entry, i) => -side * C2 * (scaled[i]! / square - (2 * entry * product) / (square * square)),
        );
        W = W.map((w, s) => {
          const slope = plus(times(z, dot(w, z) > 0 ? 1 : 0), times(pull, dot(w, x) > 0 ? 1 : 0));
          const next = plus(
            plus(w, times(rows[s]!, -1)),
            times(unit(slope), (side * signs[s]! * inside) / k),
          );
          return plus(rows[s]!, into(next, inside));
        });
      }
      return W;
    }
  }
};
