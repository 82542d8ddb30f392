import { requireTrials, type Sample } from '../../../core/calibrate/sample.ts';
import {
  type BoundClaim,
  constantsAt,
  marginInterval,
  quantitiesOf,
  scopeOf,
} from '../../../core/judge/boundClaim.ts';
import { settingFor } from '../../../core/judge/settingFor.ts';
import { UsageError } from '../../../core/run/usageError.ts';
import type { Bracket } from '../../../core/theorem.ts';
import type { Bounds } from '../../../numerics/statistics/wilks.ts';
import { wilksLowerRank, wilksUpperRank } from '../../../numerics/statistics/wilks.ts';
import { CERTIFICATE_ERROR } from '../certificates/revealedWeights.ts';
import { type Sampling, sampleBrackets, sampleSteps } from '../measure/samples.ts';
import { lazySpace } from '../space.ts';
import { radiusFactor } from './solvedConstant.ts';

/** Where a width is asked for. */
export interface WidthRequest {
  readonly bound: BoundClaim;
  readonly d: number;
  readonly C0: number;
  readonly gamma: readonly number[];
  readonly alpha: number;
  readonly trials: number | null;
}

/** Widths from 1 on, each about 1.3 times the last. */
const WIDTHS: readonly number[] = [
  1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 29, 38, 49, 64, 83, 108, 140, 182, 237, 308, 400,
];

/** What the draws at one width say of the claim there. */
interface Judged {
  readonly m: number;
  readonly holds: boolean;
  readonly fails: boolean;
}

/**
 * Widths for a claim about the theorem's step, 1.7 times the last. They begin at 2: one neuron alone is turned by every step that crosses
 * its kink, so that at m = 1 the claim holds for no reason of width.
 */
const STEP_WIDTHS: readonly number[] = [2, 3, 5, 9, 15, 25, 43, 73, 125, 212, 360, 612, 1040, 1770, 3000];

const widthsFor = (bound: BoundClaim): readonly number[] =>
  settingFor(bound, lazySpace.settings).name === 'step' ? STEP_WIDTHS : WIDTHS;

const trialsAt = (gamma: number, asked: number | null): number => asked ?? Math.ceil(20 / gamma);

const openAndViolated = (
  bound: BoundClaim,
  axes: { readonly d: number; readonly m: number; readonly C0: number; readonly gamma: number },
  rows: readonly (readonly (readonly Bracket[])[])[],
): { readonly open: number; readonly violated: number } => {
  const scope = scopeOf(bound, axes);
  const names = [...quantitiesOf(bound)];
  let [open, violated] = [0, 0];
  for (const row of rows) {
    const margin = marginInterval(
      bound,
      scope,
      Object.fromEntries(names.map((name, j) => [name, row[0]![j]!])),
    );
    if (!(margin.lower >= 0)) open++;
    if (margin.upper < 0) violated++;
  }
  return { open, violated };
};

/** How many draws are not certified, and how many are violated, of a claim about the theorem's step at the C2 of this cell. */
const openAndViolatedSteps = async (
  sampling: Sampling,
  { bound, d, C0 }: WidthRequest,
  m: number,
  gamma: number,
  trials: number,
): Promise<{ readonly open: number; readonly violated: number }> => {
  const { C2 } = constantsAt(bound, { d, m, C0, gamma });
  const rows = await sampleSteps(
    sampling,
    { claim: bound.claim.id, d, m, trials },
    { C0, certify: [C2!], attack: [C2!] },
  );
  return {
    open: rows.filter(({ certified }) => !certified[0]).length,
    violated: rows.filter(({ violated }) => violated[0]).length,
  };
};

