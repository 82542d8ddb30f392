import { atMost, type Claim, type Constant } from '../../core/claim.ts';
import type { Bracket, Point, Setting, Theorem } from '../../core/theorem.ts';
import { leastEigenvalue } from '../../numerics/linalg/leastEigenvalue.ts';
import { simplex } from '../../numerics/linalg/simplex.ts';
import { dot, norm } from '../../numerics/linalg/vectors.ts';
import { chiSquared } from '../../numerics/random/chiSquared.ts';
import { gaussian } from '../../numerics/random/gaussian.ts';
import type { Stream } from '../../numerics/random/stream.ts';
import { statisticalDimension } from './statisticalDimension.ts';

/**
 * What decides whether ℓ1 recovers an s-sparse x from A x, A m × d: with the columns A_S of its support and its signs σ,
 * ν0 = A_S(A_SᵀA_S)⁻¹σ and Q an orthonormal basis of what A_S leaves, `offset` = A_cᵀν0 and `rest` = QᵀA_c for the other columns.
 *
 * The dual vectors are ν0 + Qμ, so x is recovered where t = min_μ ‖offset + restᵀμ‖∞ < 1, and not where t > 1.
 */
export interface Program {
  readonly offset: Float64Array;
  /** (m − s) × (d − s), row after row. */
  readonly rest: Float64Array;
}

/**
 * A is Gaussian: ν0 and Q depend on A_S alone, and ν0 is orthogonal to Q, so offset and rest are independent and Gaussian, with
 * ‖ν0‖² = σᵀ(A_SᵀA_S)⁻¹σ, of the law s/χ²_{m−s+1}, as the standard deviation of the entries of offset.
 */
const reduced = (stream: Stream, { d, m, s }: Point): Program => {
  const scale = Math.sqrt(s! / chiSquared(stream.child('support'), m! - s! + 1));
  const offset = Float64Array.from(gaussian(stream.child('offset'), d! - s!), (entry) => scale * entry);
  return { offset, rest: Float64Array.from(gaussian(stream.child('rest'), (m! - s!) * (d! - s!))) };
};

/** The same from a whole matrix, column after column and with all signs +1, by orthonormal columns of A_S (Gram–Schmidt, twice) and what they leave of a basis. */
export const programOf = (A: Float32Array, { d, m, s }: Point): Program => {
  const column = (j: number): Float64Array => Float64Array.from(A.subarray(j * m!, (j + 1) * m!));
  const basis: Float64Array[] = [];
  const R: number[][] = [];
  const orthogonal = (v: Float64Array): number[] => {
    const shares = basis.map(() => 0);
    for (let pass = 0; pass < 2; pass++)
      basis.forEach((unit, k) => {
        const share = dot(v, unit);
        shares[k]! += share;
        for (let i = 0; i < v.length; i++) v[i]! -= share * unit[i]!;
      });
    return shares;
  };
  for (let j = 0; j < s!; j++) {
    const v = column(j);
    const shares = orthogonal(v);
    const length = norm(v);
    R.push([...shares, length]);
    basis.push(v.map((entry) => entry / length));
  }
  // A_S = basis·Rᵀ with R lower triangular here, all signs +1: ν0 = basis·y with R y = 1.
  const y: number[] = [];
  for (let j = 0; j < s!; j++) y.push((1 - y.reduce((sum, one, k) => sum + R[j]![k]! * one, 0)) / R[j]![j]!);
  const nu0 = new Float64Array(m!);
  y.forEach((one, k) => {
    for (let i = 0; i < m!; i++) nu0[i]! += one * basis[k]![i]!;
  });
  const Q: Float64Array[] = [];
  for (let i = 0; i < m! && Q.length < m! - s!; i++) {
    const v = new Float64Array(m!);
    v[i] = 1;
    orthogonal(v);
    const length = norm(v);
    if (length < 1e-6) continue;
    const unit = v.map((entry) => entry / length);
    basis.push(unit);
    Q.push(unit);
  }
  const others = Array.from({ length: d! - s! }, (_, j) => column(s! + j));
  return {
    offset: Float64Array.from(others, (a) => dot(a, nu0)),
    rest: Float64Array.from(Q.flatMap((unit) => others.map((a) => dot(a, unit)))),
  };
};

/**
 * t between what a vector h of the kernel and what a μ prove of it.
 *
 * From above t ≤ ‖offset + restᵀμ‖∞ for any μ. From below, for the best μ, t‖h‖₁ ≥ ⟨offset, h⟩ + ⟨μ, rest h⟩: rest h is 0 up to
 * rounding, and ‖μ‖₂ ≤ (‖offset‖₂ + √k t)/s_min(rest), the least singular value from λ_min(rest restᵀ).
 */
