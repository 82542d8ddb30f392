import { simplex } from '../../numerics/linalg/simplex.ts';

/** What is known of points z_1, …, z_n in R^d: a w with ⟨w, z_i⟩ > 0 for all of them, or that there is none, or nothing. */
export type Separation =
  | { readonly kind: 'separable'; readonly w: Float64Array }
  | { readonly kind: 'inseparable' }
  | { readonly kind: 'open' };

const dotAt = (points: Float64Array, i: number, w: Float64Array): number => {
  let sum = 0;
  for (let k = 0; k < w.length; k++) sum += points[i * w.length + k]! * w[k]!;
  return sum;
};

/** Whether ⟨w, z_i⟩ > 0 for all points, with room for the rounding of the products: d·2⁻⁵³ of their sizes, four times. */
export const separates = (points: Float64Array, n: number, w: Float64Array): boolean => {
  const d = w.length;
  for (let i = 0; i < n; i++) {
    let size = 0;
    for (let k = 0; k < d; k++) size += Math.abs(points[i * d + k]! * w[k]!);
    if (!(dotAt(points, i, w) > 4 * d * 2 ** -53 * size)) return false;
  }
  return true;
};

/** The inverse of a square matrix by Gauss and Jordan with pivoting, as a proposal; null where a pivot vanishes. */
const inverse = (B: readonly Float64Array[]): Float64Array[] | null => {
  const n = B.length;
  const work = B.map((row, i) => {
    const wide = new Float64Array(2 * n);
    wide.set(row);
    wide[n + i] = 1;
    return wide;
  });
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(work[i]![k]!) > Math.abs(work[pivot]![k]!)) pivot = i;
    [work[k], work[pivot]] = [work[pivot]!, work[k]!];
    const scale = work[k]![k]!;
    if (Math.abs(scale) < 1e-12) return null;
    for (let j = 0; j < 2 * n; j++) work[k]![j]! /= scale;
    for (let i = 0; i < n; i++) {
      const factor = work[i]![k]!;
      if (i !== k && factor !== 0) for (let j = 0; j < 2 * n; j++) work[i]![j]! -= factor * work[k]![j]!;
    }
  }
  return work.map((row) => row.slice(n));
};

const largestRow = (rows: readonly Float64Array[]): number =>
  Math.max(...rows.map((row) => row.reduce((sum, entry) => sum + Math.abs(entry), 0)));

/**
 * Whether some λ > 0 on these d + 1 points has Σ λ_i z_i = 0 and Σ λ_i = 1: by Gordan no w separates them then.
 *
 * With C near the inverse of the matrix B of this system and ρ = ‖I − CB‖∞ < 1, the exact solution lies within ‖C‖∞ r/(1 − ρ) of λ,
 * where r bounds what B λ leaves, rounding included: it is positive where λ is larger than that.
 */
const isFarkas = (
  points: Float64Array,
  d: number,
  chosen: readonly number[],
  lambda: readonly number[],
): boolean => {
  const size = d + 1;
  if (chosen.length !== size) return false;
  const B = Array.from({ length: size }, (_, k) =>
    Float64Array.from(chosen, (i) => (k < d ? points[i * d + k]! : 1)),
  );
  const C = inverse(B);
  if (C === null) return false;
  const off = C.map((row, i) =>
    Float64Array.from({ length: size }, (_, j) => {
      let entry = i === j ? -1 : 0;
      for (let k = 0; k < size; k++) entry += row[k]! * B[k]![j]!;
      return entry;
    }),
  );
  const rounding = 4 * size * 2 ** -53;
  const contraction = largestRow(off) + rounding * largestRow(C) * largestRow(B);
  if (!(contraction < 1)) return false;
  const left = B.map((row, k) => {
    let sum = k < d ? 0 : -1;
    row.forEach((entry, j) => {
      sum += entry * lambda[j]!;
    });
    return Math.abs(sum);
  });
  const residual = Math.max(...left) + rounding * largestRow(B) * Math.max(...lambda);
  return Math.min(...lambda) > (largestRow(C) * residual) / (1 - contraction);
};

/** Whether two of these points are exactly opposite: no w is positive at both. */
const hasOpposites = (points: Float64Array, d: number, chosen: readonly number[]): boolean =>
  chosen.some((i) =>
    chosen.some((j) => {
      for (let k = 0; k < d; k++) if (points[i * d + k] !== -points[j * d + k]!) return false;
      return true;
    }),
  );

/**
 * Whether points can be put on one side of a hyperplane through 0: a linear program proposes, and what it proposes is checked.
 *
 * Shapes: `points` is n × d, point after point.
 */
export const separation = (points: Float64Array, n: number, d: number): Separation => {
  // Σ λ_i z_i = 0, Σ λ_i = 1, λ ≥ 0: feasible where no w separates, else the prices of infeasibility are such a w.
  const A = new Float64Array((d + 1) * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < d; k++) A[k * n + i] = points[i * d + k]!;
    A[d * n + i] = 1;
  }
  const b = new Float64Array(d + 1);
  b[d] = 1;
  const { x, prices, infeasibility } = simplex(A, b, new Float64Array(n));
  if (infeasibility > 1e-9) {
    const w = prices.slice(0, d);
    return separates(points, n, w) ? { kind: 'separable', w } : { kind: 'open' };
  }
  const chosen = [...x.keys()].filter((i) => x[i]! > 0);
  const lambda = chosen.map((i) => x[i]!);
  return isFarkas(points, d, chosen, lambda) || hasOpposites(points, d, chosen)
    ? { kind: 'inseparable' }
    : { kind: 'open' };
};
