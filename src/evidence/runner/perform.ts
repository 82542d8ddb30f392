import { bindClaim } from '../../claims/boundClaim.ts';
import type { Trial } from '../outcomes/outcome.ts';
import type { SearchReport } from '../outcomes/report.ts';
import { cellStream } from '../trials/address.ts';
import { bindCell } from '../trials/bindCell.ts';
import type { Examination } from '../trials/examination.ts';
import { examineTrial } from '../trials/examineTrial.ts';
import { judgeCell, type WhenExamined } from '../trials/judgeCell.ts';
import { type SurveyRow, survey } from '../trials/survey/survey.ts';
import { examinePlanned } from './examinePlanned.ts';
import { catalogueFrom } from './ownQuantities.ts';
import type { Result } from './planned.ts';
import { runSearch } from './runSearch.ts';
import { keepingNoParts, partsIn } from './store/parts.ts';
import { examinedShape, searchShape } from './store/shapes.ts';
import type { Store } from './store/store.ts';
import { trialLogIn } from './store/trialLog.ts';
import type { Task } from './task.ts';

/** What comes of a task, by its kind. */
export type Performed = Result | Trial | SearchReport | readonly SurveyRow[];

/** What a task finds where it is done. */
export interface Surroundings {
  /** The files of one's own quantities: functions do not travel. */
  readonly ownQuantities: readonly string[];
  /** The address of the module that exports the list `examinations`. */
  readonly examinations: string;
  /** Where the result is kept, and under which address; null keeps nothing. */
  readonly kept: { readonly store: Store; readonly address: string } | null;
  readonly whenExamined: WhenExamined;
  readonly signal: AbortSignal | undefined;
}

const examinationIn = async (module: string, id: string, reading: string): Promise<Examination> => {
  const { examinations } = (await import(module)) as { examinations: readonly Examination[] };
  const found = examinations.find(({ statement }) => statement.id === id && statement.reading === reading);
  if (found === undefined) throw new Error(`${module} has no examination of ${id} (${reading})`);
  return found;
};

/** Does a task, or takes its result from the store where it is known. The result is a function of the task alone. */
export const perform = async (task: Task, around: Surroundings): Promise<Performed> => {
  const { kept, ownQuantities, signal, whenExamined } = around;
  switch (task.kind) {
    case 'cell': {
      const at = bindCell(bindClaim(task.claim), task.cell, await catalogueFrom(ownQuantities));
      const log = kept === null ? undefined : trialLogIn(kept.store, kept.address);
      return judgeCell(at, task.judging, whenExamined, signal, log);
    }
    case 'trial': {
      const { claim, cell, judging, index } = task;
      const at = bindCell(bindClaim(claim), cell, await catalogueFrom(ownQuantities));
      const stream = cellStream(judging.seed, judging.purpose, claim.id, cell.d, cell.m);
      return examineTrial(at, stream, index, 'decide');
    }
    case 'examination': {
      const known = kept?.store.result(kept.address, examinedShape) ?? null;
      if (known !== null) return known;
      const examination = await examinationIn(around.examinations, task.id, task.reading);
      const examined = await examinePlanned(
        { ...task, examination },
        task.seed,
        task.alpha,
        signal,
        kept === null ? keepingNoParts : partsIn(kept.store, kept.address),
        (done, share) => whenExamined({ violated: 0, certified: done, unresolved: 0, skipped: 0 }, share),
      );
      kept?.store.keepResult(kept.address, examined);
      return examined;
    }
    case 'search': {
      const known = kept?.store.result(kept.address, searchShape) ?? null;
      if (known !== null) return known;
      const { claim, search, seed, alpha } = task;
      const searching = { seed, alpha, catalogue: await catalogueFrom(ownQuantities) };
      const report = await runSearch(claim, search, searching, signal);
      kept?.store.keepResult(kept.address, report);
      return report;
    }
    case 'survey':
      return survey(task.survey);
    default:
      return task satisfies never;
  }
};
