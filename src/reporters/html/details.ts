import type { Alpha, CellReport, ClaimReport } from '../../evidence/outcomes/report.ts';
import { isUnexpected } from '../../evidence/outcomes/report.ts';
import { detailsOf } from '../details.ts';
import { count, upperBound } from '../numbers.ts';
import { cellPlace, plural } from '../words.ts';
import { commandLine } from './command.ts';
import { type Html, html } from './escape.ts';
import { scrolling, verdictTag } from './verdict.ts';

const below = (text: string): Html | null => (text === '' ? null : html`<small>${text}</small>`);

const orDash = (text: string): string => (text === '' ? '–' : text);

const detailRow = (cell: CellReport, id: string): Html => {
  const said = detailsOf(cell);
  const [d = '', m = '', ...rest] = cellPlace(cell).split(', ');
  return html`
<tr id="${id}">
<th scope="row">${d}, ${m}<small>${rest.join(', ')}${cell.mode === 'reduced' ? '' : `, ${cell.mode}`}</small></th>
<td>${verdictTag(cell.verdict)}<small${isUnexpected(cell) ? html` class="odd"` : null}>${said.expected}</small></td>
<td class="n">${count(cell.trials)}<small>of ${count(cell.cap)}</small></td>
<td class="n">${count(cell.violated)}</td>
<td class="n">${count(cell.certified)}</td>
<td class="n">${count(cell.unresolved)}</td>
<td class="n">${count(cell.skipped)}</td>
<td class="n">${orDash(said.eValues.refute)}</td>
<td class="n">${orDash(said.eValues.support)}</td>
<td class="keep">${orDash(said.rate)}${below(said.exactRate && `exactly ${said.exactRate}`)}</td>
<td class="keep">${said.constants}<small>${said.regime}</small></td>
<td class="keep">${said.observed.length === 0 ? '–' : said.observed.map((line) => html`<span class="line">${line}</span>`)}${below(said.bound && `held against ${said.bound}`)}</td>
<td class="keep">${orDash(said.margin)}</td>
<td class="keep">${said.power === '' ? '–' : said.power.split(', ').map((part) => html`<span class="line">${part}</span>`)}</td>
<td class="replay">${commandLine(cell.replay)}${below(said.note)}</td>
</tr>`;
};

/** Every cell of a claim with its counts, bounds, constants and the line that replays it. */
export const detailsTable = (claim: ClaimReport, alpha: Alpha, idOf: (cell: CellReport) => string): Html =>
  scrolling(
    `${claim.id}, ${claim.reading}: all cells in detail`,
    html`<table class="details">
<caption>${claim.cells.length === 1 ? 'Its cell' : `All ${plural(claim.cells.length, 'cell')}`} in detail, each at α = ${upperBound(alpha.refute)} to refute, ${upperBound(alpha.support)} to support</caption>
<thead><tr>
<th scope="col">Cell</th>
<th scope="col">Verdict</th>
<th scope="col" class="n">Trials</th>
<th scope="col" class="n">Violated</th>
<th scope="col" class="n">Certified</th>
<th scope="col" class="n">Un&shy;resolved</th>
<th scope="col" class="n">Skipped</th>
<th scope="col" class="n">E-value against rate ≤ γ</th>
<th scope="col" class="n">E-value against rate ≥ γ</th>
<th scope="col">Failure rate</th>
<th scope="col">Constants, premise</th>
<th scope="col">Seen on the draws</th>
<th scope="col">Margin: least, median, greatest</th>
<th scope="col">Power at the cap</th>
<th scope="col">Replay</th>
</tr></thead>
<tbody>${claim.cells.map((cell) => detailRow(cell, idOf(cell)))}
</tbody>
</table>`,
  );
