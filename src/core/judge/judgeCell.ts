import type { Stream } from '../../numerics/random/stream.ts';
import { type Spread, spread } from '../../numerics/statistics/quantile.ts';
import type { Alpha } from '../report/report.ts';
import type { Evidence } from '../study.ts';
import { cellStream, type Purpose } from './address.ts';
import type { BoundCell } from './bindCell.ts';
import { BATCH, decideCell, rateEvidence, testOf, verdictOf } from './cellTest.ts';
import { exactRateOf } from './exactRate.ts';
import { numberList } from './numberList.ts';
import type { Trial } from './outcome.ts';
import { reachesOf } from './reaches.ts';
import { runTrial } from './runTrial.ts';
import { counted, emptyTally, type Tally, withOutcome } from './tally.ts';
import type { Verdict } from './verdict.ts';

/** How a cell is judged: all of it fixed before the first trial. */
export interface Judging {
  readonly seed: string;
  readonly purpose: Purpose;
  readonly alpha: Alpha;
  readonly cap: number;
  /**
   * Of a confirmation that earlier ones have led to: its number and the constants that it confirms against, which are part of the address
   * of its draws. What chose it may not judge it.
   */
  readonly round?: { readonly number: number; readonly constants: Readonly<Record<string, number>> };
}

/** The stream of a cell's draws. */
export const streamOf = (
  { bound: { claim, axes }, cell }: Pick<BoundCell, 'bound' | 'cell'>,
  { seed, purpose, round }: Pick<Judging, 'seed' | 'purpose' | 'round'>,
): Stream => {
  const stream = cellStream(seed, purpose, claim.id, axes, cell.at);
  if (round === undefined) return stream;
  const constants = Object.entries(round.constants).map(([name, value]) => `${name}=${value}`);
  return stream.child('round').child(round.number).child(constants.sort().join());
};

/** What is told after each batch; of a study after each part, with the share of its work that is done. */
export type WhenJudged = (tally: Tally, share?: number) => void;

/** Where the trials of a cell are kept from one run to the next. */
export interface TrialLog {
  /** The trials 0, 1, … of this cell that are known already. */
  readonly known: readonly Trial[];
  /**
   * Given the trials from `first` on after each batch, and once more, `last`, when the cell is decided, the run is aborted, or the
   * next trial has `failed`. Returns whether it has taken them: then it is not given them again.
   */
  readonly keep: (first: number, trials: readonly Trial[], last: boolean, failed?: boolean) => boolean;
}

/**
 * Examines the trials first, …, end − 1 of a cell, here or elsewhere, and hands them out in that order.
 *
 * A trial is a function of its address alone, so it makes no difference where they are examined, or how many at a time.
 */
export type RunBatch = (first: number, end: number) => Iterable<Trial | Promise<Trial>>;

/** Lets timers, signals and messages through between two batches. */
const yieldToLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Numbers of which the finite ones have a spread. */
const finiteNumbers = () => {
  const finite = numberList();
  return {
    push: (value: number): void => {
      if (Number.isFinite(value)) finite.push(value);
    },
    spread: (): Spread | null => (finite.all().length === 0 ? null : spread(finite.all())),
  };
};

/** Messages of one kind that a summary repeats. */
const SHOWN = 3;

/** The first messages that differ, and the number of others. */
const shownOf = (said: ReadonlySet<string>): readonly string[] => {
  const more = said.size - SHOWN;
  const shown = [...said].slice(0, SHOWN);
  return more > 0 ? [...shown, `and ${more} other ${more === 1 ? 'message' : 'messages'}`] : shown;
};

