import type { ConstantLaw } from '../report/constants.ts';
import { twelveDigits } from '../report/decimals.ts';
import type { Axis, Point } from '../theorem.ts';
import { type Calibrated, labelOf } from './drifts.ts';

/** One term of a simple law: its coefficient is fitted. */
export interface Term {
  readonly says: string;
  readonly at: (point: Point) => number;
}

/** Solves a small system of linear equations by elimination with pivots; null where it is singular. */
const solved = (matrix: number[][], right: number[]): number[] | null => {
  const n = right.length;
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  for (let column = 0; column < n; column++) {
    const pivot = rows.reduce((best, row, i) => {
      if (i < column) return best;
      return best < column || Math.abs(row[column]!) > Math.abs(rows[best]![column]!) ? i : best;
    }, column);
    if (Math.abs(rows[pivot]![column]!) < 1e-12) return null;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let i = 0; i < n; i++) {
      if (i === column) continue;
      const factor = rows[i]![column]! / rows[column]![column]!;
      for (let j = column; j <= n; j++) rows[i]![j]! -= factor * rows[column]![j]!;
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!);
};

/** The coefficients of least squares in relative terms: each equation is divided by the value it should give. */
const fitted = (rows: readonly (readonly number[])[], values: readonly number[]): number[] | null => {
  const n = rows[0]!.length;
  const matrix = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  const right = new Array<number>(n).fill(0);
  rows.forEach((row, k) => {
    const weight = 1 / (values[k]! * values[k]!);
    for (let i = 0; i < n; i++) {
      right[i]! += weight * row[i]! * values[k]!;
      for (let j = 0; j < n; j++) matrix[i]![j]! += weight * row[i]! * row[j]!;
    }
  });
  return solved(matrix, right);
};

/** `n = 10, t = 3`: the axes that are not the same everywhere. */
const placesOf = (points: readonly Point[], axes: readonly Axis[]): readonly string[] => {
  const varying = axes.filter(({ symbol }) => new Set(points.map((point) => point[symbol])).size > 1);
  return points.map((point) => varying.map((axis) => `${labelOf(axis)} = ${point[axis.symbol]}`).join(', '));
};

const written = (value: number): string => String(Number(value.toPrecision(3)));

/**
 * A simple law for a constant, fitted to the middles of its bounds and shown beside all of them; null where the points are too few to say
 * anything (no more than terms), or do not tell the terms apart.
 */
export const lawOf = (
  name: string,
  all: readonly Calibrated[],
  terms: readonly Term[],
  axes: readonly Axis[],
): ConstantLaw | null => {
  if (terms.length === 0) return null;
  const known = all.filter(
    ({ constant: { lower, upper } }) => lower !== null && upper !== null && lower > 0 && upper > 0,
  );
  if (known.length <= terms.length) return null;
  const rowOf = (one: Calibrated): number[] => terms.map(({ at }) => at(one.point));
  const coefficients = fitted(
    known.map(rowOf),
    known.map(({ constant: { lower, upper } }) => (lower! + upper!) / 2),
  );
  if (coefficients === null) return null;
  const valueAt = (one: Calibrated): number =>
    rowOf(one).reduce((sum, term, i) => sum + coefficients[i]! * term, 0);
  const formula = terms
    .map(({ says }, i) => {
      const value = coefficients[i]!;
      const size = `${written(Math.abs(value))}${says === '1' ? '' : ` ${says}`}`;
      return i === 0 ? `${value < 0 ? '−' : ''}${size}` : `${value < 0 ? ' − ' : ' + '}${size}`;
    })
    .join('');
  const places = placesOf(
    all.map(({ point }) => point),
    axes,
  );
  return {
    formula: `${name} ≈ ${formula}`,
    fits: all.every((one) => {
      const { lower, upper } = one.constant;
      const value = valueAt(one);
      return (lower === null || value >= lower) && (upper === null || value <= upper);
    }),
    points: all.map((one, i) => ({
      at: places[i]!,
      lower: one.constant.lower,
      upper: one.constant.upper,
      fitted: twelveDigits(valueAt(one)),
    })),
  };
};
