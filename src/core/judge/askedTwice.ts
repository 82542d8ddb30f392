import { storeTrial } from '../run/store/trialCodec.ts';
import type { BoundCell } from './bindCell.ts';
import type { TrialLog } from './judgeCell.ts';
import type { Trial } from './outcome.ts';

/**
 * Throws: `Error` unless a trial came out as it did before, bit for bit: then it is no function of its draw, and nothing that is
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

/** A log that asks for the first trial once more at the end of a cell, before anything is kept of it. */
export const askingTwice = (at: BoundCell, examine: (index: number) => Trial, log?: TrialLog): TrialLog => {
  let zeroth: Trial | undefined;
  return {
    known: log?.known ?? [],
    keep: (first, trials, last) => {
      if (first === 0) zeroth ??= trials[0];
      if (last) requireSameTrial(at, zeroth, examine(0));
      return log?.keep(first, trials, last) ?? true;
    },
  };
};
