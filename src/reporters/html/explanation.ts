import type { Explanation } from '../../evidence/outcomes/explanation.ts';
import { type ExplanationPart, explanationParts, explanationTitle } from '../explanation.ts';
import { anchor, type Html, html } from './escape.ts';
import { scrolling } from './verdict.ts';

const table = ({ title, table: found }: ExplanationPart): Html | null =>
  found === null
    ? null
    : html`
${scrolling(
  title,
  html`<table>
<caption>${title}, in numbers</caption>
<thead><tr>${found.head.map((one) => html`<th scope="col" class="n">${one}</th>`)}</tr></thead>
<tbody>${found.rows.map(
    (row) => html`
<tr>${row.map((cell) => html`<td class="n">${cell}</td>`)}</tr>`,
  )}
</tbody>
</table>`,
)}`;

const walk = (explanation: Explanation): Html => {
  const id = anchor('explained', explanation.claim, explanation.reading);
  return html`
<section class="claim" aria-labelledby="${id}">
<h3 id="${id}">${explanationTitle(explanation)}</h3>${explanationParts(explanation).map(
    (part) => html`
<h4>${part.title}</h4>
<p>${part.sentences.join(' ')}</p>${table(part)}`,
  )}
</section>`;
};

/** One trial of each claim that was walked through, from its draw to the verdict; nothing where none was. */
export const explanationsSection = (explanations: readonly Explanation[] = []): Html | null =>
  explanations.length === 0
    ? null
    : html`
<section aria-labelledby="explained">
<h2 id="explained">One trial, step by step</h2>${explanations.map(walk)}
</section>`;
