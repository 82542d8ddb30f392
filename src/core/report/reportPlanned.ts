import type { Baseline } from '../run/baseline.ts';
import { isStudied, type Planned } from '../run/planned.ts';
import type { Evidence } from '../study.ts';
import type { CellReport, Provenance } from './report.ts';
import { reportCell } from './reportCell.ts';
import { reportStudiedCell } from './reportStudiedCell.ts';

/** The record of a planned row. */
export const reportPlanned = (
  planned: Planned,
  evidence: Evidence,
  provenance: Provenance,
  baseline: Baseline | null,
): CellReport =>
  isStudied(planned)
    ? reportStudiedCell(planned, evidence, provenance, baseline)
    : reportCell(planned, evidence, provenance, baseline);
