import { blockedSumError } from '../../../numerics/linalg/blockedSum.ts';
import { largestEigenvalueBound } from '../../../numerics/linalg/largestEigenvalueBound.ts';
import { dot, norm } from '../../../numerics/linalg/vectors.ts';
import { kernels } from '../kernels/inUse.ts';
import { extremesOf } from '../network/extremeValue.ts';
import type { StepInstance } from '../network/instance.ts';
import { centerPattern, type KnownWeights, type LinearPart, mayFlipOf, WIDER } from './knownWeights.ts';

/** The chance that a certificate in the reduced law is wrong, over what has not been revealed. */
export const CERTIFICATE_ERROR = 1e-9;

/**
 * Tail events that `CERTIFICATE_ERROR` is shared among.
 *
 * A certificate reads 4 in a round, of at most 14 on 2 sides, and 2 more once: 114. It is itself a function
 * of what has been revealed, the choices it makes on the way included (which bound is least, which round ends
 * it, even a C2 it looked for alone), so only the events it ends up resting on count. 6000 would still pay
 * for every one that a search over ten C2 looks at.
 */
const EVENTS = 6000;

/**
 * e^{−t²/2} = CERTIFICATE_ERROR / EVENTS: how far a 1-Lipschitz function of Gaussians lies above its mean, at
 * most.
 */
const T = Math.sqrt(2 * Math.log(EVENTS / CERTIFICATE_ERROR));

/** The patterns asked so far, and P, the projection of R^m off their span. */
const askedSpan = (patterns: readonly Int8Array[]) => {
  // A Gram–Schmidt basis b_j = Σ_i coefficients_j[i] pattern_i; a pattern that adds nothing is left out.
  const kept: Int8Array[] = [];
  const coefficients: number[][] = [];
  const inBasis = (products: readonly number[]): number[] =>
    coefficients.map((row) => row.reduce((sum, entry, i) => sum + entry * products[i]!, 0));
  for (const pattern of patterns) {
    const parts = inBasis(kept.map((p) => kernels().patternProduct(p, pattern)));
    const whole = kernels().patternProduct(pattern, pattern);
    const left = parts.reduce((rest, part) => rest - part * part, whole);
    if (left <= 1e-12 * whole) continue;
    const length = Math.sqrt(left);
    const row = kept.map((_, i) =>
      parts.reduce((sum, part, j) => sum - (part * (coefficients[j]![i] ?? 0)) / length, 0),
    );
    kept.push(pattern);
    coefficients.push([...row, 1 / length]);
  }
  return {
    rank: kept.length,
    /** ‖Pc‖² and Σ_{s∈S} |(Pc)_s|. */
    rest: (c: Int8Array, mayFlip: Int32Array) => {
      const parts = inBasis(kept.map((p) => kernels().patternProduct(p, c)));
      const square = parts.reduce((left, part) => left - part * part, kernels().patternProduct(c, c));
      const factors = kept.map((_, i) =>
        parts.reduce((sum, part, j) => sum + part * (coefficients[j]![i] ?? 0), 0),
      );
      let overMayFlip = 0;
      for (const s of mayFlip) {
        let entry = c[s]!;
        for (let i = 0; i < kept.length; i++) entry -= factors[i]! * kept[i]![s]!;
        overMayFlip += Math.abs(entry);
      }
      return { square: Math.max(0, square), overMayFlip };
    },
  };
};

/** The symmetric n × n matrix whose entries on and below the diagonal are given, row by row. */
const symmetric = (lower: Float64Array, n: number): Float64Array =>
  Float64Array.from({ length: n * n }, (_, i) => {
    const [row, column] = [Math.floor(i / n), i % n];
    const [a, b] = [Math.max(row, column), Math.min(row, column)];
    return lower[(a * (a + 1)) / 2 + b]!;
  });

/** The largest eigenvalue of [[a, b], [b, c]], for a, b, c ≥ 0. */
const largestOfTwo = (a: number, b: number, c: number): number =>
  (a + c + Math.sqrt((a - c) * (a - c) + 4 * b * b)) / 2;

/**
 * W0 as far as the reduced law reveals it: the coordinates along the asked directions, and tail bounds on the
 * rest.
 *
 * Asks one question, the centre gradient. After the questions c_1, …, W0ᵀ = Σ_{i≤k} e_i rows_iᵀ + N P with P
 * the projection off their span and N a (d − k) × m standard Gaussian matrix independent of everything
 * revealed. Every set, slope and weight a certificate uses is a function of what is revealed, so that N may
 * be bounded as if they were fixed:
 *
 * - ‖N P c‖ ≤ ‖Pc‖ (√(d−k) + t);
 * - Σ_S |⟨N P e_s, N P c⟩| ≤ χ² Σ_S |(Pc)_s| + ‖Pc‖ χ (|S|√(2/π) + √|S| t), χ = √(d−k) + t: P e_s is split
 *   along Pc and off it, and off it its image is independent of N P c;
 * - ‖N P Ω^{1/2}‖ ≤ √Σω + (√(d−k) + t) √max ω (Chevet, then Gaussian concentration), and ‖E Ω P Nᵀ‖ ≤ ‖EΩ‖_F
 *   + (√(d−k) + t)‖EΩ‖ for the revealed coordinates E;
 * - sup_σ ‖N P σ‖ ≤ √|S| (√(d−k) + √(2|S|/π) + t) over the cube σ ∈ [−1, 1]^S (Chevet);
 * - ‖N P e_s‖² ≤ n + 2√(nΛ) + 2Λ for all s at once, n = d − k, Λ = ln(EVENTS · m / CERTIFICATE_ERROR)
 *   (Laurent and Massart).
 *
 * Each fails with probability at most CERTIFICATE_ERROR / EVENTS.
 *
 * `asked` lists the patterns that were asked before: P is known only with all of them. Each costs a little, a
 * pattern that differs from the centre's on the may-flip set alone (as that of ∇f at W0 does) more, since it
 * reveals a direction that the may-flip set leans on.
 *
 * Throws: `RangeError` when more has been revealed than `asked` accounts for. A certificate that were built
 * after the attack's questions would have to count on N being independent of a search that looked at it.
 */
