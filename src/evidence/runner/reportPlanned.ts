import type { CellReport, Provenance } from '../outcomes/report.ts';
import type { Baseline } from './baseline.ts';
import { isExamination, isExamined, type Planned, type Result } from './planned.ts';
import { reportCell } from './reportCell.ts';
import { reportExamination } from './reportExamination.ts';

/** The record of a planned row. Throws: `Error` when the result is not of the row's kind, which is a fault of the harness. */
export const reportPlanned = (
  planned: Planned,
  result: Result,
  provenance: Provenance,
  baseline: Baseline | null,
): CellReport => {
  if (isExamination(planned) && isExamined(result))
    return reportExamination(planned, result, provenance, baseline);
  if (!isExamination(planned) && !isExamined(result))
    return reportCell(planned, result, provenance, baseline);
  throw new Error('a planned row came back with the result of another kind');
};
