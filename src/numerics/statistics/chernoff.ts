/** Below this √(2c) the root is taken from its series: ln(1 + t) − t would lose its digits. */
const SMALL = 1e-4;

/** What the roots are widened by: their equations are solved to a part in 10¹² at t ≥ SMALL. */
const WIDER = 1 + 1e-9;

/** The least t, to a part in 2⁵⁰ or so, at which an increasing `rate` reaches c; from above. */
const firstAt = (rate: (t: number) => number, c: number): number => {
  const s = Math.sqrt(2 * c);
  // Both rates are at least t²/2 − t³/3, which is above s²/2 = c at t = s + s² for s ≤ 0.3.
  if (s < SMALL) return s + s * s;
  let [low, high] = [s / 2, 2 * s + 1];
  while (rate(high) < c) [low, high] = [high, 2 * high];
  for (let i = 0; i < 60; i++) {
    const middle = 0.5 * (low + high);
    if (rate(middle) >= c) high = middle;
    else low = middle;
  }
  return high * WIDER;
};

/**
 * A count k with P(Bin(n, p) ≥ k) ≤ e^{−L}, where np = `mean`, whatever n is.
 *
 * The relative entropy of q against p is at least q ln(q/p) + p − q (Poisson's form), so k = mean · x with x ln x
 * − x + 1 = L/mean. It may exceed n, which a caller that knows n takes instead.
 *
 * Precision: never below the root, and at most a part in 10⁴ above it.
 */
export const binomialUpper = (mean: number, L: number): number =>
  mean > 0 ? mean * (1 + firstAt((t) => (1 + t) * Math.log1p(t) - t, L / mean)) : 0;

/**
 * A y with P(χ²_n ≥ y) ≤ e^{−L}: y/n − 1 − ln(y/n) = 2L/n, by Chernoff's bound; n need not be whole.
 *
 * Precision: as `binomialUpper`.
 */
export const chiSquaredUpper = (n: number, L: number): number =>
  n > 0 ? n * (1 + firstAt((t) => t - Math.log1p(t), (2 * L) / n)) : 0;
