import { askingTwice } from '../judge/askedTwice.ts';
import { type Judging, judgeCell, streamOf, type WhenJudged } from '../judge/judgeCell.ts';
import { judgeStudy } from '../judge/judgeStudy.ts';
import { runTrial } from '../judge/runTrial.ts';
import type { Alpha } from '../report/report.ts';
import type { Evidence } from '../study.ts';
import { type PlannedCell, sharedAlpha } from './plan.ts';
import { isStudied, type Planned } from './planned.ts';
import type { Judge } from './runPlan.ts';

/** How a planned cell is judged: the share of α that is its own, where it has but a share. */
export const judgingOf = (cell: PlannedCell, seed: string, alpha: Alpha): Judging => ({
  seed,
  purpose: 'verdict',
  alpha: sharedAlpha(cell, alpha),
  cap: cell.cap,
});

/**
 * Judges cells in this very process, one after the other: how vitest's workers do it. With `twice` the first trials of each cell are
 * asked for once more: what one's own theorem answers has to be a function of the draw.
 */
export const inProcess =
  (seed: string, alpha: Alpha, twice = false): Judge =>
  (planned, whenJudged, signal) => {
    if (isStudied(planned)) return judgeStudy(planned, planned.theorem.axes, seed, alpha, signal);
    const { at } = planned;
    const judging = judgingOf(planned, seed, alpha);
    const stream = streamOf(at, judging);
    const log = twice ? askingTwice(at, (index) => runTrial(at, stream, index, 'decide')) : undefined;
    return judgeCell(at, judging, whenJudged, signal, log);
  };

/** The same judge, remembering the results of trials that other readings share. */
export const memoised = (judge: Judge): Judge => {
  const known = new Map<string, Promise<Evidence>>();
  return (cell: Planned, whenJudged: WhenJudged, signal) => {
    const result = known.get(cell.trialsKey) ?? judge(cell, whenJudged, signal);
    known.set(cell.trialsKey, result);
    return result;
  };
};
