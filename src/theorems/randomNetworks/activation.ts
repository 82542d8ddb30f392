import { logOnePlus } from '../../numerics/random/chiSquared.ts';

/** ψ and its derivative, entry by entry, with the same bits on every engine: they lie on the path from a seed to a draw. */
export interface Activation {
  readonly name: string;
  readonly value: (z: number) => number;
  readonly slope: (z: number) => number;
}

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const words = new Int32Array(2);
const double = new Float64Array(words.buffer);

/** 2ⁿ for −1022 ≤ n ≤ 1023, by its bits. */
const powerOfTwo = (n: number): number => {
  words[0] = 0;
  words[1] = (n + 1023) << 20;
  return double[0]!;
};

/**
 * exp(x), 0 below −700 and its value at 700 above.
 *
 * With n the whole number next to x/ln 2 it is 2ⁿ exp(r), |r| ≤ 0.35, by the series of exp(r): thirteen terms leave 1e-17.
 * Precision: relative 4e-16.
 */
const exponential = (x: number): number => {
  if (x < -700) return 0;
  const y = Math.min(x, 700);
  const n = Math.round(y / Math.LN2);
  const r = y - n * LN2_HIGH - n * LN2_LOW;
  let sum = 1;
  for (let k = 13; k >= 1; k--) sum = 1 + (r * sum) / k;
  return sum * powerOfTwo(n);
};

const ROOT_TWO_PI = 2.5066282746310002;
const density = (z: number): number => exponential((-z * z) / 2) / ROOT_TWO_PI;

/**
 * Φ(z) = 1/2 + φ(z) Σ z^(2n+1)/(2n+1)!!, all terms of one sign; beyond 9 it is 0 or 1 to 1e-18. Precision: absolute 3e-16.
 * Source: DLMF 7.6.2.
 */
const normalMass = (z: number): number => {
  if (Math.abs(z) > 9) return z > 0 ? 1 : 0;
  let sum = z;
  let term = z;
  for (let odd = 3; sum + term !== sum || odd === 3; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
    if (term === 0) break;
  }
  return 0.5 + density(z) * sum;
};

/** 1/(1 + exp(−z)). */
const logistic = (z: number): number => {
  const small = exponential(-Math.abs(z));
  return z >= 0 ? 1 / (1 + small) : small / (1 + small);
};

const relu: Activation = {
  name: 'ReLU',
  value: (z) => (z > 0 ? z : 0),
  slope: (z) => (z > 0 ? 1 : 0),
};

const tanh = (z: number): number => 2 * logistic(2 * z) - 1;

const hyperbolicTangent: Activation = { name: 'tanh', value: tanh, slope: (z) => 1 - tanh(z) * tanh(z) };

const gelu: Activation = {
  name: 'GELU',
  value: (z) => z * normalMass(z),
  slope: (z) => normalMass(z) + z * density(z),
};

/** ln(1 + exp(z)) − ln 2: softplus, moved so that it is 0 at 0. */
const softplus: Activation = {
  name: 'softplus',
  value: (z) => Math.max(z, 0) + logOnePlus(exponential(-Math.abs(z))) - Math.LN2,
  slope: logistic,
};

/** The activations, in the order of the axis's values 1, 2, …; ψ'(0) = 0 for ReLU. */
export const activations: readonly Activation[] = [relu, hyperbolicTangent, gelu, softplus];

/** The activation that an axis's value names. */
export const activationAt = (value: number): Activation => activations[value - 1]!;
