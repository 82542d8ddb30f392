import { lowerTail } from '../../../numerics/statistics/binomial.ts';
import { chiSquaredLowerTail, chiSquaredQuantile } from '../../../numerics/statistics/chiSquared.ts';
import { centralMass, normalUpperTail } from '../../../numerics/statistics/normal.ts';

/** The linear model f(w; x) = d^exponent ⟨w, x⟩ of the warm-up, at w_0 ~ N(0, I_d) and unit x. */
export interface LinearModel {
  readonly name: string;
  readonly exponent: 0 | -0.5;
}

/** As the warm-up prints it. Source: Section 3. */
export const averagedModel: LinearModel = { name: 'f = (1/√d) Σ w_s x_s', exponent: -0.5 };

export const plainModel: LinearModel = { name: 'f = ⟨w, x⟩', exponent: 0 };

/** d^exponent; a square root and a quotient, so that it is the same on every engine. */
export const scaleOf = ({ exponent }: LinearModel, d: number): number =>
  exponent === 0 ? 1 : 1 / Math.sqrt(d);

/** f(w; x). */
export const linearValue = (model: LinearModel, w: readonly number[], x: readonly number[]): number =>
  scaleOf(model, w.length) * w.reduce((sum, entry, s) => sum + entry * x[s]!, 0);

/** ∇ₓf(w; x): its entries are the values at the axes, whatever x is. */
export const linearGradient = (model: LinearModel, w: readonly number[]): number[] =>
  w.map((_, axis) =>
    linearValue(
      model,
      w,
      w.map((_, s) => (s === axis ? 1 : 0)),
    ),
  );

/** The p-quantile of |f(w_0; x)|, exactly: f is Gaussian. */
export const valueQuantile = (model: LinearModel, d: number, p: number): number =>
  scaleOf(model, d) * Math.sqrt(chiSquaredQuantile(1, p));

/** The p-quantile of ‖∇f(w_0; x)‖, exactly: a multiple of χ_d. */
export const gradientQuantile = (model: LinearModel, d: number, p: number): number =>
  scaleOf(model, d) * Math.sqrt(chiSquaredQuantile(d, p));

/**
 * The dimension from which on √d/2 ≤ ‖w_0‖ ≤ 2√d with probability at least 1 − γ.
 *
 * P(χ²_d ≤ td) for t < 1 and P(χ²_d ≥ td) for t > 1 are at most (t e^{1−t})^{d/2} (Chernoff); at t = 1/4 that
 * is the larger of the two, and γ/2 is spent on either side.
 */
export const comparableFrom = (gamma: number): number =>
  Math.max(1, Math.ceil((2 * Math.log(2 / gamma)) / (Math.log(4) - 3 / 4)));

/** What w may do: every coordinate moves by at most C0, or the vector as a whole. */
export type Ball = 'each' | 'whole';

export const ballName: Readonly<Record<Ball, string>> = {
  each: '|w_s − w_{s,0}| ≤ C0 for all s',
  whole: '‖w − w_0‖ ≤ C0',
};

/**
 * sup over w in the ball of |f(w; x) − f(w_0; x)|, exactly: scale·C0 times the dual norm of x.
 */
export const largestMove = (model: LinearModel, ball: Ball, C0: number, x: readonly number[]): number =>
  scaleOf(model, x.length) *
  C0 *
  (ball === 'each'
    ? x.reduce((sum, entry) => sum + Math.abs(entry), 0)
    : Math.sqrt(x.reduce((sum, entry) => sum + entry * entry, 0)));

/** The same over all unit x too: for `each` at x = (1, …, 1)/√d, for `whole` at any x. */
export const largestMoveAnywhere = (model: LinearModel, ball: Ball, C0: number, d: number): number =>
  scaleOf(model, d) * C0 * (ball === 'each' ? Math.sqrt(d) : 1);

/**
 * inf over w in the ball of ‖∇f(w; x)‖, exactly: every coordinate, or the vector, is taken towards 0 by C0.
 */
export const leastGradient = (model: LinearModel, ball: Ball, C0: number, w0: readonly number[]): number =>
  scaleOf(model, w0.length) *
  (ball === 'each'
    ? Math.sqrt(w0.reduce((sum, entry) => sum + Math.max(0, Math.abs(entry) - C0) ** 2, 0))
    : Math.max(0, Math.sqrt(w0.reduce((sum, entry) => sum + entry * entry, 0)) - C0));

/** P(|Z| ≥ C0 + 1): the share of coordinates that stay at least 1 away from 0 whatever w does. */
const farShare = (C0: number): number => 2 * normalUpperTail(C0 + 1);

/** The largest k with P(Binomial(n, p) < k) ≤ γ. */
const binomialFloor = (n: number, p: number, gamma: number): number => {
  let [holds, fails] = [0, n + 1];
  while (fails - holds > 1) {
    const middle = Math.floor((holds + fails) / 2);
    if (lowerTail(n, middle - 1, p) <= gamma) holds = middle;
    else fails = middle;
  }
  return holds;
};

/**
 * What inf over the ball of ‖∇f‖ exceeds with probability at least 1 − γ.
 *
 * For `whole` it is the exact quantile (‖w_0‖ has the law of χ_d); for `each` scale·√N with N the number of
 * coordinates beyond C0 + 1, a binomial, so a bound from below.
 */
export const leastGradientFloor = (
  model: LinearModel,
  ball: Ball,
  C0: number,
  d: number,
  gamma: number,
): number =>
  scaleOf(model, d) *
  (ball === 'each'
    ? Math.sqrt(binomialFloor(d, farShare(C0), gamma))
    : Math.max(0, Math.sqrt(chiSquaredQuantile(d, gamma)) - C0));

/**
 * E (|Z| − C0)₊² for a standard normal Z, so that √(d·this)·scale is at least the mean of the infimum for
 * `each`.
 */
export const meanSquareLeft = (C0: number): number => {
  const tail = normalUpperTail(C0);
  const density = Math.exp((-C0 * C0) / 2) / Math.sqrt(2 * Math.PI);
  // 2[(1 + C0²)(1 − Φ(C0)) − C0 φ(C0)] cancels to about 4φ(C0)/C0³; below that many digits it is 0.
  return Math.max(0, 2 * ((1 + C0 * C0) * tail - C0 * density));
};

/** P(the infimum is 0), exactly. */
export const vanishingChance = (ball: Ball, C0: number, d: number): number =>
  ball === 'each' ? centralMass(C0) ** d : chiSquaredLowerTail(d, C0 * C0);

/**
 * A constant c > 0 (0 where it underflows) and a dimension from which on inf ‖∇f‖ ≥ c·scale·√d with
 * probability at least 1 − γ.
 *
 * `each`: P(N ≤ dp/2) ≤ exp(−dp/8) (Chernoff), so c = √(p/2) from d = 8 ln(1/γ)/p on. `whole`: ‖w_0‖ ≥ √d/2,
 * and C0 ≤ √d/4 from d = 16 C0² on, so c = 1/4.
 */
export const gradientConstant = (
  ball: Ball,
  C0: number,
  gamma: number,
): { readonly c: number; readonly from: number } => {
  if (ball === 'each') {
    const p = farShare(C0);
    return { c: Math.sqrt(p / 2), from: Math.max(1, Math.ceil((8 * Math.log(1 / gamma)) / p)) };
  }
  return { c: 1 / 4, from: Math.max(comparableFrom(gamma), Math.ceil(16 * C0 * C0)) };
};
