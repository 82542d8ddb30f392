import type { Alpha, CellReport, ClaimReport } from '../../evidence/outcomes/report.ts';
import { gridsOf } from '../grids.ts';
import { count, eValue, lowerBound, upperBound } from '../numbers.ts';
import { placeOf, verdictCounts } from '../words.ts';
import { detailsTable } from './details.ts';
import { anchor, type Html, html } from './escape.ts';
import { examinedCells } from './examined.ts';
import { figures } from './figures/chapter.ts';
import { gridTable } from './grid.ts';
import { math } from './math.ts';
import { scrolling, verdictTag } from './verdict.ts';

export const claimAnchor = (claim: Pick<ClaimReport, 'id' | 'reading'>): string =>
  anchor(claim.id, claim.reading);

/** What a reader may type to find a claim. */
export const filterWords = (claim: ClaimReport): string =>
  [claim.id, claim.reading, claim.verdict, placeOf(claim.source), claim.control ? 'control' : '']
    .join(' ')
    .toLowerCase();

const premise = (claim: ClaimReport): Html | null =>
  claim.premise.length === 0
    ? null
    : html`
<dt>If</dt>
<dd>${scrolling(`Premise of ${claim.id}, ${claim.reading}`, html`<ul class="formulas">${claim.premise.map((formula) => html`<li>${math(formula)}</li>`)}</ul>`)}</dd>`;

/** How far a constant may go with every cell still inside its premise; nothing where each cell has a value of its own. */
const rangeOf = (claim: ClaimReport, name: string): string => {
  const inside = claim.cells.filter((cell) => cell.regime === 'inside');
  const ranges = inside.flatMap(({ constantRanges }) => constantRanges[name] ?? []);
  const values = new Set(inside.map(({ constants }) => constants[name]));
  if (ranges.length === 0 || values.size > 1) return '';
  const lows = ranges.flatMap(({ atLeast }) => (atLeast === null ? [] : [atLeast]));
  const highs = ranges.flatMap(({ atMost }) => (atMost === null ? [] : [atMost]));
  const all =
    ranges.length === 1
      ? 'the cell inside stays inside'
      : `all ${count(ranges.length)} cells inside stay inside`;
  const said = [
    ...(lows.length === 0 ? [] : [`from ${name} = ${upperBound(Math.max(...lows), 4)} on`]),
    ...(highs.length === 0 ? [] : [`up to ${name} = ${lowerBound(Math.min(...highs), 4)}`]),
  ];
  return said.length === 0 ? '' : ` (${all} ${said.join(' and ')})`;
};

const constants = (claim: ClaimReport): Html | null => {
  const entries = Object.entries(claim.constants);
  if (entries.length === 0) return null;
  return html`
<dt>Constants</dt>${entries.map(
    ([name, constant]) => html`
<dd><code>${name}</code>, ${constant.says}; unless said otherwise <code>${constant.default}</code>${rangeOf(claim, name)}</dd>`,
  )}`;
};

const statement = (claim: ClaimReport): Html => html`
<dl class="statement">${premise(claim)}
<dt>Then</dt>${claim.quantifiers.map(
  (quantifier) => html`
<dd>${quantifier}</dd>`,
)}
<dd class="conclusion">${scrolling(`Conclusion of ${claim.id}, ${claim.reading}`, math(claim.conclusion, true))}</dd>${constants(claim)}
</dl>`;

const certainty = (claim: ClaimReport): Html | null => {
  const error =
    claim.error === null
      ? null
      : claim.error === 0
        ? html`A computation, confirmed with room for rounding: chance has no part in this verdict. `
        : html`This verdict is wrong with chance at most ${upperBound(claim.error)}. `;
  const product =
    claim.product === null || claim.product.cells < 2
      ? null
      : html`Over ${count(claim.product.cells)} cells with draws of their own, the product of the e-values against the claim is ${eValue(claim.product.log10ER)}.`;
  return error === null && product === null
    ? null
    : html`
<p class="certainty">${error}${product}</p>`;
};

const tallies = (claim: ClaimReport): string => {
  const inside = claim.cells.filter((cell) => cell.regime === 'inside');
  const outside = claim.cells.length - inside.length;
  return `${claim.manner === 'draws' ? 'cells inside the premise' : 'places'}: ${verdictCounts(inside)}${outside === 0 ? '' : `; ${count(outside)} outside, not counted`}`;
};

/** The verdicts as tables: in the place of a picture where there is none, else folded below it. */
const grids = (claim: ClaimReport, idOf: (cell: CellReport) => string): Html => {
  const tables = html`<div class="grids">${gridsOf(claim).map((grid) => gridTable(grid, `${claim.id}, ${claim.reading}`, idOf))}</div>`;
  return claim.cells.length < 2
    ? html`<h4>Verdict</h4>
${tables}`
    : html`<details><summary>The verdicts as ${gridsOf(claim).length === 1 ? 'a table' : 'tables'}, each a link to its cell</summary>
${tables}</details>`;
};

/** One claim: its sentence and formulas, its verdicts across d and m, and every cell in detail. */
export const claimSection = (claim: ClaimReport, alpha: Alpha): Html => {
  const id = claimAnchor(claim);
  const ids = new Map(claim.cells.map((cell, index) => [cell, `${id}-${index + 1}`]));
  const idOf = (cell: CellReport): string => ids.get(cell) ?? id;
  return html`
<section class="claim" aria-labelledby="${id}" data-words="${filterWords(claim)}">
<header>
<p class="source">${placeOf(claim.source)}</p>
<h3 id="${id}">${claim.id} <span class="reading">${claim.control ? 'a control, ' : ''}${claim.reading}</span></h3>
<p class="standing">${verdictTag(claim.verdict)} <span class="tallies">${tallies(claim)}</span></p>
</header>
<p class="says">${claim.says}.</p>${statement(claim)}${certainty(claim)}
${
  claim.manner === 'draws'
    ? html`${figures(claim, id)}
${grids(claim, idOf)}
<h4>Cells</h4>
${detailsTable(claim, alpha, idOf)}`
    : examinedCells(claim, idOf)
}
</section>`;
};
