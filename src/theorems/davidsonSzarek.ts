import { atMost, type Claim } from '../core/claim.ts';
import type { Bracket, Quantity, Setting, Theorem } from '../core/theorem.ts';
import { chiSquared } from '../numerics/random/chiSquared.ts';

/**
 * An upper bidiagonal matrix with the singular values of an N × n matrix of independent standard Gaussians, N ≥ n.
 *
 * Reflections from the left and from the right leave a Gaussian matrix Gaussian: they turn its first column into one entry, of the
 * law χ_N, its first row into one more, χ_{n−1}, and leave an (N−1) × (n−1) Gaussian matrix to go on with.
 */
interface Bidiagonal {
  /** χ_N, χ_{N−1}, …, χ_{N−n+1}. */
  readonly diagonal: Float64Array;
  /** χ_{n−1}, …, χ_1. */
  readonly above: Float64Array;
}

/**
 * How many singular values lie below x > 0: as many as [[0, Bᵀ], [B, 0]] has eigenvalues in (−x, x), less half of them.
 *
 * Ordered by turns that matrix is tridiagonal, its diagonal zero, and beside it stand b₁, c₁, b₂, c₂, …, bₙ. The signs of the pivots
 * of the matrix less x count its eigenvalues below x. In f64 the count is that of entries with relative errors below 3·2⁻⁵³.
 * Source: Golub & Kahan 1965; Demmel & Kahan 1990.
 */
const countBelow = ({ diagonal, above }: Bidiagonal, x: number): number => {
  const n = diagonal.length;
  let pivot = -x;
  let negative = 1;
  for (let i = 1; i < 2 * n; i++) {
    const beside = i % 2 === 1 ? diagonal[(i - 1) / 2]! : above[i / 2 - 1]!;
    pivot = -x - (beside * beside) / (pivot === 0 ? Number.MIN_VALUE : pivot);
    if (pivot < 0) negative++;
  }
  return negative - n;
};

/** An upper bound on all singular values: no row of [[0, Bᵀ], [B, 0]] has a larger sum. */
const ceiling = ({ diagonal, above }: Bidiagonal): number => {
  let most = 0;
  for (let i = 0; i < diagonal.length; i++)
    most = Math.max(most, diagonal[i]! + (above[i] ?? 0), diagonal[i]! + (above[i - 1] ?? 0));
  return 2 * most;
};

/** A bracket of the singular value with `rank` others below it: halved to the end, and widened by all rounding there is. */
const bracketed = (matrix: Bidiagonal, rank: number): Bracket => {
  let lower = 0;
  let upper = ceiling(matrix);
  for (let middle = upper / 2; middle > lower && middle < upper; middle = (lower + upper) / 2)
    if (countBelow(matrix, middle) > rank) upper = middle;
    else lower = middle;
  // 2n − 1 entries with an error of 3·2⁻⁵³ each move a singular value by no more than their sum, relatively.
  const slack = 8 * matrix.diagonal.length * 2 ** -53;
  return { lower: lower * (1 - slack), upper: upper * (1 + slack) };
};

/** Whether sign·(x²I − BᵀB) is positive definite, by its Cholesky pivots; it is tridiagonal. */
const isDefinite = ({ diagonal, above }: Bidiagonal, x: number, sign: 1 | -1): boolean => {
  let pivot = 1;
  for (let i = 0; i < diagonal.length; i++) {
    const before = above[i - 1] ?? 0;
    const beside = i === 0 ? 0 : diagonal[i - 1]! * before;
    pivot = sign * (x * x - diagonal[i]! ** 2 - before ** 2) - (beside * beside) / pivot;
    if (!(pivot > 0)) return false;
  }
  return true;
};

/** The number at which `isDefinite` changes: the largest singular value with sign 1, the least one with sign −1. */
const definitionOf = (matrix: Bidiagonal, sign: 1 | -1): number => {
  let lower = 0;
  let upper = ceiling(matrix);
  for (let middle = upper / 2; middle > lower && middle < upper; middle = (lower + upper) / 2)
    if (isDefinite(matrix, middle, sign) === (sign === 1)) upper = middle;
    else lower = middle;
  return (lower + upper) / 2;
};

