import type {} from 'vitest';
import type { CellReport } from '../../evidence/outcomes/report.ts';

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

declare module 'vitest' {
  interface TaskMeta {
    /** A `SuiteMeta` in JSON. */
    lakatos?: string;
    /** The place in the plan of the cell that this test is to judge, known before it runs. */
    lakatosPlace?: number;
  }
}

export const writeMeta = (meta: SuiteMeta): string => JSON.stringify(meta);

export const readMeta = (text: string): SuiteMeta => JSON.parse(text) as SuiteMeta;
