import { parentPort } from 'node:worker_threads';
import { bindClaim } from '../../claims/boundClaim.ts';
import type { Claim, Reading } from '../../claims/claim.ts';
import type { Cell } from '../outcomes/cell.ts';
import type { Alpha, SearchReport } from '../outcomes/report.ts';
import type { Tally } from '../outcomes/tally.ts';
import { bindCell } from '../trials/bindCell.ts';
import type { Examination, Examined, Place, Profile } from '../trials/examination.ts';
import { type CellResult, type Judging, judgeCell } from '../trials/judgeCell.ts';
import { examinePlanned } from './examinePlanned.ts';
import { catalogueFrom } from './ownQuantities.ts';
import { runSearch, type Searching } from './runSearch.ts';
import type { Search } from './searches.ts';

/** A cell as it travels to a worker: plain data. */
export interface WorkerTask {
  readonly claim: Claim;
  readonly cell: Cell;
  readonly judging: Judging;
  /** The files of one's own quantities: functions do not travel. */
  readonly ownQuantities: readonly string[];
  /** The task's number, by which its messages are told apart. */
  readonly task: number;
}

/** What a worker says between two batches. */
export interface WorkerMessage {
  readonly task: number;
  readonly tally: Tally;
}

/** Milliseconds between two messages of one task: a watcher's eye needs no more. */
const PACE = 200;

/** A search as it travels to a worker. */
export interface SearchTask {
  readonly claim: Claim;
  readonly search: Search;
  readonly searching: Omit<Searching, 'catalogue'>;
  readonly ownQuantities: readonly string[];
}

/** Searches beyond the grid in a worker thread. */
export const searchInWorker = async ({
  claim,
  search,
  searching,
  ownQuantities,
}: SearchTask): Promise<SearchReport> =>
  runSearch(claim, search, { ...searching, catalogue: await catalogueFrom(ownQuantities) });

/** A place of a statement as it travels to a worker. */
export interface ExaminationTask {
  /** The address of the module that exports `examinations`. */
  readonly examinations: string;
  readonly id: string;
  readonly reading: Reading;
  readonly place: Place;
  readonly profile: Profile;
  readonly options: Readonly<Record<string, string>>;
  readonly seed: string;
  readonly alpha: Alpha;
}

/** Examines one place of a statement in a worker thread. */
export const examineInWorker = async (task: ExaminationTask): Promise<Examined> => {
  const { id, reading, place, profile, options, seed, alpha } = task;
  const { examinations } = (await import(task.examinations)) as { examinations: readonly Examination[] };
  const examination = examinations.find(
    ({ statement }) => statement.id === id && statement.reading === reading,
  );
  if (examination === undefined)
    throw new Error(`${task.examinations} has no examination of ${id} (${reading})`);
  return examinePlanned({ examination, place, profile, options }, seed, alpha);
};

/** Judges one cell in a worker thread. */
const judgeInWorker = async ({
  claim,
  cell,
  judging,
  ownQuantities,
  task,
}: WorkerTask): Promise<CellResult> => {
  const catalogue = await catalogueFrom(ownQuantities);
  let said = Number.NEGATIVE_INFINITY;
  return judgeCell(bindCell(bindClaim(claim), cell, catalogue), judging, (tally) => {
    const now = performance.now();
    if (now - said < PACE) return;
    said = now;
    parentPort?.postMessage({ task, tally } satisfies WorkerMessage);
  });
};

export default judgeInWorker;
