/**
 * Steps of the power method that guess where the bound lies; the guess decides only how close the bound is.
 */
const POWER_STEPS = 60;

/** How far above the guess a bound is tried, one after the other. */
const MARGINS = [1e-9, 1e-6, 1e-4, 1e-3, 4e-3, 0.01, 0.03, 0.1, 0.3] as const;

/**
 * Whether the Cholesky factorization of λI − A runs to its end in f64.
 *
 * If it does, λI − A + Δ is positive semidefinite for some Δ with ‖Δ‖ ≤ 2(n + 1)·2⁻⁵³·tr(λI − A).
 * Source: Rump, Verification of positive definiteness, BIT 46 (2006), after Demmel.
 */
const factors = (A: Float64Array, n: number, lambda: number, L: Float64Array): boolean => {
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let entry = (i === j ? lambda : 0) - A[i * n + j]!;
      for (let k = 0; k < j; k++) entry -= L[i * n + k]! * L[j * n + k]!;
      if (i === j) {
        if (!(entry > 0)) return false;
        L[i * n + j] = Math.sqrt(entry);
      } else L[i * n + j] = entry / L[j * n + j]!;
    }
  }
  return true;
};

/**
 * A proven upper bound on the largest eigenvalue of a symmetric positive semidefinite matrix.
 *
 * The power method guesses it, from below; a Cholesky factorization of λI − A proves a λ just above, and the
 * trace is the bound where nothing closer is proved. Where the power method has converged the bound is 1e-9
 * above, relatively; a first eigenvector orthogonal to where it starts, which no Gram matrix of Gaussians
 * has, leaves the trace.
 *
 * Shapes: `A` is n × n, row after row; the lower triangle is read for the proof.
 * Precision: f64; what the rounding of the factorization can hide is added to the bound. NaN entries give
 * Infinity.
 * Source: Rump 2006; the bound on the rounding holds for every n with 2(n + 1)·2⁻⁵³ < 1/2.
 */
export const largestEigenvalueBound = (A: Float64Array, n: number): number => {
  let trace = 0;
  let start = 0;
  for (let i = 0; i < n; i++) {
    trace += A[i * n + i]!;
    if (A[i * n + i]! > A[start * n + start]!) start = i;
  }
  if (Number.isNaN(trace)) return Number.POSITIVE_INFINITY;
  if (n === 0 || trace === 0) return 0;
  const unit = 2 ** -53;
  const wholeTrace = trace * (1 + 2 * n * unit);
  // The row of the largest diagonal entry has a part along the first eigenvector unless that entry is hidden
  // in a block of its own.
  let vector = A.slice(start * n, (start + 1) * n);
  let guess = 0;
  for (let step = 0; step < POWER_STEPS; step++) {
    let square = 0;
    for (let i = 0; i < n; i++) square += vector[i]! * vector[i]!;
    const length = Math.sqrt(square);
    if (!(length > 0 && length < Number.POSITIVE_INFINITY)) return wholeTrace;
    const next = new Float64Array(n);
    let rayleigh = 0;
    for (let i = 0; i < n; i++) {
      let entry = 0;
      for (let k = 0; k < n; k++) entry += A[i * n + k]! * vector[k]!;
      next[i] = entry / length;
      rayleigh += next[i]! * (vector[i]! / length);
    }
    vector = next;
    if (Math.abs(rayleigh - guess) <= 1e-12 * rayleigh) {
      guess = rayleigh;
      break;
    }
    guess = rayleigh;
  }
  const L = new Float64Array(n * n);
  for (const margin of MARGINS) {
    const lambda = guess * (1 + margin);
    const hidden = 4 * (n + 2) * unit * (n * lambda + wholeTrace);
    if (lambda + hidden >= wholeTrace) return wholeTrace;
    if (factors(A, n, lambda, L)) return lambda + hidden;
  }
  return wholeTrace;
};
