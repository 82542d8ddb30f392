import { drawPremise, regimeAt } from '../../claims/boundClaim.ts';
import type { Formula } from '../../claims/formula.ts';
import { logRefutingE, logSupportingE } from '../../numerics/statistics/eProcess.ts';
import { spread } from '../../numerics/statistics/quantile.ts';
import { twelveDigits } from '../outcomes/decimals.ts';
import {
  type DrawSummary,
  type ExplainedComparison,
  type Explanation,
  type Look,
  openBracket,
} from '../outcomes/explanation.ts';
import type { Outcome, Trial } from '../outcomes/outcome.ts';
import type { CellReport } from '../outcomes/report.ts';
import { counted, type Tally } from '../outcomes/tally.ts';
import { cellStream } from '../trials/address.ts';
import { type BoundCell, quantityIn } from '../trials/bindCell.ts';
import { examineTrial } from '../trials/examineTrial.ts';
import { type Judging, judgeCell } from '../trials/judgeCell.ts';
import type { Answer, Brackets } from '../trials/quantities/quantity.ts';
import type { CellRecord } from './assembleReport.ts';
import type { PlannedCell } from './plan.ts';
import { roundedConfirmed } from './reportCell.ts';
import type { Settings } from './settings.ts';

/** Twelve digits in every number of a record, however deep. */
const rounded = <T>(value: T): T => {
  if (typeof value === 'number') return (Number.isInteger(value) ? value : twelveDigits(value)) as T;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(rounded) as T;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, rounded(entry)])) as T;
};

const summaryOf = ({ instance }: Answer, radius: number): DrawSummary | null => {
  if (instance === undefined) return null;
  const { u, signs } = instance;
  let positive = 0;
  let active = 0;
  let strip = 0;
  let steady = 0;
  for (let s = 0; s < u.length; s++) {
    if (signs[s]! > 0) positive++;
    if (u[s]! > 0) active++;
    if (u[s]! > radius) steady++;
    else if (u[s]! > -radius) strip++;
  }
  return { u: spread(Array.from(u)), positive, active, strip, steady };
};

const sidesOf = (
  at: BoundCell,
  { lhs, rhs }: { readonly lhs: Formula; readonly rhs: Formula },
  brackets: Brackets,
): ExplainedComparison => {
  const all = { ...brackets, ...at.scope };
  return {
    text: `${lhs.text} <= ${rhs.text}`,
    lhs: openBracket(lhs.evaluateInterval(all)),
    rhs: openBracket(rhs.evaluateInterval(all)),
  };
};

const whyOf = (outcome: Outcome): string | null => {
  switch (outcome.kind) {
    case 'unresolved':
      return outcome.note === undefined ? outcome.why : `${outcome.why}: ${outcome.note}`;
    case 'skipped':
      return outcome.premise;
    case 'violated':
    case 'certified':
      return null;
    default:
      return outcome satisfies never;
  }
};

const lookAt = (tally: Tally, gamma: number): Look => {
  const trials = counted(tally);
  const open = tally.violated + tally.unresolved;
  return {
    ...tally,
    trials,
    log10ER: trials === 0 ? null : logRefutingE(trials, tally.violated, gamma) / Math.LN10,
    log10EA: trials === 0 ? null : logSupportingE(trials, open, gamma) / Math.LN10,
  };
};

/** The draw of a trial once more, for what it shows of itself; null where drawing it throws. */
const drawnAgain = (at: BoundCell, seed: string, index: number): Answer | null => {
  const { cell, bound, radius, family, wanted } = at;
  const stream = cellStream(seed, 'verdict', bound.claim.id, cell.d, cell.m).child(index);
  try {
    return family.examine(
      { stream, d: cell.d, m: cell.m, radius, mode: cell.mode },
      // Decided at once: the draw is what is looked at here.
      { parameters: cell.constants, wanted, critical: null, exhaust: false, decides: () => true },
    );
  } catch {
    return null;
  }
};

const criticalOf = (at: BoundCell, exhausted: Trial): Explanation['critical'] => {
  const name = at.bound.claim.critical;
  return name === undefined || exhausted.critical === null ? null : { name, values: exhausted.critical };
};

/**
 * Walks one trial of a cell through: its draw, its quantities, the margins of attack and certificate, the decision, and how it
 * and the trials beside it moved the e-values to the verdict.
 *
 * The cell is judged again, trial by trial as it was in the run, so it costs what the cell cost.
 */
