import { UsageError } from '../../core/run/usageError.ts';
import type { Bracket, Point } from '../../core/theorem.ts';
import { leastEigenvalue } from '../../numerics/linalg/leastEigenvalue.ts';
import { gaussian } from '../../numerics/random/gaussian.ts';
import { rootOf } from '../../numerics/random/root.ts';
import { signs } from '../../numerics/random/signs.ts';
import type { Stream } from '../../numerics/random/stream.ts';

/** n inputs of length 1, and what follows from them alone. */
export interface Inputs {
  readonly n: number;
  /** ⟨x_i, x_j⟩, n × n. */
  readonly gram: Float64Array;
  /** n × `rank`, with rows whose inner products are the Gram matrix. */
  readonly factor: Float64Array;
  readonly rank: number;
  /** The inputs, n × d. */
  readonly rows: Float64Array;
  /** H∞. */
  readonly limit: Float64Array;
  /** λ0 = λ_min(H∞); both ends are 0 where one input stands twice. */
  readonly least: Bracket;
  /** ±1, one for each input. */
  readonly labels: Int8Array;
}

/** The data sets, in the order of the axis's values 1, 2, …. */
export const dataSets = ['uniform', 'clustered', 'nearlyParallel', 'twice'] as const;

/** How far inputs lie from the center of their cluster, and from the one direction to which all are nearly parallel. */
const SPREAD = { clustered: 0.5, nearlyParallel: 0.2 };

/** Below this λ0 is not told from 0: entries of H∞ have errors of some 1e-16, n of them in a row. */
const RESOLVED = 1e-12;

const direction = (stream: Stream, d: number): Float64Array => {
  const g = Float64Array.from(gaussian(stream, d));
  const length = Math.sqrt(g.reduce((sum, entry) => sum + entry * entry, 0));
  return g.map((entry) => entry / length);
};

const near = (center: Float64Array, spread: number, stream: Stream): Float64Array => {
  const away = direction(stream, center.length);
  const moved = center.map((entry, k) => entry + spread * away[k]!);
  const length = Math.sqrt(moved.reduce((sum, entry) => sum + entry * entry, 0));
  return moved.map((entry) => entry / length);
};

/** The inputs of a data set: the same in every trial, since a theorem holds for every data set and a draw is of weights. */
const drawn = (name: (typeof dataSets)[number], n: number, d: number): readonly Float64Array[] => {
  const stream = rootOf('inputs of the tangent kernel').child(name).child(d).child(n);
  const clusters = Math.ceil(Math.sqrt(n));
  return Array.from({ length: n }, (_, i) => {
    const own = stream.child(i);
    switch (name) {
      case 'uniform':
        return direction(own, d);
      case 'twice':
        return direction(i === n - 1 ? stream.child(0) : own, d);
      case 'clustered':
        return near(direction(stream.child(`center ${i % clusters}`), d), SPREAD.clustered, own);
      case 'nearlyParallel':
        return near(direction(stream.child('center'), d), SPREAD.nearlyParallel, own);
      default:
        return name satisfies never;
    }
  });
};

/** The lower triangular factor of a Gram matrix; null where it is singular. */
const triangular = (gram: Float64Array, n: number): Float64Array | null => {
  const L = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let entry = gram[i * n + j]!;
      for (let k = 0; k < j; k++) entry -= L[i * n + k]! * L[j * n + k]!;
      if (i > j) L[i * n + j] = entry / L[j * n + j]!;
      else if (entry > 1e-9) L[i * n + i] = Math.sqrt(entry);
      else return null;
    }
  return L;
};

const made = (name: (typeof dataSets)[number], n: number, d: number): Inputs => {
  const inputs = drawn(name, n, d);
  const gram = new Float64Array(n * n);
  const limit = new Float64Array(n * n);
  const rows = new Float64Array(n * d);
  for (const [i, x] of inputs.entries()) {
    rows.set(x, i * d);
    for (const [j, y] of inputs.entries()) {
      let [product, apart] = [0, 0];
      for (let k = 0; k < d; k++) {
        product += x[k]! * y[k]!;
        apart += (x[k]! - y[k]!) ** 2;
      }
      gram[i * n + j] = i === j ? 1 : product;
      // The angle by its chord: the arc cosine loses half of the digits of a small one.
      const angle = 2 * Math.asin(Math.min(1, Math.sqrt(apart) / 2));
      limit[i * n + j] = (gram[i * n + j]! * (Math.PI - angle)) / (2 * Math.PI);
    }
  }
  const found = leastEigenvalue(limit, n);
  const slack = n * 1e-15;
  const least =
    name === 'twice' ? { lower: 0, upper: 0 } : { lower: found.lower - slack, upper: found.upper + slack };
  if (name !== 'twice' && !(least.lower > RESOLVED))
    throw new UsageError(
      `--data ${name} at n = ${n}, d = ${d}: λ0 lies below ${RESOLVED}, which f64 does not tell from 0; give fewer inputs, or a larger d`,
    );
  const L = n <= d ? triangular(gram, n) : null;
  const labels = signs(rootOf('labels of the tangent kernel').child(name).child(n), n).slice();
  return {
    n,
    gram,
    rows,
    limit,
    least,
    labels,
    ...(L === null ? { factor: rows, rank: d } : { factor: L, rank: n }),
  };
};

const known = new Map<string, Inputs>();

/** The inputs of a cell. Throws: `UsageError` where their λ0 is below what f64 resolves. */
export const inputsAt = ({ data, n, d }: Point): Inputs => {
  const name = dataSets[data! - 1]!;
  const key = `${name} ${n} ${d}`;
  const inputs = known.get(key) ?? made(name, n!, d!);
  known.set(key, inputs);
  return inputs;
};
