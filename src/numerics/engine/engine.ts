declare const held: unique symbol;

/**
 * A matrix of f32 numbers that an engine holds. It lives until it is released, or until the scope it was made
 * in ends.
 */
export interface Matrix {
  readonly shape: readonly [rows: number, columns: number];
  readonly [held]: true;
}

/** What a scope may hand out: nothing else made in it outlives it. */
export type Held = null | number | Numbers | Matrix | readonly Held[] | { readonly [name: string]: Held };

type Numbers = Float32Array | Float64Array;

export type EngineName = 'wasm' | 'tfjs-node';

/**
 * Dense f32 matrices for training and for searches over all of W: the few operations that those are made of.
 *
 * An engine proposes; what counts is confirmed by the plain f64 reference. Each operation gives a new matrix
 * and leaves its operands as they were. There is no product with a transposed operand on purpose: the WASM
 * engine is ten times slower at it than at `transposed` followed by `product`.
 *
 * Precision: f32. A product of inner length k is off by at most k·2⁻²⁴/(1 − k·2⁻²⁴) times the product of
 * absolute values, in whatever order it is summed; the others round each entry once, `transposed`, `relu` and
 * `active` not at all. One engine gives the same bits for the same calls; two engines need not.
 */
export interface Engine {
  readonly name: EngineName;
  /** What ran, for reports. */
  readonly says: string;
  /** Shapes: `values` is rows × columns, row after row; it is copied. */
  matrix(rows: number, columns: number, values: Float32Array): Matrix;
  /** The entries, row after row, as a copy. */
  read(matrix: Matrix): Float32Array;
  product(left: Matrix, right: Matrix): Matrix;
  transposed(matrix: Matrix): Matrix;
  /** Entry by entry, where `right` has the shape of `left`, or is one row or one column that is repeated. */
  sum(left: Matrix, right: Matrix): Matrix;
  difference(left: Matrix, right: Matrix): Matrix;
  times(left: Matrix, right: Matrix): Matrix;
  /** max(0, z). */
  relu(matrix: Matrix): Matrix;
  /** 1 where z > 0, else 0. */
  active(matrix: Matrix): Matrix;
  /** Runs `work` and releases every matrix made in it, but for those it returns. */
  scope<Result extends Held>(work: () => Result): Result;
  release(...matrices: readonly Matrix[]): void;
  /** How many matrices have not been released. */
  held(): number;
}
