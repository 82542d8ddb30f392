import { storeTrial } from '../run/store/trialCodec.ts';
import type { BoundCell } from './bindCell.ts';
import { BATCH } from './cellTest.ts';
import type { TrialLog } from './judgeCell.ts';
import type { Trial } from './outcome.ts';

/**
 * Throws: `Error` unless a trial came out as it did before, bit for bit: then it is not a function of its draw, and nothing that is
 * counted of it can be checked. Trials that crashed are reported as they are.
 */
export const requireSameTrial = (
  { setting }: Pick<BoundCell, 'setting'>,
  first: Trial | undefined,
  again: Trial,
): void => {
  if (first === undefined || (first.outcome.kind === 'unresolved' && first.outcome.why === 'crashed')) return;
  if (JSON.stringify(storeTrial(first)) === JSON.stringify(storeTrial(again))) return;
  throw new Error(
    `the setting "${setting.name}" answered otherwise when trial ${first.index} was asked for a second time: let sample draw from the stream alone, and refine from its draw`,
  );
};

/** Trials of a cell that are asked for twice: those of the first batch. */
export const ASKED_TWICE = BATCH;

/**
 * A log that asks for the trials of the first batch once more when it is over, and for the first trial again at the end of the cell,
 * before anything is kept of them.
 */
export const askingTwice = (at: BoundCell, examine: (index: number) => Trial, log?: TrialLog): TrialLog => {
  let asked: readonly Trial[] = [];
  const ask = (trials: readonly Trial[]): void => {
    for (const trial of trials) requireSameTrial(at, trial, examine(trial.index));
  };
  return {
    known: log?.known ?? [],
    keep: (first, trials, last, failed = false) => {
      // Of a cell that failed before it was asked twice nothing is kept.
      if (failed && first === 0 && asked.length === 0) return true;
      if (first === 0 && asked.length === 0) {
        ask(trials.slice(0, ASKED_TWICE));
        asked = trials.slice(0, ASKED_TWICE);
        if (trials.length > ASKED_TWICE && last) ask(asked.slice(0, 1));
      } else if (last && !failed) ask(asked.slice(0, 1));
      return log?.keep(first, trials, last, failed) ?? true;
    },
  };
};
