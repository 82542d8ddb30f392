import { kernels } from '../../kernels/inUse.ts';
import type { KnownWeights } from '../knownWeights.ts';

/** Neurons as points of the plane of x and e₁, each standing for `count` of them. */
export interface PlanePoints {
  /** ⟨w⁰_s, x⟩ and ⟨w⁰_s, e₁⟩. */
  readonly along: Float64Array;
  readonly across: Float64Array;
  readonly count: Float64Array;
}

/** How the neurons that a point stands for are spread around it: mean squares and products of the deviations. */
export interface PlaneCells extends PlanePoints {
  readonly spread: {
    readonly along: Float64Array;
    readonly across: Float64Array;
    readonly both: Float64Array;
  } | null;
}

/** The neurons of one activation and one sign of a_s, in the two forms that the two kinds of bound need. */
export interface PlaneGroup {
  /** With masses such that the sum of any convex function is at least that over the neurons. */
  readonly points: PlanePoints;
  /** With their means. */
  readonly cells: PlaneCells;
}

/** Groups by a_s = +1 and a_s = −1. */
export interface BySign<T> {
  readonly plus: T;
  readonly minus: T;
}

/**
 * A draw as a certificate by boxes reads it: the coordinates along x and along one other direction e₁, that of
 * the centre gradient off x. All else of W0 is a fresh Gaussian.
 *
 * With h_s = 1 where u_s > V, ½ where |u_s| ≤ V and 0 elsewhere, the centre gradient is m^{−1/2} Σ a_s h_s w⁰_s
 * = along · x + across · e₁; so Σ a_s h_s N_s = 0 for the parts N_s of w⁰_s off x and e₁.
 */
export interface PlaneNeurons {
  readonly d: number;
  readonly m: number;
  /** How far a weight may move, widened by the rounding of the coordinates. */
  readonly V: number;
  readonly along: number;
  readonly across: number;
  readonly alwaysOn: number;
  readonly mayFlip: number;
  /** ½ m^{−1/2} Σ_{|u_s| ≤ V} |⟨w⁰_s, e₁⟩|. */
  readonly turned: number;
  readonly on: BySign<PlaneGroup>;
  readonly off: BySign<PlaneGroup>;
  readonly flipping: BySign<PlanePoints>;
  /** ≥ sign · f(x; W) over the ball. */
  reach(sign: 1 | -1): number;
}

/** Room for so many neurons, filled one by one; each stands for itself. */
const room = (size: number, ones: Float64Array) => {
  const along = kernels().arena.float64(size);
  const across = kernels().arena.float64(size);
  let filled = 0;
  return {
    add: (u: number, eta: number): void => {
      along[filled] = u;
      across[filled] = eta;
      filled++;
    },
    points: { along, across, count: ones.subarray(0, size) } as PlanePoints,
  };
};

/** How many neurons are on, off and in the may-flip set, by sign. */
const sizesOf = ({ u, signs, radius, m }: KnownWeights) => {
  const on = { plus: 0, minus: 0 };
  const off = { plus: 0, minus: 0 };
  const flipping = { plus: 0, minus: 0 };
  for (let s = 0; s < m; s++) {
    const sizes = u[s]! > radius ? on : u[s]! < -radius ? off : flipping;
    sizes[signs[s]! > 0 ? 'plus' : 'minus']++;
  }
  return { on, off, flipping };
};

const alone = (points: PlanePoints): PlaneGroup => ({ points, cells: { ...points, spread: null } });

/**
 * The plane of a draw. Null where the centre gradient has no part off x.
 *
 * Rows that were revealed are kept in f32: a coordinate is off by at most 2⁻²⁴ of itself, and so much is added
 * to V. `along` and `across` are sums over the coordinates as they are kept.
 */
export const planeNeurons = (known: KnownWeights): PlaneNeurons | null => {
  const { d, m, u, signs, radius, towards, centerNorm, centerAlong, extremes } = known;
  const length = Math.sqrt(Math.max(0, centerNorm * centerNorm - centerAlong * centerAlong));
  if (!(length > 1e-6 * centerNorm) || d < 3) return null;
  let longest = 0;
  let [along, across, turned] = [0, 0, 0];
  let [alwaysOn, mayFlip] = [0, 0];
  const sizes = sizesOf(known);
  const most = Math.max(...Object.values(sizes).flatMap(({ plus, minus }) => [plus, minus]));
  const ones = kernels().arena.float64(most).fill(1);
  const rooms = (of: BySign<number>) => ({ plus: room(of.plus, ones), minus: room(of.minus, ones) });
  const on = rooms(sizes.on);
  const off = rooms(sizes.off);
  const flipping = rooms(sizes.flipping);
  for (let s = 0; s < m; s++) {
    const us = u[s]!;
    const eta = (towards[s]! - centerAlong * us) / length;
    const sign = signs[s]! > 0 ? 'plus' : 'minus';
    longest = Math.max(longest, us * us + eta * eta);
    if (us < -radius) {
      off[sign].add(us, eta);
      continue;
    }
    const share = us > radius ? signs[s]! : 0.5 * signs[s]!;
    along += share * us;
    across += share * eta;
    if (us > radius) {
      on[sign].add(us, eta);
      alwaysOn++;
    } else {
      flipping[sign].add(us, eta);
      turned += 0.5 * Math.abs(eta);
      mayFlip++;
    }
  }
  const scale = Math.sqrt(m);
  if (Math.abs(across / scale - length) > 1e-8 * (1 + length))
    throw new Error(
      `the direction of the centre gradient: expected ${length} along it, got ${across / scale}`,
    );
  const groups = (of: typeof on): BySign<PlaneGroup> => ({
    plus: alone(of.plus.points),
    minus: alone(of.minus.points),
  });
  return {
    d,
    m,
    V: radius * (1 + 1e-12) + 2 ** -24 * (1 + 1e-6) * Math.sqrt(longest),
    along: along / scale,
    across: across / scale,
    alwaysOn,
    mayFlip,
    turned: turned / scale,
    on: groups(on),
    off: groups(off),
    flipping: { plus: flipping.plus.points, minus: flipping.minus.points },
    reach: (sign) => {
      const { value, error } = sign === 1 ? extremes.highest : extremes.lowest;
      return sign * value + error + 1e-9;
    },
  };
};
