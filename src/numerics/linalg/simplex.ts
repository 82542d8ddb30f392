/** What the simplex method proposes of max c·x over x ≥ 0 with A x = b: nothing is proved, the caller checks. */
export interface Proposed {
  readonly x: Float64Array;
  /** y with Aᵀy ≥ c and b·y = c·x at an optimum. */
  readonly prices: Float64Array;
  /** How far A x is from b, as the sum over rows; above rounding there is no feasible x, and then −prices show it. */
  readonly infeasibility: number;
}

/** Entries of this size in the tableau are 0. */
const ZERO = 1e-10;

/** Pivots on the largest gain, for each row and column, before the first column with a gain is taken, which cannot cycle but is slow. */
const STEEP = 20;

const MOST_PIVOTS = 20_000;

/**
 * Proposes a solution of max c·x over x ≥ 0 with A x = b, b ≥ 0, by a dense tableau in two phases.
 *
 * Where no x is feasible, the prices are those of the first phase: Aᵀy ≥ 0 and b·y < 0, up to rounding.
 *
 * Why not a library: of the programs that are asked here, dense and with at most some hundred rows, this takes 0.1 to 120 ms. HiGHS as
 * WebAssembly (npm highs 1.15.3, a dependency of 3.9 MB that starts only asynchronously) takes 2 ms for the smallest, with 11 columns, as
 * long as this for 80 rows and 360 columns, and a quarter of the time for 200 rows and 720. Both find the same optima to 12 digits.
 *
 * Shapes: `A` is rows × columns, row after row; `b` has an entry for each row, `c` for each column.
 * Precision: f64, and no more than a proposal.
 * Source: Dantzig's rule, then Bland's (1977).
 */
export const simplex = (A: Float64Array, b: Float64Array, c: Float64Array): Proposed => {
  const [rows, columns] = [b.length, c.length];
  const width = columns + rows + 1;
  const last = width - 1;
  // Columns: x, then one artificial variable for each row, then the right-hand side.
  const tableau = Array.from({ length: rows }, (_, i) => {
    const row = new Float64Array(width);
    row.set(A.subarray(i * columns, (i + 1) * columns));
    row[columns + i] = 1;
    row[last] = b[i]!;
    return row;
  });
  const basis = Array.from({ length: rows }, (_, i) => columns + i);
  /** Reduced costs of a phase: what the objective loses by a unit of each column. */
  const costs = (gain: (column: number) => number): Float64Array => {
    const row = new Float64Array(width);
    for (let j = 0; j < last; j++) row[j] = -gain(j);
    basis.forEach((column, i) => {
      const factor = gain(column);
      if (factor !== 0) for (let j = 0; j < width; j++) row[j]! += factor * tableau[i]![j]!;
    });
    return row;
  };
  const pivots = (objective: Float64Array, allowed: number): void => {
    const steep = STEEP * (rows + columns);
    for (let pivot = 0; pivot < steep + MOST_PIVOTS; pivot++) {
      let entering = -1;
      for (let j = 0; j < allowed; j++) {
        if (!(objective[j]! < -ZERO)) continue;
        if (entering < 0 || (pivot < steep && objective[j]! < objective[entering]!)) entering = j;
        if (pivot >= steep) break;
      }
      if (entering < 0) return;
      let leaving = -1;
      let least = Number.POSITIVE_INFINITY;
      for (let i = 0; i < rows; i++) {
        const entry = tableau[i]![entering]!;
        if (entry <= ZERO) continue;
        const ratio = tableau[i]![last]! / entry;
        if (ratio < least || (ratio === least && basis[i]! < basis[leaving]!)) [leaving, least] = [i, ratio];
      }
      if (leaving < 0) return;
      const row = tableau[leaving]!;
      const scale = 1 / row[entering]!;
      for (let j = 0; j < width; j++) row[j]! *= scale;
      const clear = (other: Float64Array): void => {
        const factor = other[entering]!;
        if (other !== row && factor !== 0) for (let j = 0; j < width; j++) other[j]! -= factor * row[j]!;
      };
      tableau.forEach(clear);
      clear(objective);
      basis[leaving] = entering;
    }
  };
  const pricesOf = (objective: Float64Array, gain: number): Float64Array =>
    Float64Array.from({ length: rows }, (_, i) => objective[columns + i]! + gain);
  const first = costs((column) => (column < columns ? 0 : -1));
  pivots(first, columns);
  const infeasibility = basis.reduce(
    (sum, column, i) => sum + (column < columns ? 0 : Math.abs(tableau[i]![last]!)),
    0,
  );
  const x = new Float64Array(columns);
  const read = (): void => {
    basis.forEach((column, i) => {
      if (column < columns) x[column] = tableau[i]![last]!;
    });
  };
  if (infeasibility > 1e-9) {
    read();
    return { x, prices: pricesOf(first, -1), infeasibility };
  }
  const second = costs((column) => (column < columns ? c[column]! : 0));
  pivots(second, columns);
  read();
  return { x, prices: pricesOf(second, 0), infeasibility };
};
