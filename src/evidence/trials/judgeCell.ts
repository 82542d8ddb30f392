import { drawPremise } from '../../claims/boundClaim.ts';
import type { Stream } from '../../numerics/random/stream.ts';
import { robbinsInterval } from '../../numerics/statistics/confidenceSequence.ts';
import { logRefutingE, logSupportingE } from '../../numerics/statistics/eProcess.ts';
import { type Spread, spread } from '../../numerics/statistics/quantile.ts';
import { decide, type SequentialPlan } from '../../numerics/statistics/sequentialTest.ts';
import type { Confirmed, Trial } from '../outcomes/outcome.ts';
import type { Alpha } from '../outcomes/report.ts';
import { counted, emptyTally, examined, type Tally, withOutcome } from '../outcomes/tally.ts';
import type { Verdict } from '../outcomes/verdict.ts';
import { cellStream, type Purpose } from './address.ts';
import type { BoundCell } from './bindCell.ts';
import { examineTrial } from './examineTrial.ts';

/** Trials between looks. */
export const BATCH = 16;

/** How a cell is judged: all of it fixed before the first trial. */
export interface Judging {
  readonly seed: string;
  readonly purpose: Purpose;
  readonly alpha: Alpha;
  readonly cap: number;
}

/** What the trials of a cell say, whatever reading or regime they are reported under. */
export interface CellResult {
  readonly tally: Tally;
  readonly verdict: Verdict;
  readonly log10ER: number | null;
  readonly log10EA: number | null;
  readonly rate: { readonly lower: number; readonly upper: number; readonly confidence: number } | null;
  readonly exactRate: number | null;
  readonly margin: Spread | null;
  /** Over the trials, the lower and the upper ends of the brackets of each compared quantity. */
  readonly observed: Readonly<
    Record<string, { readonly lower: Spread | null; readonly upper: Spread | null }>
  >;
  readonly witness: { readonly trial: number; readonly confirmed: Confirmed } | null;
  /** What searches that threw had to say, one line each, without repetition. */
  readonly crashes: readonly string[];
}

/** What is told after each batch; of an examination after each part, with the share of its work that is done. */
export type WhenExamined = (tally: Tally, share?: number) => void;

/** Where the trials of a cell are kept from one run to the next. */
export interface TrialLog {
  /** The trials 0, 1, … of this cell that are known already. */
  readonly known: readonly Trial[];
  /** Told of all trials so far after each batch, and once more, `last`, when the cell is decided or the run is aborted. */
  readonly keep: (trials: readonly Trial[], last: boolean) => void;
}

/**
 * Examines the trials first, …, end − 1 of a cell, here or elsewhere, and hands them out in that order.
 *
 * A trial is a function of its address alone, so it makes no difference where they are examined, or how many at a time.
 */
export type ExamineBatch = (first: number, end: number) => Iterable<Trial | Promise<Trial>>;

/** Lets timers, signals and messages through between two batches. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * The cell's test. Where certificates may be wrong with some chance, α_A is shared: the test gets what cap trials leave of it.
 *
 * A cap that leaves nothing is refused before the run, and by the test itself.
 */
export const sequentialPlan = (
  { failureRate, family, cell }: BoundCell,
  { alpha, cap }: Pick<Judging, 'alpha' | 'cap'>,
): SequentialPlan => ({
  gamma: failureRate,
  alpha: {
    ...alpha,
    support: alpha.support - cap * (family.certificateError?.(cell.mode) ?? 0),
  },
  cap,
  batch: BATCH,
});

/**
 * The exact failure rate where the conclusion is `quantity ≤ …` for a quantity of known law and the premise lets every draw
 * pass; null elsewhere.
 */
const exactRateOf = ({ bound, scope, cell, radius, family, wanted }: BoundCell): number | null => {
  const { lhs, rhs } = bound.conclusion;
  const quantity = family.quantities.find(({ name }) => name === lhs.text.trim());
  if (quantity?.upperTail === undefined || drawPremise(bound).length > 0) return null;
  if ([...rhs.symbols].some((name) => wanted.has(name))) return null;
  return quantity.upperTail(cell.m, radius, rhs.evaluate(scope));
};

const spreadOf = (values: readonly number[]): Spread | null => {
  const finite = values.filter(Number.isFinite);
  return finite.length === 0 ? null : spread(finite);
};

