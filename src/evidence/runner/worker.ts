import { parentPort, workerData } from 'node:worker_threads';
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
import { examinedShape, searchShape } from './store/shapes.ts';
import { openStore, type Store } from './store/store.ts';
import { trialLogIn } from './store/trialLog.ts';

/** Where the result of a task is kept; null where nothing is. */
export type Kept = { readonly folder: string; readonly address: string } | null;

/** A cell as it travels to a worker: plain data. */
export interface WorkerTask {
  readonly claim: Claim;
  readonly cell: Cell;
  readonly judging: Judging;
  /** The files of one's own quantities: functions do not travel. */
  readonly ownQuantities: readonly string[];
  readonly kept: Kept;
  /** The task's number, by which its messages are told apart. */
  readonly task: number;
}

/** What a worker says between two batches, and of a file of the store that was broken. */
export type WorkerMessage = { readonly task: number; readonly tally: Tally } | { readonly warning: string };

/** Milliseconds between two messages of one task: a watcher's eye needs no more. */
const PACE = 200;

/** Set by the main thread when the run is interrupted. */
const { stop } = (workerData ?? {}) as { readonly stop?: Int32Array };

const tell = (message: WorkerMessage): void => parentPort?.postMessage(message);

const storeOf = ({ folder }: NonNullable<Kept>): Store => openStore(folder, (warning) => tell({ warning }));

/** A search as it travels to a worker. */
export interface SearchTask {
  readonly claim: Claim;
  readonly search: Search;
  readonly searching: Omit<Searching, 'catalogue'>;
  readonly ownQuantities: readonly string[];
  readonly kept: Kept;
}

/** Searches beyond the grid in a worker thread. */
export const searchInWorker = async ({
  claim,
  search,
  searching,
  ownQuantities,
  kept,
}: SearchTask): Promise<SearchReport> => {
  const store = kept === null ? null : storeOf(kept);
  const known = store?.result(kept!.address, searchShape) ?? null;
  if (known !== null) return known;
  const report = await runSearch(claim, search, {
    ...searching,
    catalogue: await catalogueFrom(ownQuantities),
  });
  store?.keepResult(kept!.address, report);
  return report;
};

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
  readonly kept: Kept;
}

/** Examines one place of a statement in a worker thread. */
export const examineInWorker = async (task: ExaminationTask): Promise<Examined> => {
  const { id, reading, place, profile, options, seed, alpha, kept } = task;
  const store = kept === null ? null : storeOf(kept);
  const known = store?.result(kept!.address, examinedShape) ?? null;
  if (known !== null) return known;
  const { examinations } = (await import(task.examinations)) as { examinations: readonly Examination[] };
  const examination = examinations.find(
    ({ statement }) => statement.id === id && statement.reading === reading,
  );
  if (examination === undefined)
    throw new Error(`${task.examinations} has no examination of ${id} (${reading})`);
  const examined = await examinePlanned({ examination, place, profile, options }, seed, alpha);
  store?.keepResult(kept!.address, examined);
  return examined;
};

/** Judges one cell in a worker thread. */
const judgeInWorker = async ({
  claim,
  cell,
  judging,
  ownQuantities,
  kept,
  task,
}: WorkerTask): Promise<CellResult> => {
  const catalogue = await catalogueFrom(ownQuantities);
  let said = Number.NEGATIVE_INFINITY;
  const interrupted = new AbortController();
  return judgeCell(
    bindCell(bindClaim(claim), cell, catalogue),
    judging,
    (tally) => {
      if (stop !== undefined && Atomics.load(stop, 0) !== 0)
        interrupted.abort(new Error('the run was interrupted'));
      const now = performance.now();
      if (now - said < PACE) return;
      said = now;
      tell({ task, tally });
    },
    interrupted.signal,
    kept === null ? undefined : trialLogIn(storeOf(kept), kept.address),
  );
};

export default judgeInWorker;
