import type { CellReport } from '../../core/report/report.ts';
import { isUnexpected } from '../../core/report/report.ts';
import { count } from '../numbers.ts';
import type { Mark, VerdictTable } from './document.ts';
import type { Panel } from './layout.ts';

/** The verdict of a cell as a mark: in brackets outside the premise, with a sign where it was not expected. */
export const markOf = (cell: CellReport): Mark<'verdict'> => ({
  ...{ kind: 'verdict', verdict: cell.verdict },
  ...(cell.regime === 'outside' && { outside: true }),
  ...(isUnexpected(cell) && { odd: true }),
});

/** `13 of 32 violated`, or how many draws were skipped. */
export const tallyOf = ({ trials, violated, skipped }: CellReport): string =>
  trials === 0 ? `${count(skipped)} skipped` : `${count(violated)} of ${count(trials)} violated`;

/** A panel as a table of verdicts; `idOf` names the anchor of each cell. */
export const verdictTable = (panel: Panel, idOf: (cell: CellReport) => string): VerdictTable => ({
  ...{ caption: panel.facts.join(', '), corner: panel.corner, columns: panel.columns },
  rows: panel.rows.map((head, row) => ({
    head,
    cells: panel.columns.map((_, column) => {
      const cell = panel.at(row, column);
      return cell === null ? null : { mark: markOf(cell), tally: tallyOf(cell), to: idOf(cell) };
    }),
  })),
});