/** Judges the claim at one width, for one γ, on a sample of fixed size. */
const judgeAt = async (
  sampling: Sampling,
  request: WidthRequest,
  m: number,
  gamma: number,
): Promise<Judged> => {
  const { bound, d, C0, alpha } = request;
  const family = settingFor(bound, lazySpace.settings).name;
  const trials = trialsAt(gamma, request.trials);
  const certificateError = family === 'step' ? CERTIFICATE_ERROR : 0;
  requireTrials(trials, gamma, alpha, certificateError);
  const judged = ({ open, violated }: { readonly open: number; readonly violated: number }): Judged => ({
    m,
    holds: open < wilksUpperRank(trials, gamma, alpha - trials * certificateError)!,
    fails: violated >= wilksLowerRank(trials, gamma, alpha)!,
  });
  if (family === 'step') return judged(await openAndViolatedSteps(sampling, request, m, gamma, trials));
  if (family !== 'value' && family !== 'gradient')
    throw new UsageError(
      `the width of ${bound.claim.id} cannot be calibrated: its quantities are of the family "${family}"`,
    );
  const rows = await sampleBrackets(
    sampling,
    { claim: bound.claim.id, d, m, trials },
    { family, quantities: [...quantitiesOf(bound)], C0: [radiusFactor(bound, d, m, C0)] },
  );
  return judged(openAndViolated(bound, { d, m, C0, gamma }, rows));
};

const noEnds = { lower: [], upper: [] } as const;

/** A constant whose bounds come from tests at several widths, on draws of their own, rather than from one sample. */
const testedSample = (
  { d, C0, gamma, trials }: WidthRequest,
  m: number,
  bounds: ReadonlyMap<number, Bounds>,
  whyMissing: Sample['whyMissing'],
): Sample => ({
  at: { d, m, C0 },
  trials: trialsAt(Math.min(...gamma), trials),
  trialsAt: (rate) => trialsAt(rate, trials),
  ends: () => noEnds,
  bounds: (rate) => bounds.get(rate)!,
  certificateError: 0,
  whyMissing,
});

/**
 * The least width factor m / ln(1/γ) from which on the claim holds, at several γ.
 *
 * Widths are tested in two orders fixed in advance, each test at full α: from the widest down to the first that is not supported, and
 * from the narrowest up to the first that is not refuted. Draws at different widths are independent.
 */
export const sampleWidth = async (sampling: Sampling, request: WidthRequest): Promise<Sample> => {
  const bounds = new Map<number, Bounds>();
  const widths = widthsFor(request.bound);
  for (const gamma of request.gamma) {
    const perUnit = Math.log(1 / gamma);
    let upper: number | null = null;
    const judged = new Map<number, Judged>();
    const judge = async (m: number): Promise<Judged> => {
      const found = judged.get(m) ?? (await judgeAt(sampling, request, m, gamma));
      judged.set(m, found);
      return found;
    };
    for (const m of [...widths].reverse()) {
      if (!(await judge(m)).holds) break;
      upper = m / perUnit;
    }
    let lower: number | null = null;
    for (const m of widths) {
      if (!(await judge(m)).fails) break;
      lower = m / perUnit;
    }
    bounds.set(gamma, { lower, upper });
  }
  return testedSample(request, widths.at(-1)!, bounds, (side) =>
    side === 'upper'
      ? `it is not certified on enough draws at m = ${widths.at(-1)}`
      : `it is not refuted even at m = ${widths[0]}`,
  );
};

/**
 * The largest width limit m / exp(d^0.24) up to which the claim was shown to hold, at several γ: whether the theorem needs its limit.
 *
 * Widths are tested ascending, each at full α, up to the first that is not supported; and descending to the first that is not refuted.
 */
export const sampleLimit = async (
  sampling: Sampling,
  request: WidthRequest & { readonly m: readonly number[] },
): Promise<Sample> => {
  const widths = [...request.m].sort((a, b) => a - b);
  const perUnit = Math.exp(request.d ** 0.24);
  const bounds = new Map<number, Bounds>();
  for (const gamma of request.gamma) {
    const judged: Judged[] = [];
    for (const m of widths) judged.push(await judgeAt(sampling, request, m, gamma));
    const stop = judged.findIndex(({ holds }) => !holds);
    const held = judged[(stop < 0 ? judged.length : stop) - 1];
    const failing = judged.findLastIndex(({ fails }) => !fails) + 1;
    const failed = judged[failing];
    bounds.set(gamma, {
      lower: held === undefined ? null : held.m / perUnit,
      upper: failed === undefined ? null : failed.m / perUnit,
    });
  }
  return testedSample(request, widths.at(-1)!, bounds, (side) =>
    side === 'upper'
      ? `it is not refuted at m = ${widths.at(-1)}, the widest tried`
      : `it is not certified on enough draws at m = ${widths[0]}`,
  );
};
