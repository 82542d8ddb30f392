import type { ConstantLaw } from '../outcomes/constants.ts';
import { twelveDigits } from '../outcomes/decimals.ts';
import type { Calibrated } from './drifts.ts';

/** Where a constant was calibrated. */
export interface Point {
  readonly d: number;
  readonly m: number;
  readonly C0: number;
  readonly gamma: number;
}

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

const axisWords: readonly (readonly [keyof Point, string])[] = [
  ['d', 'd'],
  ['m', 'm'],
  ['C0', 'C0'],
  ['gamma', 'γ'],
];

/** `C0 = 1, γ = 0.05`: the axes that are not the same everywhere. */
const placesOf = (points: readonly Point[]): readonly string[] => {
  const varying = axisWords.filter(([axis]) => new Set(points.map((point) => point[axis])).size > 1);
  return points.map((point) => varying.map(([axis, word]) => `${word} = ${point[axis]}`).join(', '));
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
): ConstantLaw | null => {
  if (terms.length === 0) return null;
  const pointOf = ({ sample: { d, m, C0 }, gamma }: Calibrated): Point => ({ d, m, C0, gamma });
  const known = all.filter(
    ({ constant: { lower, upper } }) => lower !== null && upper !== null && lower > 0 && upper > 0,
  );
  if (known.length <= terms.length) return null;
  const rowOf = (one: Calibrated): number[] => terms.map(({ at }) => at(pointOf(one)));
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
  const places = placesOf(all.map(pointOf));
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
