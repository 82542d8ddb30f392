import type { Comparison } from '../comparison.ts';
import { positivePart } from '../extremeValue.ts';

/**
 * Where a half disc of radius 1 is touched by the sides of a polygon around it: tangents of half the angle
 * from −e.
 */
const TOUCHED = [0, 0.1, 0.2, 0.32, 0.46, 0.7, 1.2] as const;

const onCircle = (t: number): readonly [number, number] => [
  -(1 - t * t) / (1 + t * t),
  (2 * t) / (1 + t * t),
];

/**
 * Corners (towards e, across) of the polygon: a convex function on the half disc is at most the largest of
 * its values there.
 */
const corners: readonly (readonly [number, number])[] = (() => {
  const touching = [...TOUCHED.map(onCircle), [1, 0] as const];
  const between = touching.slice(1).map(([x, y], i) => {
    const [x0, y0] = touching[i]!;
    // Two tangents of a unit circle meet at (p + q)/(1 + ⟨p, q⟩).
    const size = 1 + x * x0 + y * y0;
    return [(x + x0) / size, (y + y0) / size] as const;
  });
  return [[-1, 0], ...between, [1, 0]];
})();

/** Rounds of the search for κ below; every κ gives a bound, and the third hardly moves it. */
const ROUNDS = 3;

/**
 * W = W0 + V a (q_x x + q_e e)ᵀ as a comparison sees it: what moves together, and for each neuron with a_s =
 * −1 how far it is from changing its activation, signed so that a change is a gain.
 */
interface Moved {
  /** Σ a_s over the active neurons of p, of row, and of P g: √m f(x; W) and its slopes. */
  readonly sums: readonly [number, number, number];
  readonly p: Float64Array;
  readonly row: Float64Array;
  readonly g: Float64Array;
}

const movedBy = ({ m, u, signs, xi, length, g }: Comparison, radius: number, slope: number): Moved => {
  const whole = Math.sqrt(1 + slope * slope);
  const [along, across] = [radius / whole, (-radius * slope) / whole];
  let [count, alongXi, alongG, negatives] = [0, 0, 0, 0];
  for (let s = 0; s < m; s++) {
    const a = signs[s]!;
    negatives += Number(a < 0);
    if (!(u[s]! + a * along > 0)) continue;
    count++;
    alongXi += a * xi[s]!;
    alongG += a * g[s]!;
  }
  // b = a_s 1[p_s > 0]: row is ξ with its part along b replaced by χ, and P g is g without it.
  const toRow = count === 0 ? 0 : length / Math.sqrt(count) - alongXi / count;
  const toG = count === 0 ? 0 : -alongG / count;
  const sums: [number, number, number] = [0, 0, 0];
  const part = (): Float64Array => new Float64Array(negatives);
  const found = { p: part(), row: part(), g: part() };
  let next = 0;
  for (let s = 0; s < m; s++) {
    const a = signs[s]!;
    const p = u[s]! + a * along;
    const active = p > 0;
    const inPattern = active ? a : 0;
    const row = xi[s]! + toRow * inPattern + a * across;
    const rest = g[s]! + toG * inPattern;
    sums[0] += inPattern * p;
    sums[1] += inPattern * row;
    sums[2] += inPattern * rest;
    if (a > 0) continue;
    const side = active ? -1 : 1;
    found.p[next] = side * p;
    found.row[next] = side * row;
    found.g[next] = side * rest;
    next++;
  }
  return { sums, ...found };
};

/** An upper bound of the comparison at one corner (towards, across), the least over a few κ. */
const atCorner = (
  { m, rest }: Comparison,
  { sums, p, row, g }: Moved,
  towards: number,
  across: number,
): number => {
  const price = across * rest;
  const linear = -(sums[0] + towards * sums[1] + across * sums[2]);
  let least = Number.POSITIVE_INFINITY;
  let kappa = Math.sqrt(m) / 4;
  for (let round = 0; round < ROUNDS; round++) {
    const gain = price / (2 * kappa);
    let [total, changed] = [0, 0];
    for (let i = 0; i < p.length; i++) {
      const value = gain + p[i]! + towards * row[i]! + across * g[i]!;
      total += positivePart(value);
      changed += Number(value > 0);
    }
    // Sums of m terms of order one are off by far less than 1e-9 m.
    least = Math.min(least, linear + (price * kappa) / 2 + total + 1e-9 * m);
    if (least < 0 || price === 0) break;
    kappa = Math.sqrt(Math.max(1, changed));
  }
  return least;
};

/**
 * Whether a comparison stays below zero. P(some W in the ball keeps its sign at every ‖δ‖ ≤ size) ≥ 1 − 2
 * P(it does not).
 *
 * The W in question is W0 + V a q, q = (x − slope · e)/√(1 + slope²), with the slope chosen in advance and e
 * the direction of Σ a_s 1[p_s > 0] P w⁰_s, p_s = u_s + a_s V ⟨q, x⟩. By homogeneity it is enough that f(x +
 * η; W) > 0 for every η ⊥ x up to ‖η‖ = size/√(1 − size²). With σ(t) ≥ 1[p_s > 0] t where a_s = +1, and σ(t)
 * = max y t over y ∈ {0, 1} where a_s = −1, −√m f(x + η; W) is at most the largest ⟨y, p + η_e row⟩ + ⟨y, N Q
 * η′⟩, with Q the projection off the pattern b = a_s 1[p_s > 0] and N Gaussian, independent of what p and row
 * reveal. By Slepian's lemma, with an independent ξ ≥ 0 half of the time, it exceeds 0 at most twice as often
 * as
 *
 *     max { ⟨y, p + η_e row + ‖η′‖ Q g⟩ + ‖η′‖ ‖Q y‖ ‖h‖ : η_e² + ‖η′‖² ≤ ‖η‖² },     g ~ N(0, I_m), ‖h‖ ~ χ_{d−2},
 *
 * which is bounded from above here: ‖Q y‖ ≤ ‖y + b‖ ≤ ‖y + b‖²/(2κ) + κ/2, after which every neuron is on its
 * own; and what is convex in (η_e, ‖η′‖) is at most the largest of its values at the corners of a polygon
 * around the half disc. A bound below zero at one size is one at every smaller size.
 *
 * Where the signs were not turned to f(x; W0) ≥ 0, it is the sign +1 that is kept: f(x; W) < 0 then counts as not
 * below zero.
 *
 * Throws: `RangeError` unless 0 ≤ size < 1. Cost: O(m). Source: Gordon 1985, in the form of Thrampoulidis,
 * Oymak and Hassibi 2015.
 */
export const resists = (drawn: Comparison, radius: number, size: number, slope: number): boolean => {
  if (!(size >= 0 && size < 1))
    throw new RangeError(
      `resists: expected a size from 0 to below 1, got ${size}; at 1 the input itself can be erased.`,
    );
  const moved = movedBy(drawn, radius, slope);
  const reach = size / Math.sqrt((1 - size) * (1 + size));
  return corners.every(([towards, across]) => atCorner(drawn, moved, reach * towards, reach * across) < 0);
};
