import type { Claim } from '../claim.ts';
import { regimeAt } from '../judge/boundClaim.ts';
import { type Exclusion, exclusionOf } from '../judge/exclusions.ts';
import { judgeCell } from '../judge/judgeCell.ts';
import { constantsOfClaim } from '../report/constantReport.ts';
import type { Profile } from '../theorem.ts';
import { judgingOf } from './inProcess.ts';
import { planClaim } from './plan.ts';
import { refutedAt, type Seeking } from './seekLeast.ts';

/** What the cells at which a profile tries a claim exclude in one group. */
export interface Checked {
  readonly exclusions: readonly Exclusion[];
  /** Cells of the group inside the premise that were judged: each may exclude a true constant with chance α_R. */
  readonly cells: number;
}

/**
 * The exclusions of the cells that `check` tries in one group: the same cells on the same draws, so that a search for least constants
 * begins where the claim's own verdict ends.
 *
 * `group`: the axes on which the constants may depend, at their values of `at`. Throws: the signal's reason once it is aborted.
 */
export const checkedExclusions = async (
  claim: Claim,
  { theorem, seed, alpha, at, judge }: Pick<Seeking, 'theorem' | 'seed' | 'alpha' | 'at' | 'judge'>,
  group: readonly string[],
  profile: Profile,
  signal?: AbortSignal,
): Promise<Checked> => {
  const planned = planClaim(claim, {
    ...{
      theorem,
      profile,
      axes: {},
      constantValues: {},
      readings: null,
      mode: 'reduced',
      trials: null,
      threads: 1,
    },
  })
    .filter(({ at: { bound, scope } }) => regimeAt(bound, scope) === 'inside')
    .filter(
      (cell) =>
        group.every((symbol) => cell.at.cell.at[symbol] === at[symbol]) &&
        // Other values of a constant without direction are another slice, and not the search's.
        Object.keys(cell.overrides).every(
          (name) => constantsOfClaim(claim, cell.at)[name]?.weaker !== 'none',
        ),
    );
  const exclusions: Exclusion[] = [];
  for (const cell of planned) {
    const judging = judgingOf(cell, seed, alpha);
    const found = await (judge === undefined
      ? judgeCell(cell.at, judging, () => {}, signal)
      : judge(cell, judging, signal));
    if (found.verdict !== 'refuted') continue;
    const refuted = { ...refutedAt(cell.at, found, judging.alpha.refute), by: 'cell' as const };
    const exclusion = exclusionOf(constantsOfClaim(claim, cell.at), refuted);
    if (exclusion !== null) exclusions.push(exclusion);
  }
  return { exclusions, cells: planned.length };
};
