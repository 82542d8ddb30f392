import { MOST_TRIALS, requireInside, requireInteger } from './internal/require.ts';

const REFUTING_MULTIPLES = [1.25, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96];
const REFUTING_CEILING = 0.9;
const REFUTING_RATES = [0.95, 1];
/** (1 − q)/(1 − γ) of rates q that are added where γ ≥ 0.95: of those above, only the rate 1 lies beyond γ there. */
const REFUTING_REMAINDERS = [1 / 2, 1 / 8];
const SUPPORTING_MULTIPLES = [1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 3 / 4];

/** k log(q/γ) + (n−k) log((1−q)/(1−γ)), with 0⁰ = 1. */
const logLikelihoodRatio = (n: number, k: number, gamma: number, q: number): number => {
  const hits = k === 0 ? 0 : k * Math.log(q / gamma);
  const misses = n === k ? 0 : (n - k) * Math.log1p((gamma - q) / (1 - gamma));
  return hits + misses;
};

/** log Σ exp(term). */
const logSumExp = (terms: readonly number[]): number => {
  const largest = Math.max(...terms);
  if (largest === Number.NEGATIVE_INFINITY) return largest;
  let sum = 0;
  for (const term of terms) sum += Math.exp(term - largest);
  return largest + Math.log(sum);
};

/** The least failure rate γ that can be tested: nearer to 0, quotients by γ leave the range of f64. */
export const LEAST_GAMMA = 2 ** -1000;

const requireTally = (where: string, n: number, k: number, gamma: number): void => {
  requireInteger(where, 'n', n, 0, MOST_TRIALS);
  requireInteger(where, 'k', k, 0, n);
  requireInside(where, 'gamma', gamma);
  if (gamma < LEAST_GAMMA) throw new RangeError(`${where}: expected gamma >= 2^-1000, got ${gamma}`);
};

/** The logarithms of the bets of the refuting mixture, on rates that are all above γ: equally weighted. */
const refutingBets = (n: number, k: number, gamma: number): number[] => {
  const multiples = REFUTING_MULTIPLES.map((multiple) => multiple * gamma).filter(
    (q) => q < REFUTING_CEILING,
  );
  const rates = [...multiples, ...REFUTING_RATES].filter((q) => q > gamma);
  const bets = rates.map((q) => logLikelihoodRatio(n, k, gamma, q));
  if (gamma < REFUTING_RATES[0]!) return bets;
  // 1 − q = share · (1 − γ): a bet that no miss ends, however near to 1 γ is.
  const near = REFUTING_REMAINDERS.map(
    (share) => k * Math.log1p(((1 - share) * (1 - gamma)) / gamma) + (n - k) * Math.log(share),
  );
  return [...near, ...bets];
};

/**
 * Natural logarithm of the e-value against "the failure rate is at most γ", after k failures in n trials.
 *
 * E = Σ_j w_j (q_j/γ)^k ((1−q_j)/(1−γ))^(n−k) over rates q_j > γ with equal weights. While the rate is at
 * most γ this is a nonnegative supermartingale that starts at 1, so it ever reaches 1/α with probability at
 * most α, whenever one looks. It grows with k: a count of confirmed failures errs on the safe side.
 *
 * Precision: absolute 1e-15·n or better.
 * Throws: `RangeError` unless 0 <= k <= n are integers and 2^-1000 <= γ < 1.
 * Source: Wald 1945, Ville 1939, Robbins 1970 (mixtures).
 */
export const logRefutingE = (n: number, k: number, gamma: number): number => {
  requireTally('logRefutingE', n, k, gamma);
  const bets = refutingBets(n, k, gamma);
  return logSumExp(bets) - Math.log(bets.length);
};

/**
 * Natural logarithm of the e-value against "the failure rate is at least γ", after at most k failures in n
 * trials.
 *
 * The mixture bets half on rate 0 and 1/12 on each of γ/32, γ/16, γ/8, γ/4, γ/2 and 3γ/4. It falls with k:
 * counting unresolved trials as failures errs on the safe side.
 *
 * Precision: absolute 1e-15·n or better.
 * Throws: `RangeError` unless 0 <= k <= n are integers and 2^-1000 <= γ < 1.
 * Source: as `logRefutingE`.
 */
export const logSupportingE = (n: number, k: number, gamma: number): number => {
  requireTally('logSupportingE', n, k, gamma);
  const some = SUPPORTING_MULTIPLES.map(
    (multiple) => logLikelihoodRatio(n, k, gamma, multiple * gamma) - Math.log(12),
  );
  return logSumExp([logLikelihoodRatio(n, k, gamma, 0) - Math.LN2, ...some]);
};
