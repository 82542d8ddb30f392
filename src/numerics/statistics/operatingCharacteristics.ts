import { requireProbability } from './internal/require.ts';
import { refutes, requirePlan, type SequentialPlan, supports } from './sequentialTest.ts';

/** How a cell ends, in probability; the four ends add up to 1. */
export interface OperatingCharacteristics {
  readonly refuted: number;
  readonly supported: number;
  /** 0 whenever certificates exist, since then every trial is decided. */
  readonly consistent: number;
  readonly undecided: number;
  /** The mean number of trials until the end. */
  readonly expectedTrials: number;
}

export interface Labels {
  /** `false`: nothing is ever certified, so a trial that is not violated is unresolved. */
  readonly certificates?: boolean;
}

/**
 * The exact law of a plan's end when each trial is violated with probability `rate`, independently, and none
 * is skipped.
 *
 * Runs over (n, k): the law of the number k of violations among those n at which the plan still goes on, one
 * trial at a time, with a look after each batch and at the cap. Both thresholds only rise with n, so each is
 * followed rather than searched.
 *
 * Precision: relative 1e-11 for each end (sums of positive terms, no cancellation).
 * Throws: `RangeError` for a plan that `decide` would refuse, or a rate outside [0, 1].
 * Source: Wald 1947, by dynamic programming; cost O(cap · width of the continuation band).
 */
export const operatingCharacteristics = (
  plan: SequentialPlan,
  rate: number,
  labels: Labels = {},
): OperatingCharacteristics => {
  requirePlan('operatingCharacteristics', plan);
  requireProbability('operatingCharacteristics', 'rate', rate);
  const { cap, batch } = plan;
  const certificates = labels.certificates ?? true;
  const end = { refuted: 0, supported: 0, consistent: 0, undecided: 0, expectedTrials: 0 };

  // law[k] is the probability of k violations so far and no end yet; it is zero outside low … high.
  const law = new Float64Array(cap + 2);
  law[0] = 1;
  let low = 0;
  let high = 0;
  // The least k that refutes, and the least k that no longer supports, at the current look.
  let refuting = 0;
  let notSupporting = 0;

  const stop = (
    from: number,
    to: number,
    name: 'refuted' | 'supported' | 'consistent' | 'undecided',
    n: number,
  ) => {
    let mass = 0;
    for (let k = from; k <= to; k++) {
      mass += law[k]!;
      law[k] = 0;
    }
    end[name] += mass;
    end.expectedTrials += mass * n;
  };

  for (let n = 1; n <= cap && low <= high; n++) {
    high += 1;
    for (let k = high; k > low; k--) law[k] = law[k]! * (1 - rate) + law[k - 1]! * rate;
    law[low] = law[low]! * (1 - rate);
    if (n % batch !== 0 && n !== cap) continue;

    while (refuting <= n && !refutes(plan, n, refuting)) refuting += 1;
    while (notSupporting <= n && supports(plan, n, notSupporting)) notSupporting += 1;
    if (refuting <= high) {
      stop(Math.max(refuting, low), high, 'refuted', n);
      high = Math.min(high, refuting - 1);
    }
    // Without certificates no trial so far can leave the count of open ones, which is n.
    const outOfReach = !certificates && !supports(plan, cap, n);
    if (notSupporting > low && (certificates || outOfReach)) {
      stop(low, Math.min(notSupporting - 1, high), certificates ? 'supported' : 'consistent', n);
      low = notSupporting;
    }
    // Counts of a chance below 10⁻³⁰⁰ at either end of the band can change no digit of the result.
    while (low <= high && law[low]! < 1e-300) law[low++] = 0;
    while (low <= high && law[high]! < 1e-300) law[high--] = 0;
    if (n === cap) stop(low, high, 'undecided', n);
  }
  return end;
};