const largest: Quantity<Bidiagonal> = {
  symbol: 'sMax',
  says: 'the largest singular value of the matrix',
  tex: 's_{\\max}',
  value: (draw) => definitionOf(draw, 1),
};

const least: Quantity<Bidiagonal> = {
  symbol: 'sMin',
  says: 'the least singular value of the matrix',
  tex: 's_{\\min}',
  value: (draw) => definitionOf(draw, -1),
};

/** Draws the singular values alone, by 2n − 1 numbers: N may be a million at no cost. */
export const singularValues: Setting<Bidiagonal> = {
  name: 'singular values of a Gaussian matrix',
  reads: ['N', 'n'],
  quantities: [largest, least],
  sample: (stream, { N, n }) => {
    const chi = (role: string, degrees: (i: number) => number, length: number): Float64Array =>
      Float64Array.from({ length }, (_, i) => Math.sqrt(chiSquared(stream.child(role).child(i), degrees(i))));
    // A wide matrix has the singular values of its transpose, and the rest are 0: the claims are outside their premise there.
    const [long, short] = [Math.max(N!, n!), Math.min(N!, n!)];
    return {
      diagonal: chi('diagonal', (i) => long - i, short),
      above: chi('above', (i) => short - 1 - i, short - 1),
    };
  },
  *refine(draw, wanted) {
    const found: Record<string, Bracket> = {};
    if (wanted.has('sMax')) found.sMax = bracketed(draw, draw.diagonal.length - 1);
    if (wanted.has('sMin')) found.sMin = bracketed(draw, 0);
    yield found;
  },
  cost: ({ N, n }) => ({ seconds: 2e-5 + 3e-5 * Math.min(N!, n!), bytes: 2 ** 16 + 64 * Math.min(N!, n!) }),
};

const source = (place: string) => ({ work: 'Davidson and Szarek 2001', place });

const largestIsBounded: Claim = {
  id: 'largest-singular-value',
  reading: 'printed',
  says: 'the largest singular value exceeds √N + √n + t with probability at most exp(−t²/2)',
  source: source('Theorem II.13 (restated), upper tail'),
  quantifiers: ['for all N ≥ n', 'for every t > 0'],
  premise: [atMost('n', 'N')],
  conclusion: atMost('sMax', 'sqrt(N) + sqrt(n) + t'),
  constants: {},
  failureRate: 'exp(-t^2 / 2)',
  tries: {
    quick: [{ N: ['n', '4 * n', 1e6], n: [1, 10], t: [0.5, 1, 2] }],
    standard: [{ N: ['n', '4 * n', 1e6], n: [1, 10, 100], t: [0.5, 1, 2, 3] }],
  },
};

const leastIsBounded: Claim = {
  ...largestIsBounded,
  id: 'least-singular-value',
  says: 'the least singular value lies below √N − √n − t with probability at most exp(−t²/2)',
  source: source('Theorem II.13 (restated), lower tail'),
  conclusion: atMost('sqrt(N) - sqrt(n) - t', 'sMin'),
};

/** False: the singular values of a matrix lie about √n apart from √N, whichever t is asked of them. */
const withoutColumns: Claim = {
  ...largestIsBounded,
  id: 'control-largest-without-columns',
  says: 'the largest singular value exceeds √N + t with probability at most exp(−t²/2)',
  source: { work: 'a planted error', place: 'Theorem II.13, without √n' },
  conclusion: atMost('sMax', 'sqrt(N) + t'),
  control: true,
  tries: { quick: [{ N: [100, 1e6], n: [10, 50], t: [2] }] },
};

/** Davidson and Szarek's tails of the extreme singular values of a Gaussian matrix. */
export const davidsonSzarek: Theorem = {
  id: 'davidson-szarek',
  work: 'Davidson and Szarek, Local operator theory, random matrices and Banach spaces (2001)',
  axes: [
    { symbol: 'n', says: 'number of columns', kind: 'count', addressed: true, most: 1e5 },
    { symbol: 'N', says: 'number of rows', kind: 'count', addressed: true, most: 1e12 },
    { symbol: 't', says: 'deviation', kind: 'real' },
  ],
  table: { rows: 'N', columns: 't' },
  settings: [singularValues],
  statements: [largestIsBounded, leastIsBounded, withoutColumns],
};