const observedIn = (at: BoundCell, trials: readonly Trial[]): CellResult['observed'] =>
  Object.fromEntries(
    [...at.wanted].map((name) => {
      const brackets = trials.flatMap((trial) => trial.brackets[name] ?? []);
      const lower = spreadOf(brackets.map((bracket) => bracket.lower));
      return [name, { lower, upper: spreadOf(brackets.map((bracket) => bracket.upper)) }];
    }),
  );

const summarize = (
  at: BoundCell,
  judging: Judging,
  tally: Tally,
  verdict: Verdict,
  trials: Trial[],
): CellResult => {
  const n = counted(tally);
  const open = tally.violated + tally.unresolved;
  const gamma = at.failureRate;
  const alpha = judging.alpha.support;
  const first = trials.find((trial) => trial.outcome.kind === 'violated');
  const margins = trials.flatMap(({ margin }) => {
    const value = margin?.attack ?? margin?.certificate ?? null;
    return value === null ? [] : [value];
  });
  const crashes = trials.flatMap(({ outcome }) =>
    outcome.kind === 'unresolved' && outcome.why === 'crashed' ? [outcome.note ?? 'no message'] : [],
  );
  return {
    tally,
    verdict,
    log10ER: n === 0 ? null : logRefutingE(n, tally.violated, gamma) / Math.LN10,
    log10EA: n === 0 ? null : logSupportingE(n, open, gamma) / Math.LN10,
    rate:
      n === 0
        ? null
        : { ...robbinsInterval({ n, kLower: tally.violated, kUpper: open, alpha }), confidence: 1 - alpha },
    exactRate: exactRateOf(at),
    margin: spreadOf(margins),
    observed: observedIn(at, trials),
    witness:
      first?.outcome.kind === 'violated' ? { trial: first.index, confirmed: first.outcome.confirmed } : null,
    crashes: [...new Set(crashes)],
  };
};

/** One trial after the other, each when it is asked for. */
const inTurn = (at: BoundCell, stream: Stream): ExamineBatch =>
  function* (first, end) {
    for (let index = first; index < end; index++) yield examineTrial(at, stream, index, 'decide');
  };

/**
 * Tries a claim at a cell, trial by trial in the order of their index, until the evidence decides.
 *
 * A deterministic function of the cell and of `judging`: looks are taken after every complete batch of 16, so neither the
 * pace nor the number of machines can change what is said.
 *
 * Trials that `log` knows are not examined again: a cell that was interrupted goes on where it stopped, with the same result.
 *
 * Throws: the signal's reason when it is aborted between two batches, and what `examine` throws; a cell that was not finished has no
 * result, but the trials before the one that failed are kept.
 * Source: the stopping rules are those of `decide`.
 */
export const judgeCell = async (
  at: BoundCell,
  judging: Judging,
  whenExamined: WhenExamined = () => {},
  signal?: AbortSignal,
  log?: TrialLog,
  examine?: ExamineBatch,
): Promise<CellResult> => {
  const { cell, bound } = at;
  const plan = sequentialPlan(at, judging);
  const stream = cellStream(judging.seed, judging.purpose, bound.claim.id, cell.d, cell.m);
  const examineBatch = examine ?? inTurn(at, stream);
  const trials: Trial[] = [];
  let tally = emptyTally;
  const add = (trial: Trial): void => {
    tally = withOutcome(tally, trial.outcome);
    trials.push(trial);
  };
  for (;;) {
    const end = Math.min(judging.cap, trials.length + BATCH);
    log?.known.slice(trials.length, end).forEach(add);
    try {
      if (trials.length < end) for (const trial of examineBatch(trials.length, end)) add(await trial);
    } catch (error) {
      log?.keep(trials, true);
      throw error;
    }
    whenExamined(tally);
    await breathe();
    if (signal?.aborted) log?.keep(trials, true);
    signal?.throwIfAborted();
    const decision = decide(plan, {
      n: counted(tally),
      violated: tally.violated,
      unresolved: tally.unresolved,
      examined: examined(tally),
    });
    log?.keep(trials, decision !== 'continue');
    if (decision === 'continue') continue;
    return summarize(at, judging, tally, counted(tally) === 0 ? 'vacuous' : decision, trials);
  }
};
