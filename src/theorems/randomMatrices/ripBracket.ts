import type { Bracket } from '../../core/theorem.ts';
import { leastEigenvalue } from '../../numerics/linalg/leastEigenvalue.ts';

/** Sets of indices that are gone through at most, unless they are pairs. */
export const MOST_SETS = 2e5;

/** C(p, k), to the nearest number there is. */
export const setsOf = (p: number, k: number): number => {
  let count = 1;
  for (let j = 0; j < k; j++) count = (count * (p - j)) / (j + 1);
  return Math.round(count);
};

/** How many indices of s are gone through together: all, or as many as there are sets enough for, and no fewer than two. */
export const jointly = (p: number, s: number, mostSets: number): number => {
  for (let k = s; k > 2; k--) if (setsOf(p, k) <= mostSets) return k;
  return Math.min(s, 2);
};

/** The next set of indices in the order of the dictionary; false after the last. */
const advance = (set: number[], p: number): boolean => {
  const k = set.length;
  let at = k - 1;
  while (at >= 0 && set[at] === p - k + at) at--;
  if (at < 0) return false;
  set[at]!++;
  for (let j = at + 1; j < k; j++) set[j] = set[j - 1]! + 1;
  return true;
};

/** G − I on a set of indices, its diagonal times `share`, all times `sign`. */
const submatrix = (
  gram: Float64Array,
  p: number,
  set: readonly number[],
  share: number,
  sign: number,
): Float64Array => {
  const k = set.length;
  const sub = new Float64Array(k * k);
  set.forEach((i, a) => {
    set.forEach((j, b) => {
      sub[a * k + b] = sign * (i === j ? share * (gram[i * p + j]! - 1) : gram[i * p + j]!);
    });
  });
  return sub;
};

/** The largest norm of G − I, its diagonal times `share`, over all sets of k indices. One whose row sums stay below what was found is skipped. */
const overSets = (
  gram: Float64Array,
  p: number,
  k: number,
  share: number,
): Bracket & { readonly set: readonly number[] } => {
  const set = Array.from({ length: k }, (_, a) => a);
  let [lower, upper, best] = [0, 0, set.slice()];
  do {
    let largestRow = 0;
    for (const i of set) {
      let row = 0;
      for (const j of set) row += Math.abs(i === j ? share * (gram[i * p + j]! - 1) : gram[i * p + j]!);
      largestRow = Math.max(largestRow, row);
    }
    if (largestRow <= lower) continue;
    for (const sign of [1, -1]) {
      const least = leastEigenvalue(submatrix(gram, p, set, share, sign), k);
      if (-least.upper > lower) [lower, best] = [-least.upper, set.slice()];
      upper = Math.max(upper, -least.lower);
    }
  } while (advance(set, p));
  return { lower, upper, set: best };
};

/** Indices from which a search begins, at most. */
const STARTS = 16;

/** Exchanges of one search at most. */
const EXCHANGES = 60;

/**
 * A large |λ − 1| of some s × s principal submatrix: indices join one at a time, the one that pulls most along the eigenvector; then the
 * weakest is exchanged for whoever pulls more, as long as that gains.
 */
const searched = (
  gram: Float64Array,
  p: number,
  s: number,
  starts: readonly (readonly number[])[],
): number => {
  let found = 0;
  for (const sign of [1, -1])
    for (const start of starts) {
      let set = start.slice(0, s);
      const measured = (chosen: readonly number[]) =>
        leastEigenvalue(submatrix(gram, p, chosen, 1, sign), chosen.length);
      /** The index outside that pulls most along v, which belongs to `chosen`. */
      const strongest = (chosen: readonly number[], v: Float64Array): number => {
        let [most, best] = [-1, -1];
        for (let j = 0; j < p; j++) {
          if (chosen.includes(j)) continue;
          let pull = 0;
          chosen.forEach((i, a) => {
            pull += gram[i * p + j]! * v[a]!;
          });
          // What the diagonal adds is weighed as if the index came in with a like share.
          const gain = Math.abs(pull) - (sign * (gram[j * p + j]! - 1)) / Math.sqrt(s);
          if (best < 0 || gain > most) [most, best] = [gain, j];
        }
        return best;
      };
      let now = measured(set);
      while (set.length < s) {
        set = [...set, strongest(set, now.vector)];
        now = measured(set);
      }
      for (let exchange = 0; exchange < EXCHANGES && s < p; exchange++) {
        const sizes = now.vector.map(Math.abs);
        const weakest = sizes.indexOf(Math.min(...sizes));
        const others = set.filter((_, a) => a !== weakest);
        const joined = strongest(
          others,
          now.vector.filter((_, a) => a !== weakest),
        );
        const next = [...others, joined];
        const then = measured(next);
        if (joined === set[weakest] || !(then.upper < now.upper)) break;
        [set, now] = [next, then];
      }
      found = Math.max(found, -now.upper);
    }
  return found;
};

/** The indices with the largest Σ G_ij² over their s − 1 largest entries. */
const promising = (gram: Float64Array, p: number, s: number): readonly (readonly number[])[] => {
  const weight = (i: number): number =>
    Array.from({ length: p }, (_, j) => (i === j ? 0 : gram[i * p + j]! ** 2))
      .sort((a, b) => b - a)
      .slice(0, s - 1)
      .reduce((sum, one) => sum + one, (gram[i * p + i]! - 1) ** 2);
  return Array.from({ length: p }, (_, i) => ({ i, weight: weight(i) }))
    .sort((a, b) => b.weight - a.weight || a.i - b.i)
    .slice(0, STARTS)
    .map(({ i }) => [i]);
};

/**
 * δ_s, the largest |λ − 1| over the eigenvalues λ of all s × s principal submatrices of a p × p Gram matrix.
 *
 * By going through all of them where there are few enough. Else from below by a search, and from above by all sets of k < s indices: with
 * E the entries off the diagonal of G − I and D those on it, vᵀ(E + D)v on s indices is (s − 1)/(k − 1) times a mean of vᵀ(E + θD)v over
 * their sets of k, θ = (k − 1)/(s − 1), in which ‖v‖² has the weight of its mean, so that no norm exceeds
 * (s − 1)/(k − 1) max_K ‖(E + θD)_K‖.
 *
 * Precision: f64 brackets; entries of the Gram matrix may have relative errors below 1e-13.
 */
export const ripBracket = (gram: Float64Array, p: number, s: number, mostSets = MOST_SETS): Bracket => {
  const k = jointly(p, s, mostSets);
  const share = k === s ? 1 : (k - 1) / (s - 1);
  const found = overSets(gram, p, k, share);
  const most = found.upper / share;
  const least = k === s ? found.lower : searched(gram, p, s, [found.set, ...promising(gram, p, s)]);
  const slack = 1e-12 * s * (1 + most);
  return { lower: Math.max(0, least - slack), upper: Math.max(most, least) + slack };
};
