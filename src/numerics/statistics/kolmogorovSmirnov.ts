import { requireFinite } from './internal/require.ts';

/** A distance between distribution functions, and a p-value that is never too small. */
export interface KolmogorovSmirnov {
  readonly statistic: number;
  readonly pValue: number;
}

const sorted = (values: ArrayLike<number>): Float64Array => Float64Array.from(values).sort();

/**
 * Tests that a sample was drawn from the law with distribution function `cdf`: D = sup |F_n − F|.
 *
 * For a law with atoms pass `cdfBelow`, P(X < x), too: without it an atom would count as distance.
 *
 * Precision: the p-value is the bound 2 exp(−2nD²), valid for every n and every law, so it is conservative.
 * Throws: `RangeError` for an empty sample, an entry that is not finite, or a value of `cdf` outside [0, 1].
 * Source: Dvoretzky, Kiefer & Wolfowitz 1956 with the constant of Massart 1990.
 */
export const ksOneSample = (
  sample: ArrayLike<number>,
  cdf: (x: number) => number,
  cdfBelow: (x: number) => number = cdf,
): KolmogorovSmirnov => {
  requireFinite('ksOneSample', 'sample', sample);
  const values = sorted(sample);
  const n = values.length;
  let statistic = 0;
  // Equal values form one step of F_n: only its foot and its top are compared.
  for (let from = 0; from < n; ) {
    const x = values[from]!;
    let to = from + 1;
    while (to < n && values[to] === x) to += 1;
    const at = cdf(x);
    const below = cdfBelow(x);
    if (!(below >= 0 && below <= at && at <= 1)) {
      throw new RangeError(
        `ksOneSample: expected 0 <= P(X < x) <= P(X <= x) <= 1 at x = ${x}, got ${below} and ${at}; check the cdf.`,
      );
    }
    statistic = Math.max(statistic, Math.abs(to / n - at), Math.abs(below - from / n));
    from = to;
  }
  return { statistic, pValue: Math.min(1, 2 * Math.exp(-2 * n * statistic * statistic)) };
};

export type Alternative = 'different' | 'left larger';

/** Lattices up to this size are walked cell by cell; that takes about a tenth of a second. */
const MOST_PATH_CELLS = 2.5e7;

/**
 * The probability that a uniform lattice path from (0, 0) to (n, m) meets a point (i, j) with distance(i, j)
 * >= reach, where the distance is j·n − i·m ('left larger') or its absolute value. Equal to P(D >= d) for
 * continuous laws.
 *
 * Last-step recursion: a path to (i, j) came from (i−1, j) with probability i/(i+j). All terms are positive,
 * so the smallest probabilities keep their digits. Source: Hodges 1958.
 */
const pathProbability = (n: number, m: number, reach: number, alternative: Alternative): number => {
  const meets = (i: number, j: number): boolean => {
    const distance = j * n - i * m;
    return (alternative === 'different' ? Math.abs(distance) : distance) >= reach;
  };
  const row = new Float64Array(m + 1);
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      if (meets(i, j)) row[j] = 1;
      else if (i === 0) row[j] = j === 0 ? 0 : row[j - 1]!;
      else row[j] = j === 0 ? row[j]! : (i * row[j]! + j * row[j - 1]!) / (i + j);
    }
  }
  return row[m]!;
};

/** A bound on P(D >= d) for samples too large to walk. */
const largeSampleBound = (n: number, m: number, d: number, alternative: Alternative): number => {
  const sides = alternative === 'different' ? 2 : 1;
  // Wei & Dudley 2012: for n = m >= 458 the two-sided bound has Massart's constant 2; it bounds one side as
  // well.
  const equal = n === m && n >= 458 ? 2 * Math.exp(-n * d * d) : 1;
  // For other sizes: D <= D_n + D_m, split so that both parts get the same exponent, and Massart's bound for
  // each.
  const root = Math.sqrt(n) + Math.sqrt(m);
  const either = 2 * sides * Math.exp((-2 * n * m * d * d) / (root * root));
  return Math.min(1, equal, either);
};

/**
 * Tests that two samples were drawn from one law: D = sup |F_left − F_right|, or sup (F_right − F_left)
 * against 'left larger'.
 *
 * Against 'left larger' the hypothesis includes every pair of laws with left stochastically at most right, so
 * the test stays valid when the left values are themselves lower bounds of what is meant.
 *
 * Precision: up to n·m = 2.5e7 the p-value is exact for continuous laws and, under ties, conservative: a tie
 * is compared only once all its equals are in, which makes D at most what any order among them would give.
 * Beyond, it is the smaller of a proven bound for equal sizes (Wei & Dudley) and two one-sample bounds joined
 * by the triangle inequality.
 * Throws: `RangeError` for an empty sample or an entry that is not finite.
 * Source: Hodges 1958 (paths); Massart 1990; Wei & Dudley 2012, "Two-sample Dvoretzky–Kiefer–Wolfowitz
 * inequalities".
 */
export const ksTwoSample = (
  left: ArrayLike<number>,
  right: ArrayLike<number>,
  alternative: Alternative = 'different',
): KolmogorovSmirnov => {
  requireFinite('ksTwoSample', 'left', left);
  requireFinite('ksTwoSample', 'right', right);
  const xs = sorted(left);
  const ys = sorted(right);
  const n = xs.length;
  const m = ys.length;
  // Distances are counted in units of 1/(nm), where they are integers, so "at least as large" is decided
  // exactly.
  let reach = 0;
  for (let i = 0, j = 0; i < n && j < m; ) {
    const next = Math.min(xs[i]!, ys[j]!);
    while (i < n && xs[i] === next) i += 1;
    while (j < m && ys[j] === next) j += 1;
    const distance = j * n - i * m;
    reach = Math.max(reach, alternative === 'different' ? Math.abs(distance) : distance);
  }
  const statistic = reach / (n * m);
  if (reach === 0) return { statistic, pValue: 1 };
  const small = n * m <= MOST_PATH_CELLS;
  const pValue = small
    ? pathProbability(n, m, reach, alternative)
    : largeSampleBound(n, m, statistic, alternative);
  return { statistic, pValue };
};
