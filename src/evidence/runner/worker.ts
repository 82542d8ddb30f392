import { parentPort } from 'node:worker_threads';
import { bindClaim } from '../../claims/boundClaim.ts';
import type { Claim } from '../../claims/claim.ts';
import type { Cell } from '../outcomes/cell.ts';
import type { Tally } from '../outcomes/tally.ts';
import { bindCell } from '../trials/bindCell.ts';
import { type CellResult, type Judging, judgeCell } from '../trials/judgeCell.ts';

/** A cell as it travels to a worker: plain data. */
export interface WorkerTask {
  readonly claim: Claim;
  readonly cell: Cell;
  readonly judging: Judging;
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

/** Judges one cell in a worker thread. */
const judgeInWorker = ({ claim, cell, judging, task }: WorkerTask): Promise<CellResult> => {
  let said = Number.NEGATIVE_INFINITY;
  return judgeCell(bindCell(bindClaim(claim), cell), judging, (tally) => {
    const now = performance.now();
    if (now - said < PACE) return;
    said = now;
    parentPort?.postMessage({ task, tally } satisfies WorkerMessage);
  });
};

export default judgeInWorker;
