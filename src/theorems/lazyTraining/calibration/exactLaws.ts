import { logPmf, upperTail } from '../../../numerics/statistics/binomial.ts';
import { centralMass } from '../../../numerics/statistics/normal.ts';

/** The least c with P(|f(x; a, W0)| > c) ≤ γ, from the law of f itself. */
export const initialValueQuantile = (m: number, gamma: number): number => {
  // Given that k of m neurons are active, f is N(0, k/m): a σ(u) is 0 with chance 1/2, and N(0, 1) otherwise.
  const spread = 8 * Math.sqrt(m) + 20;
  const from = Math.max(1, Math.floor(m / 2 - spread));
  const to = Math.min(m, Math.ceil(m / 2 + spread));
  const weights = Array.from({ length: to - from + 1 }, (_, i) => Math.exp(logPmf(m, from + i, 0.5)));
  const tail = (c: number): number =>
    weights.reduce((sum, weight, i) => sum + weight * (1 - centralMass(c * Math.sqrt(m / (from + i)))), 0);
  let [inside, outside] = [0, 64];
  for (let i = 0; i < 60; i++) {
    const middle = (inside + outside) / 2;
    if (tail(middle) > gamma) inside = middle;
    else outside = middle;
  }
  return outside;
};

/** The least count k with P(|S_v| > k) ≤ γ: |S_v| is binomial. Source: Lemma 4.3. */
export const signChangesQuantile = (m: number, radius: number, gamma: number): number => {
  const p = centralMass(radius);
  let [below, enough] = [-1, m];
  while (enough - below > 1) {
    const middle = Math.floor((below + enough) / 2);
    if (upperTail(m, middle + 1, p) > gamma) below = middle;
    else enough = middle;
  }
  return enough;
};
