import { compare, minus, over, plus, type Rational, rational, times } from './rational.ts';

/** The largest c·q over q >= 0 with A q <= b, where b >= 0, and the prices that prove it the largest. */
export interface Optimum {
  readonly value: Rational;
  readonly q: readonly Rational[];
  /** y >= 0 with Aᵀy >= c and b·y = value: no q can do better, however it was computed. */
  readonly prices: readonly Rational[];
}

const zero = rational(0n);
const sign = (a: Rational): number => compare(a, zero);

/**
 * Solves max c·q over q >= 0 with A q <= b, for b >= 0, in exact fractions.
 *
 * Shapes: `A` has a row for each entry of `b` and a column for each entry of `c`.
 * Throws: `RangeError` when an entry of b is negative (0 must be feasible) or the maximum is infinite.
 * Source: the simplex method on a dense tableau, with Bland's rule (Bland 1977), which cannot cycle.
 */
export const maximize = (
  c: readonly Rational[],
  A: readonly (readonly Rational[])[],
  b: readonly Rational[],
): Optimum => {
  if (b.some((entry) => sign(entry) < 0)) {
    throw new RangeError('maximize: expected b >= 0, so that q = 0 is feasible; shift the variables first.');
  }
  const columns = c.length;
  const rows = b.length;
  // Columns: q, then one slack for each row, then the right-hand side; the last row holds −c and, at the end,
  // the prices.
  const tableau: Rational[][] = A.map((row, i) => [
    ...row,
    ...b.map((_, j) => rational(i === j ? 1n : 0n)),
    b[i]!,
  ]);
  const objective: Rational[] = [...c.map((entry) => minus(zero, entry)), ...b.map(() => zero), zero];
  const basis = b.map((_, i) => columns + i);
  const last = columns + rows;
  const clear = (row: Rational[], pivotRow: readonly Rational[], factor: Rational): void => {
    if (sign(factor) === 0) return;
    pivotRow.forEach((entry, j) => {
      if (sign(entry) !== 0) row[j] = minus(row[j]!, times(factor, entry));
    });
  };
  for (;;) {
    const entering = objective.findIndex((entry, j) => j < last && sign(entry) < 0);
    if (entering === -1) break;
    let leaving = -1;
    let least = zero;
    tableau.forEach((row, i) => {
      if (sign(row[entering]!) <= 0) return;
      const ratio = over(row[last]!, row[entering]!);
      const order = leaving === -1 ? -1 : compare(ratio, least);
      if (order < 0 || (order === 0 && basis[i]! < basis[leaving]!)) {
        leaving = i;
        least = ratio;
      }
    });
    if (leaving === -1)
      throw new RangeError('maximize: expected a bounded program; the maximum is infinite.');
    const pivot = tableau[leaving]![entering]!;
    const pivotRow = tableau[leaving]!.map((entry) => over(entry, pivot));
    tableau.forEach((row, i) => {
      if (i !== leaving) clear(row, pivotRow, row[entering]!);
    });
    clear(objective, pivotRow, objective[entering]!);
    tableau[leaving] = pivotRow;
    basis[leaving] = entering;
  }
  const q = c.map(() => zero);
  basis.forEach((variable, i) => {
    if (variable < columns) q[variable] = tableau[i]![last]!;
  });
  return { value: objective[last]!, q, prices: objective.slice(columns, last) };
};

/** Whether an answer proves itself: q and the prices are feasible, and both attain `value`. */
export const provesItself = (
  { value, q, prices }: Optimum,
  c: readonly Rational[],
  A: readonly (readonly Rational[])[],
  b: readonly Rational[],
): boolean => {
  const product = (x: readonly Rational[], y: readonly Rational[]): Rational =>
    x.reduce((sum, entry, i) => plus(sum, times(entry, y[i]!)), zero);
  return (
    [...q, ...prices].every((entry) => sign(entry) >= 0) &&
    A.every((row, i) => compare(product(row, q), b[i]!) <= 0) &&
    c.every(
      (entry, j) =>
        compare(
          product(
            A.map((row) => row[j]!),
            prices,
          ),
          entry,
        ) >= 0,
    ) &&
    compare(product(c, q), value) === 0 &&
    compare(product(b, prices), value) === 0
  );
};
