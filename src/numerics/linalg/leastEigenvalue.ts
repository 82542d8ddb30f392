/** What is proved of the least eigenvalue of a symmetric matrix, and a unit vector near one of its eigenvectors. */
export interface LeastEigenvalue {
  readonly lower: number;
  readonly upper: number;
  readonly vector: Float64Array;
}

/** Factorizations at most: each closes what is left by a large factor, or halves it. */
const STEPS = 60;

/** What counts as closed, as a share of the largest row sum. */
const CLOSE = 1e-12;

/** Inverse iterations with one factorization. */
const TURNS = 3;

/** A − σI = LLᵀ, or null where the factorization meets a pivot that is not positive. */
const factored = (A: Float64Array, n: number, sigma: number): Float64Array | null => {
  const L = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let entry = A[i * n + j]! - (i === j ? sigma : 0);
      for (let k = 0; k < j; k++) entry -= L[i * n + k]! * L[j * n + k]!;
      if (i > j) L[i * n + j] = entry / L[j * n + j]!;
      else if (entry > 0) L[i * n + i] = Math.sqrt(entry);
      else return null;
    }
  return L;
};

/** The unit vector along (LLᵀ)⁻¹ v. */
const solved = (L: Float64Array, n: number, v: Float64Array): Float64Array => {
  const x = Float64Array.from(v);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i]! -= L[i * n + k]! * x[k]!;
    x[i]! /= L[i * n + i]!;
  }
  let square = 0;
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= L[k * n + i]! * x[k]!;
    x[i]! /= L[i * n + i]!;
    square += x[i]! * x[i]!;
  }
  const length = Math.sqrt(square);
  return x.map((entry) => entry / length);
};

/**
 * A bracket of the least eigenvalue of a symmetric matrix: from below by a Cholesky factorization of A − σI that runs to its end, from
 * above by the Rayleigh quotient of a vector that inverse iteration found.
 *
 * `near`, where it is given, is a guess at the eigenvector: a good one saves factorizations, none makes the bracket wrong.
 *
 * Shapes: `A` is n × n, row after row; squares of its entries are normal numbers.
 * Precision: f64; what the rounding of the factorization can hide, 2(n + 1)·2⁻⁵³·tr(A − σI), is taken off.
 * Throws: `RangeError` where an entry is not finite.
 * Source: Rump, Verification of positive definiteness, BIT 46 (2006), after Demmel.
 */
export const leastEigenvalue = (A: Float64Array, n: number, near?: Float64Array): LeastEigenvalue => {
  let [scale, start] = [0, 0];
  for (let i = 0; i < n; i++) {
    let row = 0;
    for (let j = 0; j < n; j++) row += Math.abs(A[i * n + j]!);
    if (!Number.isFinite(row))
      throw new RangeError('leastEigenvalue: expected finite entries; look for where another arose.');
    scale = Math.max(scale, row);
    if (A[i * n + i]! < A[start * n + start]!) start = i;
  }
  let vector: Float64Array = new Float64Array(n);
  const length = near === undefined ? 0 : Math.sqrt(near.reduce((sum, entry) => sum + entry * entry, 0));
  const isGuess = length > 0 && Number.isFinite(length);
  if (isGuess) vector = near!.map((entry) => entry / length);
  else vector[start] = 1;
  if (scale === 0) return { lower: 0, upper: 0, vector };
  let [quotient, residual] = [0, 0];
  const measure = (): void => {
    const image = new Float64Array(n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) image[i]! += A[i * n + j]! * vector[j]!;
    quotient = image.reduce((sum, entry, i) => sum + entry * vector[i]!, 0);
    residual = Math.sqrt(image.reduce((sum, entry, i) => sum + (entry - quotient * vector[i]!) ** 2, 0));
  };
  measure();
  let proved = -scale * (1 + 1e-9);
  let failed = Number.POSITIVE_INFINITY;
  for (let step = 0; step < STEPS && quotient - proved > CLOSE * scale; step++) {
    const below = quotient - Math.max(2 * residual, CLOSE * scale * 0.5);
    const sigma =
      step === 0 && !isGuess
        ? proved
        : below > proved && below < failed
          ? below
          : (proved + Math.min(failed, quotient)) / 2;
    if (failed - proved <= CLOSE * scale) break;
    const L = factored(A, n, sigma);
    if (L === null) {
      failed = sigma;
      continue;
    }
    proved = Math.max(proved, sigma);
    for (let turn = 0; turn < TURNS; turn++) vector = solved(L, n, vector);
    measure();
  }
  const unit = 2 ** -53;
  const hidden = 4 * (n + 2) * unit * n * (scale + Math.abs(proved));
  return { lower: proved - hidden, upper: quotient + 4 * (n + 2) * unit * scale, vector };
};