export const bracketOf = ({ offset, rest }: Program): Bracket => {
  const k = offset.length;
  const rows = k === 0 ? 0 : rest.length / k;
  if (k === 0) return { lower: 0, upper: 0 };
  // max ⟨offset, p − q⟩ over p, q ≥ 0 with rest(p − q) = 0 and Σ(p + q) = 1; its prices are −μ and t.
  const A = new Float64Array((rows + 1) * 2 * k);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < k; j++) {
      A[i * 2 * k + j] = rest[i * k + j]!;
      A[i * 2 * k + k + j] = -rest[i * k + j]!;
    }
  A.fill(1, rows * 2 * k);
  const b = new Float64Array(rows + 1);
  b[rows] = 1;
  const { x, prices } = simplex(
    A,
    b,
    Float64Array.from({ length: 2 * k }, (_, j) => (j < k ? offset[j]! : -offset[j - k]!)),
  );
  const unit = 2 ** -53;
  let upper = 0;
  for (let j = 0; j < k; j++) {
    let [entry, size] = [offset[j]!, Math.abs(offset[j]!)];
    for (let i = 0; i < rows; i++) {
      const term = prices[i]! * rest[i * k + j]!;
      entry -= term;
      size += Math.abs(term);
    }
    upper = Math.max(upper, Math.abs(entry) + 4 * (rows + 2) * unit * size);
  }
  const h = Float64Array.from({ length: k }, (_, j) => x[j]! - x[k + j]!);
  const length = h.reduce((sum, one) => sum + Math.abs(one), 0);
  if (!(length > 0.5)) return { lower: 0, upper };
  const gram = new Float64Array(rows * rows);
  let left = 0;
  for (let i = 0; i < rows; i++) {
    const row = rest.subarray(i * k, (i + 1) * k);
    left += (Math.abs(dot(row, h)) + k * unit * norm(row) * norm(h)) ** 2;
    for (let j = 0; j <= i; j++) {
      gram[i * rows + j] = dot(row, rest.subarray(j * k, (j + 1) * k));
      gram[j * rows + i] = gram[i * rows + j]!;
    }
  }
  const least = rows === 0 ? 1 : leastEigenvalue(gram, rows).lower * (1 - 1e-9);
  if (!(least > 0)) return { lower: 0, upper };
  const most = (norm(offset) + Math.sqrt(k) * upper) / Math.sqrt(least);
  const lower = (dot(offset, h) - most * Math.sqrt(left)) / length - 4 * k * unit * norm(offset);
  return { lower: Math.min(Math.max(0, lower), upper), upper };
};

const dimensionAt = ({ s, d }: Point): number => statisticalDimension(s!, d!);

/** Whether the claim has something to say of this number of rows, where it gives its constant a. */
const saysSomething = (at: Point): boolean =>
  at.side === undefined || at.side * (at.m! - dimensionAt(at)) >= at.a! * Math.sqrt(at.d!) - 1e-9;

interface RecoveryDraw {
  readonly program: () => Program;
}

const setting: Setting<RecoveryDraw> = {
  name: 'recovery of a sparse vector',
  reads: ['d', 's', 'm'],
  quantities: [
    {
      symbol: 'dualNorm',
      says: 'the least largest entry of a dual vector away from the support: x is recovered where it is below 1, and not where it is above',
      tex: '\\min_\\mu \\|A_c^T(\\nu_0+Q\\mu)\\|_\\infty',
      value: ({ program }) => {
        const { lower, upper } = bracketOf(program());
        return (lower + upper) / 2;
      },
    },
    {
      symbol: 'dimension',
      says: 'the statistical dimension of the descent cone of the ℓ1 norm',
      tex: '\\delta(\\mathcal D)',
      value: (_, __, at) => dimensionAt(at),
    },
  ],
  modes: ['reduced', 'ambient'],
  sample: (stream, at, mode) => {
    const whole = (): Program => programOf(gaussian(stream.child('A'), at.d! * at.m!), at);
    return { program: mode === 'ambient' ? whole : () => reduced(stream, at) };
  },
  *refine({ program }, _, at) {
    const exact = dimensionAt(at);
    const dimension = { lower: exact * (1 - 1e-9), upper: exact * (1 + 1e-9) };
    // With fewer rows than entries the support has a kernel of its own, in which one direction shortens x.
    if (at.m! < at.s!) yield { dimension, dualNorm: { lower: 2, upper: 2 } };
    else if (at.s! >= at.d!) yield { dimension, dualNorm: { lower: 0, upper: 0 } };
    else if (!saysSomething(at)) yield { dimension, dualNorm: { lower: 0, upper: Number.POSITIVE_INFINITY } };
    else yield { dimension, dualNorm: bracketOf(program()) };
  },
  cost: ({ d, m, s }, mode) => {
    const [rows, columns] = [Math.max(1, m! - s!), Math.max(1, 2 * (d! - s!))];
    return {
      seconds: 1e-4 + 4e-9 * rows * rows * (columns + rows) + (mode === 'ambient' ? 2e-9 * d! * m! * m! : 0),
      bytes: 2 ** 20 + 32 * rows * (columns + rows) + 8 * d! * m!,
    };
  },
};

const source = (side: string) => ({
  work: 'Amelunxen, Lotz, McCoy, Tropp 2014',
  place: `Theorem II (restated), ${side}`,
});

