import { erfc } from '../../numerics/statistics/normal.ts';
import type { Activation } from './activation.ts';

/** Nodes per unit and the last node of a sum in place of an integral against the Gaussian density. */
const PER_UNIT = 32;
const LAST = 12;

/**
 * E f(Z) for f analytic in a strip around the real line: the trapezoidal rule, whose error there is exponentially small in the number
 * of nodes. For f with poles at ±iπ/(2s), as tanh(s z) has, it is below exp(−16π²/s): 1e-68 for s = 1.
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