export const revealedWeights = (
  instance: StepInstance,
  radius: number,
  asked: readonly Int8Array[] = [],
): KnownWeights => {
  const { d, m, u, signs, revealed } = instance;
  const pattern = centerPattern(u, signs, radius);
  const center = revealed.query(pattern);
  const rows = revealed.rows;
  const known = rows.length;
  const span = askedSpan([...asked, pattern]);
  if (known !== Math.min(d, 1 + span.rank))
    throw new RangeError(
      `revealedWeights: expected ${1 + span.rank} revealed directions, got ${known} (build the certificate before the attack asks, or list what was asked)`,
    );
  const mayFlip = mayFlipOf(u, radius);
  const size = mayFlip.length;
  const scale = Math.sqrt(m);
  const free = d - known;
  const root = Math.sqrt(free);
  // No directions left, nothing unknown.
  const chi = free === 0 ? 0 : root + T;

  const lambda = Math.log((EVENTS * m) / CERTIFICATE_ERROR);
  const restSquare = free === 0 ? 0 : free + 2 * Math.sqrt(free * lambda) + 2 * lambda;
  const [towards, rowNorms] = [kernels().arena.float64(m), kernels().arena.float32(m)];
  const longestSquare = kernels().projections(rows, center, restSquare, towards, rowNorms);
  const longestRow = Math.fround(Math.sqrt(longestSquare) * (1 + 2 ** -22));

  const cube = free === 0 ? 0 : Math.sqrt(size) * (root + Math.sqrt((2 * size) / Math.PI) + T);
  const flipSquare = rows.reduce((sum, row) => {
    let part = 0;
    for (const s of mayFlip) part += Math.abs(row[s]!);
    return sum + part * part;
  }, cube * cube);

  const linearPart = (slopes: Int8Array): LinearPart => {
    const coordinates = kernels()
      .patternSums([slopes], rows)
      .map((sum) => sum / scale);
    const rest = span.rest(slopes, mayFlip);
    const restLength = Math.sqrt(rest.square);
    let overMayFlip = 0;
    for (const s of mayFlip) {
      let product = 0;
      for (let i = 0; i < known; i++) product += coordinates[i]! * rows[i]![s]!;
      overMayFlip += Math.abs(product);
    }
    const unknown =
      free === 0
        ? 0
        : chi * chi * rest.overMayFlip +
          restLength * chi * (size * Math.sqrt(2 / Math.PI) + Math.sqrt(size) * T);
    return {
      alongX: coordinates[0]!,
      alongCenter: dot(coordinates, center),
      length: Math.hypot(norm(coordinates), (restLength * chi) / scale) * WIDER,
      overMayFlip: (overMayFlip + unknown / scale) * WIDER,
    };
  };

  /**
   * The revealed coordinates of the neurons that were asked about last: one list is asked about with many
   * weights.
   */
  let gathered: { readonly neurons: Int32Array; readonly rows: readonly Float64Array[] } | null = null;
  const gather = (neurons: Int32Array): readonly Float64Array[] => {
    if (gathered?.neurons !== neurons)
      gathered = {
        neurons,
        rows: rows.slice(0, known).map((row) => kernels().pick(row, neurons)),
      };
    return gathered.rows;
  };
  const largestEigenvalue = (neurons: Int32Array, weights: Float64Array): number => {
    const { total, largest, once, twice } = kernels().gramSums(gather(neurons), weights);
    const [gram, squared] = [symmetric(once, known), symmetric(twice, known)];
    const seen = largestEigenvalueBound(gram, known);
    if (free === 0) return seen * WIDER;
    let frobenius = 0;
    for (let a = 0; a < known; a++) frobenius += squared[a * known + a]!;
    const cross = Math.sqrt(frobenius) + chi * Math.sqrt(largestEigenvalueBound(squared, known));
    const unseen = Math.sqrt(total) + chi * Math.sqrt(largest);
    return largestOfTwo(seen, cross, unseen * unseen) * WIDER;
  };

  return {
    d,
    m,
    u,
    signs,
    radius,
    extremes: extremesOf(u, signs, radius),
    mayFlip,
    towards,
    centerNorm: norm(center),
    centerAlong: center[0]!,
    flips: (Math.sqrt(flipSquare) / (2 * scale)) * WIDER,
    rowNorms,
    longestRow,
    // Sums over neurons in blocks; products of at most d coordinates, each of them within a rounding.
    rounding: blockedSumError(m, 1) + 4 * (d + 16) * 2 ** -53,
    linearPart,
    largestEigenvalue,
  };
};
