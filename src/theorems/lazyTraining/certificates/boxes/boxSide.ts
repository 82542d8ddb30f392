import { type Allowance, allowanceFor, FLIPS_ERROR, NEAR, NEAR_CHANCE } from './allowance.ts';
import type { PlaneCells, PlaneNeurons, PlanePoints } from './planeNeurons.ts';

/** Neurons that are on (or off) for every W: those that raise f with their value, and those that lower it. */
export interface Activation {
  /** −1 where they are on: their kink is passed by −⟨w, z⟩; 1 where they are off. */
  readonly turn: 1 | -1;
  readonly raising: PlanePoints;
  readonly lowering: PlaneCells;
}

/** One sign of f: with −a in the place of a, what holds of f holds of −f. */
export interface BoxSide {
  readonly sign: 1 | -1;
  readonly d: number;
  readonly m: number;
  readonly V: number;
  /** The centre gradient along x and along e₁, seen with the sign. */
  readonly along: number;
  readonly across: number;
  readonly alwaysOn: number;
  readonly mayFlip: number;
  /** 1/‖(h_s)‖: b_s = a_s h_s · patternScale is a unit vector. */
  readonly patternScale: number;
  readonly activations: readonly [Activation, Activation];
  readonly flipping: { readonly raising: PlanePoints; readonly lowering: PlanePoints };
  /** ≥ f(x; W), and so ≥ ⟨g, x⟩. */
  readonly reach: number;
  /** ⟨g, e₁⟩ lies between these. */
  readonly leastAcross: number;
  readonly mostAcross: number;
  /** ≥ the length of g off x and e₁. */
  readonly mostRest: number;
  readonly allowance: Allowance;
}

/**
 * m^{−1/2} sup ‖Σ_S σ_s a_s N_s‖ over |σ_s| ≤ ½, but for `FLIPS_ERROR`.
 *
 * By comparison it is at most the largest of ⟨l, Pg⟩ + ‖Pl‖‖h‖ over l = σ a, twice as often; on |⟨b, g⟩| ≤ NEAR
 * that is ½ Σ_S |g_s| + ½ √|S| ‖h‖ and what b takes away, a √(|S|/2)-Lipschitz function of (g, h).
 */
const flipsReach = (size: number, m: number, patternScale: number, length: number): number => {
  const tail = Math.sqrt(2 * Math.log(2 / (NEAR_CHANCE * FLIPS_ERROR)));
  const twice =
    size * Math.sqrt(2 / Math.PI) +
    Math.sqrt(size) * length +
    Math.sqrt(2 * size) * tail +
    0.5 * NEAR * size * patternScale;
  return (0.5 * twice) / Math.sqrt(m);
};

/** Ranges are widened by this, far beyond the rounding of what they are made of. */
const OUTWARD = 1e-12;

export const boxSide = (plane: PlaneNeurons, sign: 1 | -1): BoxSide => {
  const { d, m, V, alwaysOn, mayFlip, turned, on, off, flipping } = plane;
  const [raising, lowering] = sign === 1 ? (['plus', 'minus'] as const) : (['minus', 'plus'] as const);
  const patternScale = 1 / Math.sqrt(Math.max(alwaysOn + 0.25 * mayFlip, 0.25));
  const allowance = allowanceFor(d);
  const shifts = (V * (alwaysOn + mayFlip)) / Math.sqrt(m);
  return {
    sign,
    d,
    m,
    V,
    along: sign * plane.along,
    across: plane.across,
    alwaysOn,
    mayFlip,
    patternScale,
    activations: [
      { turn: -1, raising: on[raising].points, lowering: on[lowering].cells },
      { turn: 1, raising: off[raising].points, lowering: off[lowering].cells },
    ],
    flipping: { raising: flipping[raising], lowering: flipping[lowering] },
    reach: plane.reach(sign),
    leastAcross: (plane.across - turned - shifts) * (1 - OUTWARD),
    mostAcross: (plane.across + turned + shifts) * (1 + OUTWARD),
    mostRest: (flipsReach(mayFlip, m, patternScale, allowance.length) + shifts) * (1 + OUTWARD),
    allowance,
  };
};