/** What a summary needs of all trials: numbers alone, so that a million of them fit in memory. */
const collecting = (at: BoundCell) => {
  let first: Trial | undefined;
  /** What says how far a refutation reaches; none where the claim has no critical constant. */
  const violated: Trial[] = [];
  const margins = finiteNumbers();
  const ends = [...at.wanted].map((name) => ({ name, lower: finiteNumbers(), upper: finiteNumbers() }));
  const said = {
    crashed: new Set<string>(),
    'no value': new Set<string>(),
    'budget spent': new Set<string>(),
  };
  const add = (trial: Trial): void => {
    const { outcome, margin, brackets } = trial;
    if (outcome.kind === 'violated') {
      first ??= trial;
      if (at.bound.claim.critical !== undefined) violated.push(trial);
    }
    if (outcome.kind === 'unresolved' && (outcome.why === 'crashed' || outcome.why === 'no value'))
      said[outcome.why].add(outcome.note ?? 'no message');
    if (outcome.kind === 'unresolved' && outcome.why === 'budget spent' && outcome.note !== undefined)
      said['budget spent'].add(outcome.note);
    const value = margin?.attack ?? margin?.certificate ?? null;
    if (value !== null) margins.push(value);
    for (const { name, lower, upper } of ends) {
      const bracket = brackets[name];
      if (bracket === undefined) continue;
      lower.push(bracket.lower);
      upper.push(bracket.upper);
    }
  };
  const summarize = ({ alpha }: Judging, tally: Tally, verdict: Verdict): Evidence => {
    const valueless = shownOf(said['no value']);
    const endings = shownOf(said['budget spent']);
    return {
      tally,
      verdict,
      ...rateEvidence({ failureRate: at.failureRate, alpha }, tally),
      exactRate: exactRateOf(at),
      margin: margins.spread(),
      observed: Object.fromEntries(
        ends.map(({ name, lower, upper }) => [name, { lower: lower.spread(), upper: upper.spread() }]),
      ),
      witness:
        first?.outcome.kind === 'violated'
          ? { trial: first.index, confirmed: first.outcome.confirmed }
          : null,
      ...reachesOf(at, alpha.refute, verdict, violated, counted(tally)),
      crashes: shownOf(said.crashed),
      ...(valueless.length > 0 && { valueless }),
      ...(endings.length > 0 && { endings }),
      error: verdict === 'refuted' ? alpha.refute : verdict === 'supported' ? alpha.support : null,
      because: null,
      figures: [],
    };
  };
  return { add, summarize };
};

/** One trial after the other, each when it is asked for. */
const inTurn = (at: BoundCell, stream: Stream): RunBatch =>
  function* (first, end) {
    for (let index = first; index < end; index++) yield runTrial(at, stream, index, 'decide');
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
  whenJudged: WhenJudged = () => {},
  signal?: AbortSignal,
  log?: TrialLog,
  examine?: RunBatch,
): Promise<Evidence> => {
  const test = testOf(at, judging);
  const stream = streamOf(at, judging);
  const runBatch = examine ?? inTurn(at, stream);
  const collected = collecting(at);
  let done = 0;
  /** Trials that the log has not taken yet. */
  let fresh: Trial[] = [];
  let tally = emptyTally;
  const add = (trial: Trial): void => {
    tally = withOutcome(tally, trial.outcome);
    collected.add(trial);
    done += 1;
    if (log !== undefined) fresh.push(trial);
  };
  const keep = (last: boolean, failed = false): void => {
    if (log?.keep(done - fresh.length, fresh, last, failed)) fresh = [];
  };
  for (;;) {
    const end = Math.min(judging.cap, done + BATCH);
    log?.known.slice(done, end).forEach(add);
    try {
      if (done < end) for (const trial of runBatch(done, end)) add(await trial);
    } catch (error) {
      keep(true, true);
      throw error;
    }
    whenJudged(tally);
    await yieldToLoop();
    if (signal?.aborted) keep(true);
    signal?.throwIfAborted();
    const decision = decideCell(test, tally);
    keep(decision !== 'continue');
    if (decision === 'continue') continue;
    return collected.summarize(judging, tally, verdictOf(tally, decision));
  }
};