export const explainTrial = async (
  planned: PlannedCell,
  trial: number,
  { seed, alpha }: Pick<Settings, 'seed' | 'alpha'>,
  signal?: AbortSignal,
): Promise<Explanation> => {
  const { at, cap } = planned;
  const { bound, cell, radius, failureRate, wanted } = at;
  const { claim } = bound;
  const stream = cellStream(seed, 'verdict', claim.id, cell.d, cell.m);
  const examined = examineTrial(at, stream, trial, 'decide');
  const exhausted = examineTrial(at, stream, trial, 'exhaust');
  const drawn = drawnAgain(at, seed, trial);
  const looks: Look[] = [];
  const judging: Judging = { seed, purpose: 'verdict', alpha, cap };
  const result = await judgeCell(at, judging, (tally) => looks.push(lookAt(tally, failureRate)), signal);
  const { outcome, brackets, margin } = examined;
  const { d, m, C0, gamma, mode } = cell;
  const known = Object.keys(brackets).length > 0;
  const explanation: Explanation = {
    claim: claim.id,
    reading: claim.reading,
    says: claim.says,
    cell: { d, m, C0, gamma, mode, constants: cell.constants },
    failureRate,
    radius,
    trial,
    address: stream.child(trial).path,
    draw: drawn === null ? null : summaryOf(drawn, radius),
    premise: known ? drawPremise(bound).map((comparison) => sidesOf(at, comparison, brackets)) : [],
    conclusion: known
      ? sidesOf(at, bound.conclusion, brackets)
      : {
          text: `${bound.conclusion.lhs.text} <= ${bound.conclusion.rhs.text}`,
          lhs: { lower: null, upper: null },
          rhs: { lower: null, upper: null },
        },
    quantities: [...wanted].flatMap((name) => {
      const { says, extreme } = quantityIn(at, name);
      const bracket = brackets[name];
      return bracket === undefined ? [] : [{ name, says, extreme, bracket: openBracket(bracket) }];
    }),
    margin,
    exhausted: exhausted.margin,
    critical: criticalOf(at, exhausted),
    outcome: outcome.kind,
    why: whyOf(outcome),
    confirmed: null,
    alpha,
    cap,
    looks,
    verdict: result.verdict,
    regime: regimeAt(bound, at.scope),
  };
  return {
    ...rounded(explanation),
    confirmed: outcome.kind === 'violated' ? roundedConfirmed(outcome.confirmed) : null,
  };
};

/** The trial of a claim that is worth a walk, by its cell's place in the plan. */
export interface TrialChoice {
  readonly place: number;
  readonly trial: number;
}

/**
 * For each claim and reading, the first violated trial of its first refuted cell inside the premise, else trial 0 of its first cell
 * inside, else of the first that has a record.
 */
export const chooseTrials = (
  planned: readonly PlannedCell[],
  records: readonly CellRecord[],
): readonly TrialChoice[] => {
  const groups = new Map<object, { place: number; report: CellReport }[]>();
  planned.forEach(({ at }, place) => {
    const record = records[place];
    if (record === undefined || !('report' in record)) return;
    const group = groups.get(at.bound.claim) ?? [];
    groups.set(at.bound.claim, [...group, { place, report: record.report }]);
  });
  return [...groups.values()].map((group) => {
    const inside = group.filter(({ report }) => report.regime === 'inside');
    const refuted = inside.find(({ report }) => report.verdict === 'refuted');
    const chosen = refuted ?? inside[0] ?? group[0]!;
    return { place: chosen.place, trial: refuted?.report.witness?.trial ?? 0 };
  });
};

/** A walk through one trial of each claim of a run; those that an abort leaves undone are left out. */
export const explainRun = async (
  planned: readonly PlannedCell[],
  records: readonly CellRecord[],
  settings: Pick<Settings, 'seed' | 'alpha'>,
  signal?: AbortSignal,
): Promise<readonly Explanation[]> => {
  const explanations: Explanation[] = [];
  for (const { place, trial } of chooseTrials(planned, records)) {
    if (signal?.aborted) break;
    try {
      explanations.push(await explainTrial(planned[place]!, trial, settings, signal));
    } catch (error) {
      if (!signal?.aborted) throw error;
    }
  }
  return explanations;
};
