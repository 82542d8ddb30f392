/** Shares of ε left to a net of the random points, beside multiples of 1/n. */
const SHARES = [0.1, 0.05, 0.02] as const;

/** ln(1 + e^a). */
const logOnePlus = (a: number): number => (a > 0 ? a + Math.log1p(Math.exp(-a)) : Math.log1p(Math.exp(a)));

/**
 * An upper bound of ln N, N the number of balls of radius ε that cover the unit ball of R^n, their centres in it.
 *
 * N ≤ (1 + 2/ε)^n by volume. Or: a point drawn uniformly from the ball of radius 1 + r comes within r of a given
 * y with chance (r/(1 + r))^n, so some 1 + n ln(1 + 2/(θε)) ((1 + r)/r)^n points come within r = (1 − θ)ε of
 * each point of a θε-net; projected onto the unit ball they come no further away. That saves ln 2 a dimension.
 */
export const logCoveringNumber = (n: number, epsilon: number): number => {
  const byVolume = n * Math.log1p(2 / epsilon);
  const byChance = [1 / n, 0.5 / n, 2 / n, ...SHARES]
    .filter((share) => share < 1)
    .map((share) => {
      const r = (1 - share) * epsilon;
      const each = Math.log1p(r) - Math.log(r);
      return logOnePlus(n * each + Math.log(n * Math.log1p(2 / (share * epsilon))));
    });
  return Math.min(byVolume, ...byChance);
};
