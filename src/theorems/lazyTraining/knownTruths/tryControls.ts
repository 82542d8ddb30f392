import { BATCH } from '../../../core/judge/cellTest.ts';
import { type Judging, judgeCell } from '../../../core/judge/judgeCell.ts';
import type { Verdict } from '../../../core/judge/verdict.ts';
import type { Alpha } from '../../../core/report/report.ts';
import { logLowerTail, logUpperTail } from '../../../numerics/statistics/binomial.ts';
import { operatingCharacteristics } from '../../../numerics/statistics/operatingCharacteristics.ts';
import { type KnownTruth, knownTruths } from './knownTruths.ts';
import { lifetime } from './lifetime.ts';

/** How sure a sentence must be, and how long a cell may take. */
export interface Level {
  readonly alpha: Alpha;
  readonly cap: number;
}

/** What came of one control at one level, beside the law. */
export interface ControlRow {
  readonly control: string;
  /** The failure rate, which is known, over γ. */
  readonly ratio: number;
  readonly gamma: number;
  readonly alpha: Alpha;
  readonly cap: number;
  readonly runs: number;
  /** How often each sentence was said, and its exact chance; null where only a bound is known. */
  readonly said: Readonly<Record<'refuted' | 'supported' | 'consistent' | 'undecided', number>>;
  readonly exact: Readonly<Record<'refuted' | 'supported' | 'consistent' | 'undecided', number>> | null;
  /** Sentences that are false, and the chance that they may have at most. */
  readonly wrong: number;
  readonly wrongAtMost: number;
  /** Intervals of the rate that missed it, of which a share of at most α to support may do so. */
  readonly missed: number;
  /** Sentences, one for each bound that is broken. */
  readonly broken: readonly string[];
}

export interface Trying {
  /** Runs of each control at each level. */
  readonly runs: number;
  readonly levels: readonly Level[];
  /** The ratios of the failure rate, which is known, to γ. */
  readonly ratios?: readonly number[];
  readonly seed: string;
  /** The chance that any bound is called broken although the harness keeps all of them. */
  readonly falseAlarm: number;
  readonly truths?: readonly KnownTruth[];
  readonly whenTried?: (row: ControlRow) => void;
}

const sentences = ['refuted', 'supported', 'consistent', 'undecided'] as const;

/** What may be said at a rate of `ratio` · γ without being wrong. At γ itself the claim holds, and "below γ" is false. */
const isWrong = (verdict: Verdict, ratio: number): boolean =>
  (verdict === 'refuted' && ratio <= 1) || (verdict === 'supported' && ratio >= 1);

/** The largest chance of a wrong sentence that α allows at this ratio: both are false at γ itself. */
const allowed = ({ refute, support }: Alpha, ratio: number): number =>
  (ratio <= 1 ? refute : 0) + (ratio >= 1 ? support : 0);

/** A count that is too large for a chance of at most `p`, at level `epsilon`. */
const tooMany = (runs: number, times: number, p: number, epsilon: number): boolean =>
  times > 0 && logUpperTail(runs, times, Math.min(1, p)) < Math.log(epsilon);

const tooFew = (runs: number, times: number, p: number, epsilon: number): boolean =>
  times < runs && logLowerTail(runs, times, Math.min(1, p)) < Math.log(epsilon);

interface Counts {
  readonly said: ControlRow['said'];
  readonly wrong: number;
  readonly missed: number;
}

/** Judges a control `runs` times, each with a seed of its own. */
const judged = async (
  truth: KnownTruth,
  ratio: number,
  { alpha, cap }: Level,
  { runs, seed }: Trying,
): Promise<Counts> => {
  const at = truth.at(truth.rate / ratio);
  const said = { refuted: 0, supported: 0, consistent: 0, undecided: 0 };
  let wrong = 0;
  let missed = 0;
  for (let i = 0; i < runs; i++) {
    const judging: Judging = { seed: `${seed} ${i}`, purpose: 'verdict', alpha, cap };
    const { verdict, rate, exactRate } = await judgeCell(at, judging);
    if (verdict === 'vacuous') throw new Error(`${truth.name}: a control without premise was vacuous`);
    // The law that a report prints, where it knows one: the same by another way.
    if (exactRate !== null && Math.abs(exactRate - truth.rate) > 1e-12)
      throw new Error(`${truth.name}: its rate is ${truth.rate}, and a report would say ${exactRate}`);
    said[verdict] += 1;
    if (isWrong(verdict, ratio)) wrong += 1;
    if (rate !== null && (rate.lower > truth.rate || rate.upper < truth.rate)) missed += 1;
  }
  return { said, wrong, missed };
};

const brokenBounds = (row: Omit<ControlRow, 'broken'>, epsilon: number): string[] => {
  const { runs, said, exact, wrong, wrongAtMost, missed, alpha } = row;
  const broken: string[] = [];
  if (tooMany(runs, wrong, wrongAtMost, epsilon))
    broken.push(`${wrong} of ${runs} sentences are wrong, too many for a chance of ${wrongAtMost}`);
  if (tooMany(runs, missed, alpha.support, epsilon))
    broken.push(`${missed} of ${runs} intervals miss the rate, too many for a chance of ${alpha.support}`);
  if (exact === null) return broken;
  for (const name of sentences) {
    const [times, p] = [said[name], exact[name]];
    if (tooMany(runs, times, p, epsilon) || tooFew(runs, times, p, epsilon))
      broken.push(`"${name}" was said ${times} times in ${runs}, and its exact chance is ${p}`);
  }
  return broken;
};

/** The bounds that are looked at in a row: wrong sentences, intervals, and either tail of each sentence. */
const LOOKS = 2 + 2 * sentences.length;

/**
 * Puts the harness itself on trial: claims whose truth is known are judged many times, and what is said is held against α and
 * against the exact law of the sequential test.
 *
 * A function of its argument: the seeds are `seed 0`, `seed 1`, …
 */
export const tryControls = async (trying: Trying): Promise<readonly ControlRow[]> => {
  const { levels, ratios = [0.5, 1, 2], truths = knownTruths, runs, falseAlarm, whenTried } = trying;
  const rows: ControlRow[] = [];
  const epsilon = falseAlarm / (LOOKS * levels.length * (truths.length * ratios.length + 1));
  const add = (row: Omit<ControlRow, 'broken'>): void => {
    const whole = { ...row, broken: brokenBounds(row, epsilon) };
    rows.push(whole);
    whenTried?.(whole);
  };
  for (const level of levels) {
    for (const truth of truths)
      for (const ratio of ratios) {
        const gamma = truth.rate / ratio;
        const plan = { gamma, ...level, batch: BATCH };
        const { certificates } = truth;
        add({
          control: truth.name,
          ratio,
          gamma,
          ...level,
          runs,
          ...(await judged(truth, ratio, level, trying)),
          exact: operatingCharacteristics(plan, truth.rate, { certificates }),
          wrongAtMost: allowed(level.alpha, ratio),
        });
      }
    // At γ itself, where the chance of a wrong sentence is largest.
    const [truth] = truths;
    add({
      control: `${truth!.name}, extended over a lifetime`,
      ratio: 1,
      gamma: truth!.rate,
      ...level,
      runs,
      ...(await lifetime(truth!, level, trying)),
      exact: null,
      missed: 0,
      wrongAtMost: allowed(level.alpha, 1),
    });
  }
  return rows;
};
