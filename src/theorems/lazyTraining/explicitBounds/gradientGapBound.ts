import { binomialUpper, chiSquaredUpper } from '../../../numerics/statistics/chernoff.ts';
import { centralMass } from '../../../numerics/statistics/normal.ts';
import { logCoveringNumber } from './coveringNumber.ts';

/** Networks of dimension d and every width from `least` to `most`; widths need not be whole. */
export interface Widths {
  readonly d: number;
  readonly least: number;
  readonly most: number;
}

/** What a bound is asked about: V = C0/√m, ‖δ‖ ≤ K/√d, but for one draw in 1/β. */
export interface GapQuestion extends Widths {
  readonly C0: number;
  readonly K: number;
  readonly beta: number;
}

/** What it is computed with; any choice is right, and was made before the first draw. */
export interface GapNets {
  /** ln ε_1 > … > ln ε_J. */
  readonly logRadii: readonly number[];
  readonly M0: number;
}

/** The bound over √d, by its parts. */
export interface GapBound {
  readonly total: number;
  readonly leaps: readonly number[];
  readonly strip: number;
  readonly near: number;
  readonly far: number;
  readonly shifts: number;
}

/** Outward for the rounding of some hundred operations on numbers that only add up. */
const WIDER = 1 + 1e-6;

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** The least of a quasiconvex function on (0, 1) that 60 sections find: any place would do. */
const leastOf = (value: (s: number) => number): number => {
  let [low, high] = [1e-9, 1 - 1e-12];
  let [a, b] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [atA, atB] = [value(a), value(b)];
  for (let i = 0; i < 60; i++) {
    if (atA < atB) {
      [high, b, atB] = [b, a, atA];
      a = high - GOLDEN * (high - low);
      atA = value(a);
    } else {
      [low, a, atA] = [a, b, atB];
      b = low + GOLDEN * (high - low);
      atB = value(b);
    }
  }
  return Math.min(atA, atB);
};

/**
 * Bounds Σ_s a_s c_s w⁰_s for the changes c_s of activation between two fixed directions at this angle, but with
 * chance 3e^{−L}: its length over √m, and k/m for the number k of changes. Both fall as m grows.
 */
export const leapBound = (
  { d, m }: { readonly d: number; readonly m: number },
  angle: number,
  L: number,
): { readonly length: number; readonly share: number } => {
  const k = Math.min(m, binomialUpper((m * angle) / Math.PI, L));
  const T = chiSquaredUpper(2 * k, L);
  // λ = s/2T: Markov's inequality for e^{λ‖·‖²}, the parts off the plane of the two directions and in it.
  const square = leastOf(
    (s) => ((L - ((d - 2) / 2) * Math.log1p((-s * k) / T) - 0.5 * Math.log1p(-s)) * 2 * T) / s,
  );
  return { length: Math.sqrt(square / m), share: k / m };
};

/** sup over signs and unit r of Σ_S ±⟨n_s, r⟩ for `count` Gaussian rows of R^{d−1}, but with chance e^{−L}. */
export const signedSums = (d: number, count: number, L: number): number =>
  Math.sqrt(count) * (Math.sqrt(d - 1) + Math.sqrt((2 * count) / Math.PI) + Math.sqrt(2 * L));

/**
 * A number that sup over W in the ball and ‖δ‖ ≤ K/√d of ‖∇f(x; W) − ∇f(x + δ; W)‖/√d exceeds with chance at
 * most β, at each width of the range. No draw enters. Infinite where K/√d ≥ 1, or a net is wider than its ball.
 *
 * Numerators are taken at the largest width and denominators at the least; a leap over √m falls with m.
 *
 * Precision: rounded outward by a part in 10⁶.
 * Source: docs/mathematics.md, "The change of the gradient, bounded without a draw".
 */
export const gradientGapBound = (
  { d, least, most, C0, K, beta }: GapQuestion,
  { logRadii, M0 }: GapNets,
): GapBound => {
  const none = { total: Number.POSITIVE_INFINITY, leaps: [], strip: 0, near: 0, far: 0, shifts: 0 };
  const R = K / Math.sqrt(d);
  if (!(R < 1)) return none;
  const rho = R / Math.sqrt((1 - R) * (1 + R));
  const V = C0 / Math.sqrt(least);
  const global = Math.log((3 * logRadii.length + 8) / beta);
  const leaps: number[] = [];
  let [angle, L, changed, e] = [Math.atan(rho), 0, 0, 0];
  for (const logRadius of logRadii) {
    const radius = Math.exp(logRadius);
    const sine = radius * rho;
    if (!(sine < 1)) return none;
    L = logCoveringNumber(d - 1, radius) + global;
    const leap = leapBound({ d, m: least }, angle, L);
    leaps.push(leap.length / Math.sqrt(d));
    changed += leap.share;
    angle = Math.asin(sine);
    e = sine / Math.sqrt((1 - sine) * (1 + sine));
  }
  // From here on: sums that are not yet divided by √(m d).
  const S = Math.min(most, binomialUpper(most * centralMass(C0 / Math.sqrt(most)), global));
  const strip = Math.hypot(signedSums(d, S, global), V * S);
  const reach = V * Math.sqrt(1 + e * e);
  const nearCount = Math.min(most, binomialUpper(most * centralMass(reach + e * M0), L));
  const near = signedSums(d, nearCount, L);
  const logs = Math.log(most) + global;
  const longest = Math.sqrt(d + 2 * Math.sqrt(d * logs) + 2 * logs);
  // 2φ(0), the largest density of |⟨w⁰_s, ẑ⟩|.
  const density = Math.sqrt(2 / Math.PI);
  const farOf = (): number => {
    const mean = density * most * e * Math.log(longest / M0);
    const variance = density * most * e * (1 / M0 - 1 / longest);
    const weights = mean + Math.sqrt(2 * variance * L) + L / (3 * M0);
    return (Math.sqrt(weights) + (Math.sqrt(d - 1) + Math.sqrt(2 * L)) / Math.sqrt(M0)) ** 2;
  };
  const far = longest > M0 ? farOf() : 0;
  const rest = Math.min(most, nearCount + far / M0);
  const unit = 1 / Math.sqrt(least * d);
  const parts = {
    leaps,
    strip: strip * unit,
    near: (1 + e) * near * unit,
    far: (1 + e) * far * unit,
    // V/√m of them each: V k/√m = C0 k/m.
    shifts: (reach * rest + V * (S + rest)) * unit + (C0 * changed) / Math.sqrt(d),
  };
  const sum = leaps.reduce((total, leap) => total + leap, 0);
  return { ...parts, total: (sum + parts.strip + parts.near + parts.far + parts.shifts) * WIDER };
};