/** The a of the theorem. */
const printed: Constant = {
  bound: 'printed',
  first: 'sqrt(8 * log(4 / gamma))',
  says: 'how far m must be from the dimension, in units of √d',
};

/** The a that it takes. */
const needed: Constant = {
  mayDependOn: ['gamma'],
  first: '1',
  says: 'how far m must be from the dimension, in units of √d',
};

const recovers: Claim = {
  id: 'enough-rows-recover',
  reading: 'printed',
  says: 'ℓ1 minimization recovers an s-sparse vector from m ≥ δ + a√d Gaussian measurements, a = √(8 ln(4/γ)), with probability at least 1 − γ',
  source: source('success'),
  quantifiers: ['for every s-sparse vector in R^d', 'with probability at least 1 − γ over the measurements'],
  premise: [atMost('dimension + a * sqrt(d)', 'm'), atMost('m', 'd')],
  where: { side: '1' },
  conclusion: atMost('dualNorm', '1'),
  constants: { a: printed },
  failureRate: 'gamma',
  // At d = 60 even m = d is not enough: the theorem says nothing there.
  tries: {
    quick: [{ d: [60], s: [4], m: [60], gamma: [0.05] }],
    standard: [{ d: [200], s: [2, 20], m: [100, 180], gamma: [0.05] }],
  },
};

const recoversSooner: Claim = {
  ...recovers,
  id: 'enough-rows-recover-sooner',
  says: 'ℓ1 minimization recovers an s-sparse vector from m ≥ δ + a√d Gaussian measurements with probability at least 1 − γ, for an a of about 1',
  source: source('success, with an a of our own'),
  constants: { a: needed },
  tries: {
    quick: [{ d: [60], s: [4], m: [23, 30], gamma: [0.05] }],
    standard: [{ d: [100], s: [5, 20], m: [30, 40, 60, 80], gamma: [0.05], a: [0.5, 1] }],
  },
};

const fails: Claim = {
  ...recovers,
  id: 'few-rows-do-not-recover',
  says: 'ℓ1 minimization does not recover an s-sparse vector from m ≤ δ − a√d Gaussian measurements, a = √(8 ln(4/γ)), with probability at least 1 − γ',
  source: source('failure'),
  premise: [atMost('m', 'dimension - a * sqrt(d)')],
  where: { side: '-1' },
  conclusion: atMost('1', 'dualNorm'),
  tries: {
    quick: [{ d: [60], s: [15], m: [20], gamma: [0.05] }],
    standard: [{ d: [400], s: [100], m: [100, 110], gamma: [0.05] }],
  },
};

const failsSooner: Claim = {
  ...fails,
  id: 'few-rows-do-not-recover-sooner',
  says: 'ℓ1 minimization does not recover an s-sparse vector from m ≤ δ − a√d Gaussian measurements with probability at least 1 − γ, for an a of about 1',
  source: source('failure, with an a of our own'),
  constants: { a: needed },
  tries: {
    quick: [
      { d: [60], s: [15], m: [20], gamma: [0.05] },
      { d: [60], s: [15], m: [31], gamma: [0.05], a: [0.5] },
    ],
    standard: [{ d: [100], s: [20], m: [30, 40, 46], gamma: [0.05], a: [0.5, 1] }],
  },
};

/** False: at the dimension itself recovery fails about as often as not. */
const atTheDimension: Claim = {
  ...recovers,
  id: 'control-recovery-at-the-dimension',
  says: 'ℓ1 minimization recovers an s-sparse vector from m ≥ δ Gaussian measurements with probability at least 1 − γ',
  source: { work: 'a planted error', place: 'Theorem II of Amelunxen et al. with a = 0' },
  constants: { a: { bound: 'printed', first: '0', says: 'no distance at all' } },
  control: true,
  tries: {
    quick: [
      { d: [60], s: [4], m: [15], gamma: [0.05] },
      { d: [60], s: [15], m: [35], gamma: [0.05] },
    ],
  },
};

/** The phase transition of ℓ1 recovery from Gaussian measurements. */
export const l1Recovery: Theorem = {
  id: 'l1-recovery',
  work: 'Amelunxen, Lotz, McCoy, Tropp, Living on the edge: phase transitions in convex programs with random data (2014)',
  axes: [
    { symbol: 'd', says: 'dimension', kind: 'count', addressed: true, most: 2000, usual: 60 },
    { symbol: 's', says: 'number of entries that are not 0', kind: 'count', addressed: true, usual: 4 },
    {
      symbol: 'm',
      says: 'number of measurements',
      kind: 'count',
      addressed: true,
      usual: 30,
      frontier: { from: 1, to: 60, scale: 'linear' },
    },
    { symbol: 'gamma', says: 'failure rate', kind: 'rate', tex: '\\gamma', label: 'γ', usual: 0.05 },
  ],
  table: { rows: 's', columns: 'm' },
  settings: [setting],
  statements: [recovers, recoversSooner, fails, failsSooner, atTheDimension],
};
