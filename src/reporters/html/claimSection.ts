import type { Alpha, CellReport, ClaimReport } from '../../evidence/outcomes/report.ts';
import { gridsOf } from '../grids.ts';
import { count, eValue, upperBound } from '../numbers.ts';
import { detailsTable } from './details.ts';
import { anchor, type Html, html } from './escape.ts';
import { gridTable } from './grid.ts';
import { math } from './math.ts';
import { verdictTag } from './verdict.ts';

/** Pictures of a claim that the page was handed, shown between its grids and its details. */
export type Figures = (claim: ClaimReport) => Html | null;

export const claimAnchor = (claim: Pick<ClaimReport, 'id' | 'reading'>): string =>
  anchor(claim.id, claim.reading);

const premise = (claim: ClaimReport): Html | null =>
  claim.premise.length === 0
    ? null
    : html`
<dt>If</dt>
<dd><ul class="formulas">${claim.premise.map((formula) => html`<li>${math(formula)}</li>`)}</ul></dd>`;

const constants = (claim: ClaimReport): Html | null => {
  const entries = Object.entries(claim.constants);
  if (entries.length === 0) return null;
  return html`
<dt>Constants</dt>${entries.map(
    ([name, constant]) => html`
<dd><code>${name}</code>, ${constant.says}; unless said otherwise <code>${constant.default}</code></dd>`,
  )}`;
};

const statement = (claim: ClaimReport): Html => html`
<dl class="statement">${premise(claim)}
<dt>Then</dt>${claim.quantifiers.map(
  (quantifier) => html`
<dd>${quantifier}</dd>`,
)}
<dd class="conclusion">${math(claim.conclusion, true)}</dd>${constants(claim)}
</dl>`;

const certainty = (claim: ClaimReport): Html | null => {
  const error =
    claim.error === null
      ? null
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

/** One claim: its sentence and formulas, its verdicts across d and m, and every cell in detail. */
export const claimSection = (claim: ClaimReport, alpha: Alpha, figures: Figures = () => null): Html => {
  const id = claimAnchor(claim);
  const ids = new Map(claim.cells.map((cell, index) => [cell, `${id}-${index + 1}`]));
  const idOf = (cell: CellReport): string => ids.get(cell) ?? id;
  return html`
<section class="claim" aria-labelledby="${id}">
<header>
<p class="source">${claim.source}</p>
<h3 id="${id}">${claim.id} <span class="reading">${claim.control ? 'a control, ' : ''}${claim.reading}</span></h3>
<p class="standing">${verdictTag(claim.verdict)}</p>
</header>
<p class="says">${claim.says}.</p>${statement(claim)}${certainty(claim)}
<h4>Verdicts across d and m</h4>
<div class="grids">${gridsOf(claim).map((grid) => gridTable(grid, `${claim.id}, ${claim.reading}`, idOf))}</div>${figures(claim)}
<h4>Cells</h4>
${detailsTable(claim, alpha, idOf)}
</section>`;
};
