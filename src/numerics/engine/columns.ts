import type { Engine, Matrix } from './engine.ts';

/**
 * A bound on the relative error of a norm that `columnNorms` gives for columns of this length.
 *
 * Each of the squares and sums rounds once, in f32 and in whatever order: (length + 1)·2⁻²⁴ of the sum of squares, half of it of the
 * norm; the factor 2 covers the higher-order part and the reading in f64.
 */
export const normError = (length: number): number => (length + 4) * 2 ** -24;

/** The length of every column. Precision: f32, within `normError` of exact where no square underflows. */
export const columnNorms = (engine: Engine, matrix: Matrix): Float64Array => {
  const [rows] = matrix.shape;
  const squares = engine.scope(() => {
    const ones = engine.matrix(1, rows, new Float32Array(rows).fill(1));
    return engine.read(engine.product(ones, engine.times(matrix, matrix)));
  });
  return Float64Array.from(squares, Math.sqrt);
};

/** The columns, each multiplied by its factor. */
export const scaleColumns = (engine: Engine, matrix: Matrix, factors: Float64Array): Matrix =>
  engine.scope(() => engine.times(matrix, engine.matrix(1, factors.length, Float32Array.from(factors))));

/**
 * Shortens every column that is longer than `radius`; the others return bit for bit, and `matrix` itself where there is nothing to do.
 *
 * Precision: f32, aimed far enough inside that the lengths of the columns returned, taken exactly, are at most `radius`.
 */
export const projectColumns = (engine: Engine, matrix: Matrix, radius: number): Matrix => {
  const [rows] = matrix.shape;
  // The norm, the factor and the product each round; three times the bound on the norm covers them all.
  const aim = radius * (1 - 3 * normError(rows));
  let outside = false;
  const factors = columnNorms(engine, matrix).map((norm) => {
    // A column counts as outside where it may be: the norm as computed may be too small.
    if (!(norm * (1 + 2 * normError(rows)) > radius)) return 1;
    outside = true;
    return Math.min(1, aim / norm);
  });
  return outside ? scaleColumns(engine, matrix, factors) : matrix;
};
