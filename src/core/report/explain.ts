import type { Stream } from '../../numerics/random/stream.ts';
import type { Formula } from '../formula/formula.ts';
import { type BoundCell, quantityIn } from '../judge/bindCell.ts';
import { derivedAt, drawPremise, regimeAt } from '../judge/boundClaim.ts';
import { rateEvidence } from '../judge/cellTest.ts';
import { type Judging, judgeCell, streamOf } from '../judge/judgeCell.ts';
import type { Outcome, Trial } from '../judge/outcome.ts';
import { runTrial } from '../judge/runTrial.ts';
import { counted, type Tally } from '../judge/tally.ts';
import type { PlannedCell } from '../run/plan.ts';
import type { Settings } from '../run/settings.ts';
import type { Brackets } from '../theorem.ts';
import type { CellRecord } from './assembleReport.ts';
import { allTwelveDigits } from './decimals.ts';
import { type ExplainedComparison, type Explanation, type Look, openBracket } from './explanation.ts';
import type { Alpha, CellReport } from './report.ts';
import { roundedConfirmed } from './reportCell.ts';

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

const lookAt = (tally: Tally, failureRate: number, alpha: Alpha): Look => {
  const { log10ER, log10EA } = rateEvidence({ failureRate, alpha }, tally);
  return { ...tally, trials: counted(tally), log10ER, log10EA };
};

/** What the draw of a trial shows of itself; null where drawing it throws. */
const summaryOf = (at: BoundCell, stream: Stream): Explanation['draw'] => {
  const { setting, scope, cell } = at;
  try {
    return setting.summary?.(setting.sample(stream, scope, cell.mode), scope) ?? null;
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
  const { bound, cell, failureRate, wanted } = at;
  const { claim } = bound;
  const stream = streamOf(at, { seed, purpose: 'verdict' });
  const examined = runTrial(at, stream, trial, 'decide');
  const exhausted = runTrial(at, stream, trial, 'exhaust');
  const looks: Look[] = [];
  const judging: Judging = { seed, purpose: 'verdict', alpha, cap };
  const result = await judgeCell(
    at,
    judging,
    (tally) => looks.push(lookAt(tally, failureRate, alpha)),
    signal,
  );
  const { outcome, brackets, margin } = examined;
  const known = Object.keys(brackets).length > 0;
  const explanation: Explanation = {
    claim: claim.id,
    reading: claim.reading,
    says: claim.says,
    cell: { at: cell.at, mode: cell.mode, constants: cell.constants },
    failureRate,
    derived: derivedAt(bound, cell.at, cell.constants),
    trial,
    address: stream.child(trial).path,
    draw: summaryOf(at, stream.child(trial)),
    premise: known ? drawPremise(bound).map((comparison) => sidesOf(at, comparison, brackets)) : [],
    conclusion: known
      ? sidesOf(at, bound.conclusion, brackets)
      : {
          text: `${bound.conclusion.lhs.text} <= ${bound.conclusion.rhs.text}`,
          lhs: { lower: null, upper: null },
          rhs: { lower: null, upper: null },
        },
    quantities: [...wanted].flatMap((name) => {
      const { says, over } = quantityIn(at, name);
      const bracket = brackets[name];
      return bracket === undefined
        ? []
        : [{ name, says, extreme: over ?? null, bracket: openBracket(bracket) }];
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
    ...allTwelveDigits(explanation),
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
