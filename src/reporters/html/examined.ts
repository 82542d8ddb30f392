import type { CellReport, ClaimReport } from '../../evidence/outcomes/report.ts';
import { isUnexpected } from '../../evidence/outcomes/report.ts';
import { cellPlace, constantsLine, expectation, sentence } from '../words.ts';
import { commands } from './command.ts';
import { anchor, type Html, html } from './escape.ts';
import { exhibitHtml } from './exhibits/exhibit.ts';
import { joinedCurves } from './joinedCurves.ts';
import { verdictTag } from './verdict.ts';

const oddity = (cell: CellReport): Html | null =>
  isUnexpected(cell) ? html` <span class="odd">not as expected (${expectation(cell.expect)})</span>` : null;

const place = (cell: CellReport): string => {
  const constants = constantsLine(cell.constants);
  const outside = cell.regime === 'outside' ? 'outside the premise' : '';
  return [cellPlace(cell), constants, outside].filter(Boolean).join(', ');
};

/** A statement that was examined as a whole: place by place, the verdict, why, and what shows it. */
export const examinedCells = (claim: ClaimReport, idOf: (cell: CellReport) => string): Html =>
  html`${joinedCurves(claim.cells).map((curves, i) => exhibitHtml(curves, anchor(idOf(claim.cells[0]!), 'joined', i + 1)))}${claim.cells.map(
    (cell) => html`
<section class="examined" id="${idOf(cell)}">
<p class="standing">${verdictTag(cell.verdict)} <span class="tallies">${place(cell)}</span>${oddity(cell)}</p>
<p>${sentence(cell.because ?? '')}</p>${(cell.exhibits ?? []).map((exhibit, i) => exhibitHtml(exhibit, anchor(idOf(cell), 'exhibit', i + 1)))}
${commands(cell.replay)}
</section>`,
  )}`;
