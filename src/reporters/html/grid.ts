import type { CellReport } from '../../evidence/outcomes/report.ts';
import { isUnexpected } from '../../evidence/outcomes/report.ts';
import { type Grid, gridCaption } from '../grids.ts';
import { count } from '../numbers.ts';
import { type Html, html } from './escape.ts';
import { scrolling, verdictTag } from './verdict.ts';

const tally = (cell: CellReport): string => {
  if (cell.trials === 0) return `${count(cell.skipped)} skipped`;
  return `${count(cell.violated)} of ${count(cell.trials)} violated`;
};

const gridCell = (cell: CellReport | null, idOf: (cell: CellReport) => string): Html => {
  if (cell === null) return html`<td class="none"><span aria-label="not tried">·</span></td>`;
  const outside = cell.regime === 'outside';
  return html`<td${outside ? html` class="outside"` : null}><a href="#${idOf(cell)}">${verdictTag(cell.verdict)}</a>
<small>${tally(cell)}</small>${outside ? html`<small>outside the premise</small>` : null}${
    isUnexpected(cell) ? html`<small class="odd">not as expected</small>` : null
  }</td>`;
};

/** Verdicts across d (rows) and m (columns), each a link to its row among the details. */
export const gridTable = (grid: Grid, claim: string, idOf: (cell: CellReport) => string): Html =>
  scrolling(
    `${claim}: verdicts at ${gridCaption(grid)}`,
    html`<table class="grid">
<caption>${gridCaption(grid)}</caption>
<thead><tr><th scope="col">d</th>${grid.ms.map((m) => html`<th scope="col">m = ${count(m)}</th>`)}</tr></thead>
<tbody>${grid.ds.map(
      (d) => html`
<tr><th scope="row">${count(d)}</th>${grid.ms.map((m) => gridCell(grid.at(d, m), idOf))}</tr>`,
    )}
</tbody>
</table>`,
  );
