import { erfc } from '../../numerics/statistics/normal.ts';
import type { Activation } from './activation.ts';

/** Nodes per unit and the last node of a sum in place of an integral against the Gaussian density. */
const PER_UNIT = 32;
const LAST = 12;

/**
 * E f(Z) by the trapezoidal rule with nodes h = 1/32 apart. Here f(z) is ψ(√q z)² or ψ'(√q z)² with q ≤ 1, analytic for |Im z| ≤ 3/2.
 *
 * With M at least ∫ |f(x + iy) φ(x + iy)| dx for |y| ≤ 3/2, the rule is off by at most 2M/(exp(2π·(3/2)/h) − 1) = 2M exp(−301). On that
 * strip |φ(x + iy)| ≤ exp(9/8) φ(x); |tanh| ≤ tan(3/2), its derivative is at most 1/cos²(3/2), that of softplus at most 1, and |Φ| ≤ 2.9:
 * so M ≤ 10⁶ for every ψ here, and the rule is off by less than 1e-120. The nodes left out beyond 12 weigh less than 1e-30. What remains is
 * rounding, 1e-13 of the value at worst, since all terms have one sign.
 *
 * A Gauss–Hermite rule has no such bound here: poles at a distance of π/2 make it converge like exp(−c√n).
 *
 * Source: Trefethen and Weideman 2014, "The exponentially convergent trapezoidal rule", Theorem 5.1.
 */
const gaussianMean = (f: (z: number) => number): number => {
  let sum = 0;
  for (let k = -LAST * PER_UNIT; k <= LAST * PER_UNIT; k++) {
    const z = k / PER_UNIT;
    sum += f(z) * Math.exp((-z * z) / 2);
  }
  return sum / (PER_UNIT * Math.sqrt(2 * Math.PI));
};

/** E ψ(√q Z)² and E ψ'(√q Z)². */
const moments = ({ name, value, slope }: Activation, q: number): readonly [number, number] => {
  if (name === 'ReLU') return [q / 2, 1 / 2];
  const root = Math.sqrt(q);
  return [gaussianMean((z) => value(root * z) ** 2), gaussianMean((z) => slope(root * z) ** 2)];
};

/** What a network is like when all its widths and its inputs are many. */
export interface Limit {
  /** The variance of f(x): q_0 = 1, q_i = E ψ(√q_{i−1} Z)². */
  readonly variance: number;
  /** The limit of ‖∇f(x)‖²: Π E ψ'(√q_{i−1} Z)². */
  readonly squaredGradient: number;
}

/** The limit of a network of so many hidden layers. */
export const limitOf = (activation: Activation, depth: number): Limit => {
  let [variance, squaredGradient] = [1, 1];
  for (let layer = 0; layer < depth; layer++) {
    const [square, slope] = moments(activation, variance);
    variance = square;
    squaredGradient *= slope;
  }
  return { variance, squaredGradient };
};

/** The x > 0 with erfc(x) = p, for 0 < p < 1, to the last digits. */
const inverseErfc = (p: number): number => {
  let [low, high] = [0, 30];
  for (let middle = 15; middle > low && middle < high; middle = (low + high) / 2)
    if (erfc(middle) > p) low = middle;
    else high = middle;
  return (low + high) / 2;
};

/**
 * The η at which a step η∇f(x) leaves the sign of f as it was with probability γ, in the limit of large widths and many inputs.
 *
 * There f(x + η∇f) = f(x) + ητ with f(x) ~ N(0, q): the sign stays with probability erfc(ητ/√(2q)).
 */
export const limitStep = ({ variance, squaredGradient }: Limit, gamma: number): number =>
  (inverseErfc(gamma) * Math.sqrt(2 * variance)) / squaredGradient;

/** What `limitStep` is in units of √ln(1/γ) as γ → 0. */
export const limitConstant = ({ variance, squaredGradient }: Limit): number =>
  Math.sqrt(2 * variance) / squaredGradient;
