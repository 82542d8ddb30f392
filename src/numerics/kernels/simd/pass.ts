import { SUM_BLOCK } from '../../linalg/blockedSum.ts';
import type { Views } from './memory.ts';

/** Where an array lies: entry i at the address `at + bytes · i`. */
export interface Column {
  readonly at: number;
  readonly bytes: number;
}

/**
 * Entries first, …, first + count − 1, at most `PIECE` of them; the results of their first run of `SUM_BLOCK`
 * go to `out`, `stride` numbers a run.
 */
export interface Piece {
  readonly first: number;
  readonly count: number;
  readonly out: number;
  readonly stride: number;
}

/**
 * What a thread works with: the exports of a module over the memory, and where its own scratch memory begins.
 */
export interface Workplace<Run> extends Views {
  readonly run: Run;
  readonly base: number;
}

/**
 * Goes over one piece of the arrays it is given, and leaves numbers for each run or, with the first run, for
 * the piece; results are 0 before.
 *
 * Pieces may be done in any order and by any thread: what they leave is added up afterwards, in their order.
 */
export type Pass<Run, Given> = (at: Workplace<Run>, given: Given, piece: Piece) => void;

/**
 * Passes that rest on one module: the file that exports them as `passes`, so that every thread finds them by
 * name, and the module.
 */
export interface PassSet<Run, Passes> {
  readonly file: string;
  readonly wasm: URL;
  readonly passes: { readonly [Name in keyof Passes]: Pass<Run, Passes[Name]> };
}

export type TypedArray = Int8Array | Uint8Array | Int32Array | Float32Array | Float64Array;

/** The address of an entry. */
export const addressIn = ({ at, bytes }: Column, entry: number): number => at + bytes * entry;

/** Visits the runs of a piece: where one begins and how long it is, and where its results go. */
export const eachRun = (
  { first, count, out, stride }: Piece,
  visit: (from: number, length: number, out: number) => void,
): void => {
  for (let from = first, k = 0; from < first + count; from += SUM_BLOCK, k++)
    visit(from, Math.min(SUM_BLOCK, first + count - from), out + 8 * stride * k);
};
