import { askingTwice } from '../judge/askedTwice.ts';
import { bindCell } from '../judge/bindCell.ts';
import { bindClaim } from '../judge/boundClaim.ts';
import { judgeCell, streamOf, type WhenJudged } from '../judge/judgeCell.ts';
import { judgeStudy } from '../judge/judgeStudy.ts';
import type { Trial } from '../judge/outcome.ts';
import { runTrial } from '../judge/runTrial.ts';
import type { SearchReport } from '../report/report.ts';
import type { Evidence, Study } from '../study.ts';
import { isStudy, type Theorem } from '../theorem.ts';
import { runSearch } from './runSearch.ts';
import { sampleDraws } from './sampleDraws.ts';
import { keepingNoParts, partsIn } from './store/parts.ts';
import { evidenceShape, searchShape } from './store/shapes.ts';
import type { Store } from './store/store.ts';
import { trialLogIn } from './store/trialLog.ts';
import type { SampleRow, Task } from './task.ts';

/** What comes of a task, by its kind. */
export type Performed = Evidence | Trial | SearchReport | readonly SampleRow[];

/** What a task finds where it is done. */
export interface Surroundings {
  /** The theorem of this id. Rejects where there is none. */
  readonly theoremNamed: (id: string) => Promise<Theorem>;
  /** Where the result is stored, and under which address; null stores nothing. */
  readonly kept: { readonly store: Store; readonly address: string } | null;
  readonly whenJudged: WhenJudged;
  /** Told whenever a study yields to the event loop, and of each draw of a sample. */
  readonly whenAlive?: () => void;
  /** Whether the first trials of a cell are asked for a second time: theorems of one's own may answer otherwise then. */
  readonly twice?: boolean;
  readonly signal: AbortSignal | undefined;
}

const studyIn = ({ id: theorem, statements }: Theorem, id: string, reading: string): Study => {
  const found = statements.find((one) => one.id === id && one.reading === reading);
  if (found === undefined || !isStudy(found)) throw new Error(`${theorem} has no study ${id} (${reading})`);
  return found;
};

/** Does a task, or takes its result from the store where it is known. The result is a function of the task alone. */
export const perform = async (task: Task, around: Surroundings): Promise<Performed> => {
  const { kept, signal, whenJudged } = around;
  const theorem = await around.theoremNamed(task.theorem);
  switch (task.kind) {
    case 'sample':
      return sampleDraws(theorem, task, around.whenAlive);
    case 'cell': {
      const at = bindCell(bindClaim(task.claim, theorem.axes), task.cell, theorem.settings);
      const log = kept === null ? undefined : trialLogIn(kept.store, kept.address);
      const stream = streamOf(at, task.judging);
      const asked = around.twice ? askingTwice(at, (i) => runTrial(at, stream, i, 'decide'), log) : log;
      return judgeCell(at, task.judging, whenJudged, signal, asked);
    }
    case 'trial': {
      const { claim, cell, judging, index } = task;
      const at = bindCell(bindClaim(claim, theorem.axes), cell, theorem.settings);
      return runTrial(at, streamOf(at, judging), index, 'decide');
    }
    case 'study': {
      const known = kept?.store.result(kept.address, evidenceShape) ?? null;
      if (known !== null) return known;
      const found = await judgeStudy(
        { ...task, study: studyIn(theorem, task.id, task.reading) },
        theorem.axes,
        task.seed,
        task.alpha,
        signal,
        kept === null ? keepingNoParts : partsIn(kept.store, kept.address),
        (done, share) => whenJudged({ violated: 0, certified: done, unresolved: 0, skipped: 0 }, share),
        around.whenAlive,
      );
      kept?.store.keepResult(kept.address, found);
      return found;
    }
    case 'search': {
      const known = kept?.store.result(kept.address, searchShape) ?? null;
      if (known !== null) return known;
      const { claim, search, seed, alpha } = task;
      const report = await runSearch(claim, search, { seed, alpha, theorem }, signal);
      kept?.store.keepResult(kept.address, report);
      return report;
    }
    default:
      return task satisfies never;
  }
};
