import { logOnePlus } from '../../numerics/random/chiSquared.ts';

/** ψ and its derivative, with the same bits on every engine: they lie on the path from a seed to a draw. */
export interface Activation {
  readonly name: string;
  readonly value: (z: number) => number;
  readonly slope: (z: number) => number;
  /** out_i = ψ(h_i), with the bits of `value`. */
  readonly values: (h: Float64Array, out: Float64Array) => void;
  /** out_i = ψ'(h_i) · times_i, with the bits of `slope`. */
  readonly slopes: (h: Float64Array, times: Float64Array, out: Float64Array) => void;
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
  values: (h, out) => {
    for (let i = 0; i < h.length; i++) out[i] = Math.max(h[i]!, 0);
  },
  slopes: (h, times, out) => {
    // A product, since half of the branches would be mispredicted.
    for (let i = 0; i < h.length; i++) out[i] = Number(h[i]! > 0) * times[i]!;
  },
};

/** Nodes per unit, and the terms of the series at a node. */
const PER_UNIT = 16;
const TERMS = 12;

/** The Taylor coefficients of ψ and ψ' at the nodes from −reach to reach; beyond, ψ is a line to 1e-17. */
interface Table {
  readonly reach: number;
  readonly values: Float64Array;
  readonly slopes: Float64Array;
  readonly below: { readonly at0: number; readonly slope: number };
  readonly above: { readonly at0: number; readonly slope: number };
}

const tableOf = (
  reach: number,
  coefficientsAt: (node: number) => readonly number[],
  [below, above]: readonly [Table['below'], Table['above']],
): Table => {
  const nodes = 2 * reach * PER_UNIT + 1;
  const values = new Float64Array(nodes * TERMS);
  const slopes = new Float64Array(nodes * TERMS);
  for (let node = 0; node < nodes; node++)
    coefficientsAt(node / PER_UNIT - reach).forEach((coefficient, k) => {
      values[node * TERMS + k] = coefficient;
      if (k > 0) slopes[node * TERMS + k - 1] = k * coefficient;
    });
  return { reach, values, slopes, below, above };
};

/** The series about the node next to z, |z| ≤ reach. */
const series = (coefficients: Float64Array, reach: number, z: number): number => {
  const node = Math.round(z * PER_UNIT);
  const t = z - node / PER_UNIT;
  const from = (node + reach * PER_UNIT) * TERMS;
  let sum = coefficients[from + TERMS - 1]!;
  for (let k = TERMS - 2; k >= 0; k--) sum = sum * t + coefficients[from + k]!;
  return sum;
};

const valueIn = ({ reach, values, below, above }: Table, z: number): number => {
  if (z > reach) return above.at0 + above.slope * z;
  if (z < -reach) return below.at0 + below.slope * z;
  return series(values, reach, z);
};

const slopeIn = ({ reach, slopes, below, above }: Table, z: number): number => {
  if (z > reach) return above.slope;
  if (z < -reach) return below.slope;
  return series(slopes, reach, z);
};

/**
 * A smooth ψ by its Taylor series about the nearest multiple of 1/16.
 *
 * Precision: the ψ here are analytic within π/2 of the real line or wherever one looks, and |t| ≤ 1/32, so that what twelve terms leave is
 * below 1e-17. Below 1/32 the error is relative, since ψ(0) = 0 is exact: 1e-15; elsewhere it is 1e-15 of max(1, |z|).
 */
const smooth = (name: string, table: Table): Activation => ({
  name,
  value: (z) => valueIn(table, z),
  slope: (z) => slopeIn(table, z),
  values: (h, out) => {
    for (let i = 0; i < h.length; i++) out[i] = valueIn(table, h[i]!);
  },
  slopes: (h, times, out) => {
    for (let i = 0; i < h.length; i++) out[i] = slopeIn(table, h[i]!) * times[i]!;
  },
});

/** From f' = P(f) with a quadratic P: c_{k+1} = [t^k] P(f)/(k + 1). */
const quadraticFlow = (start: number, [p0, p1, p2]: readonly [number, number, number]): readonly number[] => {
  const c = [start];
  for (let k = 0; k < TERMS - 1; k++) {
    let square = 0;
    for (let i = 0; i <= k; i++) square += c[i]! * c[k - i]!;
    c.push(((k === 0 ? p0 : 0) + p1 * c[k]! + p2 * square) / (k + 1));
  }
  return c;
};

const hyperbolicTangent = smooth(
  'tanh',
  tableOf(20, (node) => quadraticFlow(node === 0 ? 0 : 2 * logistic(2 * node) - 1, [1, 0, -1]), [
    { at0: -1, slope: 0 },
    { at0: 1, slope: 0 },
  ]),
);

/** zΦ(z), with the series of φ from φ' = −zφ. */
const gelu = smooth(
  'GELU',
  tableOf(
    10,
    (node) => {
      const phi = [density(node)];
      for (let k = 0; k < TERMS; k++) phi.push(-(node * phi[k]! + (phi[k - 1] ?? 0)) / (k + 1));
      const mass = [normalMass(node), ...phi.map((coefficient, k) => coefficient / (k + 1))];
      return Array.from({ length: TERMS }, (_, k) => node * mass[k]! + (mass[k - 1] ?? 0));
    },
    [
      { at0: 0, slope: 0 },
      { at0: 0, slope: 1 },
    ],
  ),
);

/** ln(1 + exp(z)) − ln 2: softplus, moved so that it is 0 at 0. Its derivative s is the logistic function, s' = s − s². */
const softplus = smooth(
  'softplus',
  tableOf(
    40,
    (node) => {
      const start = node === 0 ? 0 : Math.max(node, 0) + logOnePlus(exponential(-Math.abs(node))) - Math.LN2;
      return [start, ...quadraticFlow(logistic(node), [0, 1, -1]).map((c, k) => c / (k + 1))].slice(0, TERMS);
    },
    [
      { at0: -Math.LN2, slope: 0 },
      { at0: -Math.LN2, slope: 1 },
    ],
  ),
);

/** The activations, in the order of the axis's values 1, 2, …; ψ'(0) = 0 for ReLU. */
export const activations: readonly Activation[] = [relu, hyperbolicTangent, gelu, softplus];

/** The activation that an axis's value names. */
export const activationAt = (value: number): Activation => activations[value - 1]!;
