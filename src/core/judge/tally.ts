import type { Outcome } from './outcome.ts';

/** How the trials of a cell ended. */
export interface Tally {
  readonly violated: number;
  readonly certified: number;
  readonly unresolved: number;
  readonly skipped: number;
  /** Of the unresolved: trials whose search threw. Absent where there is none. */
  readonly crashed?: number;
  /** Of the unresolved: draws on which a side of a comparison has no value. Absent where there is none. */
  readonly withoutValue?: number;
  /** Of the unresolved: draws on which a budget ended a search that had more to try. Absent where there is none. */
  readonly cutShort?: number;
}

export const emptyTally: Tally = { violated: 0, certified: 0, unresolved: 0, skipped: 0 };

/** The trials that count: every one but the skipped. */
export const counted = (tally: Tally): number => tally.violated + tally.certified + tally.unresolved;

/** Trials on which nothing was compared: no attack failed on them, so that they speak for no verdict. */
export const uncompared = ({
  crashed = 0,
  withoutValue = 0,
}: Pick<Tally, 'crashed' | 'withoutValue'>): number => crashed + withoutValue;

/** All trials looked at, skipped ones included. */
export const examined = (tally: Tally): number => counted(tally) + tally.skipped;

export const withOutcome = (tally: Tally, outcome: Outcome): Tally => {
  switch (outcome.kind) {
    case 'violated':
      return { ...tally, violated: tally.violated + 1 };
    case 'certified':
      return { ...tally, certified: tally.certified + 1 };
    case 'unresolved':
      return {
        ...tally,
        unresolved: tally.unresolved + 1,
        ...(outcome.why === 'crashed' && { crashed: (tally.crashed ?? 0) + 1 }),
        ...(outcome.why === 'no value' && { withoutValue: (tally.withoutValue ?? 0) + 1 }),
        ...(outcome.why === 'budget spent' &&
          outcome.note !== undefined && { cutShort: (tally.cutShort ?? 0) + 1 }),
      };
    case 'skipped':
      return { ...tally, skipped: tally.skipped + 1 };
    default:
      return outcome satisfies never;
  }
};
