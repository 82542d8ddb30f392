import { SUM_BLOCK } from '../../../numerics/linalg/blockedSum.ts';
import type { Numbers } from '../../../numerics/linalg/vectors.ts';

/** ∇f(x; W0) − ∇f(x + δ; W0) for a fixed δ = R·e ⊥ x, by its parts. */
export interface FixedGap {
  /** Neurons whose activation differs between x and x + δ. */
  readonly crossed: number;
  /** ⟨·, x⟩, ⟨·, e⟩, and the part along a third fixed direction. */
  readonly parts: readonly [number, number, number];
  /** The norm: the largest (1/√m) Σ X_{s,0} over the unit directions r, for this δ. */
  readonly norm: number;
}

/**
 * The gap of the gradients between x and x + R·e at W0, from what the two points see of W0.
 *
 * √m · gap = Σ a_s c_s w⁰_s, c_s = 1[u_s > 0] − 1[u_s + R v_s > 0]; with k of the c_s not 0, what is
 * orthogonal to x and e is √k times one vector of Gaussians.
 */
export const fixedGap = (
  draw: {
    readonly m: number;
    readonly signs: Int8Array;
    readonly u: Numbers;
    readonly v: Numbers;
    readonly third: number;
    readonly rest: number;
  },
  length: number,
): FixedGap => {
  const { m, signs, u, v } = draw;
  let crossed = 0;
  let [alongX, alongE] = [0, 0];
  for (let start = 0; start < m; start += SUM_BLOCK) {
    let [x, e] = [0, 0];
    for (let s = start; s < Math.min(m, start + SUM_BLOCK); s++) {
      const change = Number(u[s]! > 0) - Number(u[s]! + length * v[s]! > 0);
      if (change === 0) continue;
      crossed++;
      x += signs[s]! * change * u[s]!;
      e += signs[s]! * change * v[s]!;
    }
    alongX += x;
    alongE += e;
  }
  const scale = Math.sqrt(m);
  const share = Math.sqrt(crossed / m);
  const parts = [alongX / scale, alongE / scale, share * draw.third] as const;
  const square = parts.reduce((sum, part) => sum + part * part, (share * draw.rest) ** 2);
  return { crossed, parts, norm: Math.sqrt(square) };
};

/**
 * A length that the gap for a fixed δ ⊥ x falls short of with probability at most α; 0 where the bounds say
 * nothing.
 *
 * k ~ Binomial(m, p) with p = arctan(R)/π is below mp − √(2mp ln(2/α)) with probability at most α/2
 * (Chernoff), and χ²_n below n − 2√(n ln(2/α)) as well (Laurent & Massart 2000, n = d − 2); ‖gap‖² ≥ (k/m)
 * χ²_{d−2}.
 */
export const leastGap = (
  { d, m }: { readonly d: number; readonly m: number },
  length: number,
  alpha: number,
): number => {
  const spent = Math.log(2 / alpha);
  const mean = (m * Math.atan(length)) / Math.PI;
  const crossed = mean - Math.sqrt(2 * mean * spent);
  const degrees = d - 2;
  const square = degrees - 2 * Math.sqrt(Math.max(0, degrees) * spent);
  return crossed > 0 && square > 0 ? Math.sqrt((crossed / m) * square) : 0;
};
