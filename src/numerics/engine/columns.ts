import type { Engine, Matrix } from './engine.ts';

/**
 * A bound on the relative error of a norm that `columnNorms` or `rowNorms` gives for columns or rows of this
 * length.
 *
 * Each of the squares and sums rounds once, in f32 and in whatever order: (length + 1)·2⁻²⁴ of the sum of
 * squares, half of it of the norm; the factor 2 covers the higher-order part and the reading in f64.
 */
export const normError = (length: number): number => (length + 4) * 2 ** -24;

const ones = (engine: Engine, rows: number, columns: number): Matrix =>
  engine.matrix(rows, columns, new Float32Array(rows * columns).fill(1));

const rootsOf = (squares: Float32Array): Float64Array => Float64Array.from(squares, Math.sqrt);

/** The length of every column. Precision: f32, within `normError` of exact where no square underflows. */
export const columnNorms = (engine: Engine, matrix: Matrix): Float64Array =>
  rootsOf(
    engine.scope(() =>
      engine.read(engine.product(ones(engine, 1, matrix.shape[0]), engine.times(matrix, matrix))),
    ),
  );

/** The length of every row. Precision: as of `columnNorms`. */
export const rowNorms = (engine: Engine, matrix: Matrix): Float64Array =>
  rootsOf(
    engine.scope(() =>
      engine.read(engine.product(engine.times(matrix, matrix), ones(engine, matrix.shape[1], 1))),
    ),
  );

/** The columns, each multiplied by its factor. */
export const scaleColumns = (engine: Engine, matrix: Matrix, factors: Float64Array): Matrix =>
  engine.scope(() => engine.times(matrix, engine.matrix(1, factors.length, Float32Array.from(factors))));

/** The rows, each multiplied by its factor. */
const scaleRows = (engine: Engine, matrix: Matrix, factors: Float64Array): Matrix =>
  engine.scope(() => engine.times(matrix, engine.matrix(factors.length, 1, Float32Array.from(factors))));

/** What brings lengths that were computed in f32 to at most `radius`; null where there is nothing to do. */
const shortening = (norms: Float64Array, length: number, radius: number): Float64Array | null => {
  // The norm, the factor and the product each round; three times the bound on the norm covers them all.
  const aim = radius * (1 - 3 * normError(length));
  let outside = false;
  const factors = norms.map((norm) => {
    // One counts as outside where it may be: the norm as computed may be too small.
    if (!(norm * (1 + 2 * normError(length)) > radius)) return 1;
    outside = true;
    return Math.min(1, aim / norm);
  });
  return outside ? factors : null;
};

/**
 * Shortens every column that is longer than `radius`; the others return bit for bit, and `matrix` itself
 * where there is nothing to do.
 *
 * Precision: f32, aimed far enough inside that the lengths of the columns returned, taken exactly, are at
 * most `radius`.
 */
export const projectColumns = (engine: Engine, matrix: Matrix, radius: number): Matrix => {
  const factors = shortening(columnNorms(engine, matrix), matrix.shape[0], radius);
  return factors === null ? matrix : scaleColumns(engine, matrix, factors);
};

/** `projectColumns` of rows. */
export const projectRows = (engine: Engine, matrix: Matrix, radius: number): Matrix => {
  const factors = shortening(rowNorms(engine, matrix), matrix.shape[1], radius);
  return factors === null ? matrix : scaleRows(engine, matrix, factors);
};
