import type {} from 'vitest';
import type { CellReport, SearchReport } from '../../core/report/report.ts';
import type { SuiteShard } from './missingShards.ts';

/**
 * What a test of the suite hands to the reporter: a cell's record, as a string, since the blob reporter keeps no more.
 */
export interface SuiteMeta {
  /** The claim and its reading, with the cell's place in the plan of the whole profile. */
  readonly claim: string;
  readonly reading: string;
  readonly place: number;
  readonly seconds: number;
  readonly report: CellReport;
}

/** The same for a search beyond the grid. */
export interface SearchMeta {
  readonly place: number;
  readonly report: SearchReport;
}

declare module 'vitest' {
  interface TaskMeta {
    /** A `SuiteMeta` in JSON. */
    lakatos?: string;
    /** The place in the plan of the cell that this test is to judge, known before it runs. */
    lakatosPlace?: number;
    /** A `SearchMeta` in JSON. */
    lakatosSearch?: string;
    /** The place in the list of planned searches of the one that this test is to run. */
    lakatosSearchPlace?: number;
    /** The shard of the run that this test belongs to. */
    lakatosShard?: SuiteShard;
  }

  interface ProvidedContext {
    /** The shard of this run, which goes into the record of every test; null where the run has no shards. */
    lakatosShard: SuiteShard | null;
  }
}

export const writeMeta = (meta: SuiteMeta): string => JSON.stringify(meta);

export const readMeta = (text: string): SuiteMeta => JSON.parse(text) as SuiteMeta;

export const writeSearchMeta = (meta: SearchMeta): string => JSON.stringify(meta);

export const readSearchMeta = (text: string): SearchMeta => JSON.parse(text) as SearchMeta;
