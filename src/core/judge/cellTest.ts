import { robbinsInterval } from '../../numerics/statistics/confidenceSequence.ts';
import { logRefutingE, logSupportingE } from '../../numerics/statistics/eProcess.ts';
import { operatingCharacteristics } from '../../numerics/statistics/operatingCharacteristics.ts';
import {
  type Decision,
  decide,
  defaultCap,
  type SequentialPlan,
  whatCapCanDecide,
} from '../../numerics/statistics/sequentialTest.ts';
import type { Alpha } from '../report/report.ts';
import type { BoundCell } from './bindCell.ts';
import { counted, examined, type Tally, uncompared } from './tally.ts';
import type { Verdict } from './verdict.ts';

/** Trials between looks. */
export const BATCH = 16;

/**
 * The test of one cell, all of it fixed before the first trial; everything below is a function of it and of the counts.
 *
 * `failureRate` is the share of draws on which the claim may fail; 0 where it may never fail: then one confirmed violation refutes, and
 * no number of draws supports. `certificateError` is the chance that the certificates of one trial are wrong.
 */
export interface CellTest {
  readonly failureRate: number;
  readonly alpha: Alpha;
  readonly cap: number;
  readonly certificateError: number;
}

/** Trials of a claim that may never fail: each is one more attempt to find a violation. */
const NEVER_FAILS_CAP = 1000;

/** The cap of a cell where none is asked for. */
export const capFor = (failureRate: number): number =>
  failureRate > 0 ? defaultCap(failureRate) : NEVER_FAILS_CAP;

/** The test of a cell. A cap that leaves certificates all of α is refused before the run, and by the test itself. */
export const testOf = (
  { failureRate, setting, scope, cell }: Pick<BoundCell, 'failureRate' | 'setting' | 'scope' | 'cell'>,
  { alpha, cap }: Pick<CellTest, 'alpha' | 'cap'>,
): CellTest => ({
  failureRate,
  alpha,
  cap,
  certificateError: setting.certificateError?.(scope, cell.mode) ?? 0,
});

/** Where certificates may be wrong with some chance, α_A is shared: the test gets what cap trials leave of it. */
export const planOf = ({ failureRate, alpha, cap, certificateError }: CellTest): SequentialPlan => ({
  gamma: failureRate,
  alpha: { ...alpha, support: alpha.support - cap * certificateError },
  cap,
  batch: BATCH,
});

/** The verdict after these counts, or that the next batch is to be drawn. */
export const decideCell = (test: CellTest, tally: Tally): Decision => {
  if (test.failureRate > 0)
    return decide(planOf(test), {
      n: counted(tally),
      violated: tally.violated,
      unresolved: tally.unresolved,
      examined: examined(tally),
      untried: uncompared(tally),
    });
  if (examined(tally) < test.cap && examined(tally) % BATCH !== 0) return 'continue';
  if (tally.violated > 0) return 'refuted';
  if (examined(tally) < test.cap) return 'continue';
  return uncompared(tally) > 0 ? 'undecided' : 'consistent';
};

/** The verdict of a cell that ended with these counts: vacuous where every draw was skipped. */
export const verdictOf = (tally: Tally, decision: Verdict): Verdict =>
  counted(tally) === 0 ? 'vacuous' : decision;

/** The e-values against "rate ≤ failureRate" and "rate ≥ failureRate", and a confidence sequence of the rate. */
export const rateEvidence = (
  { failureRate, alpha: { support: alpha } }: Pick<CellTest, 'failureRate' | 'alpha'>,
  tally: Tally,
): {
  readonly log10ER: number | null;
  readonly log10EA: number | null;
  readonly rate: { readonly lower: number; readonly upper: number; readonly confidence: number } | null;
} => {
  const n = counted(tally);
  const open = tally.violated + tally.unresolved;
  if (n === 0) return { log10ER: null, log10EA: null, rate: null };
  // Of a claim that may never fail, one violation has an infinite e-value, and none has one worth printing.
  const ofRate = failureRate > 0;
  return {
    log10ER: ofRate ? logRefutingE(n, tally.violated, failureRate) / Math.LN10 : null,
    log10EA: ofRate ? logSupportingE(n, open, failureRate) / Math.LN10 : null,
    rate: { ...robbinsInterval({ n, kLower: tally.violated, kUpper: open, alpha }), confidence: 1 - alpha },
  };
};

/** What `cap` trials could decide at best: all violated, all certified. */
export const reachOf = (test: CellTest): { readonly refute: boolean; readonly support: boolean } =>
  test.failureRate > 0 ? whatCapCanDecide(planOf(test)) : { refute: true, support: false };

/** Chance to refute at twice the failure rate, and to support at a quarter of it, within the cap; null where no rate is tested. */
export const powerOf = (
  test: CellTest,
): { readonly refuteTwiceGamma: number; readonly supportQuarterGamma: number } | null => {
  if (test.failureRate === 0) return null;
  const plan = planOf(test);
  const { refuted } = operatingCharacteristics(plan, Math.min(1, 2 * plan.gamma));
  // Where no number of certified trials supports, the law need not be followed to a distant cap.
  const supported = whatCapCanDecide(plan).support
    ? operatingCharacteristics(plan, plan.gamma / 4).supported
    : 0;
  return { refuteTwiceGamma: refuted, supportQuarterGamma: supported };
};
