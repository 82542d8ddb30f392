import type { Exhibit, TableExhibit } from '../../../evidence/outcomes/exhibit.ts';
import { entry, growthLine, networkLines, testLine } from '../../exhibits.ts';
import { sentence } from '../../words.ts';
import { type Html, html } from '../escape.ts';
import { drawn } from '../figures/drawing.ts';
import { scrolling } from '../verdict.ts';
import { chart, seriesKey } from './chart.ts';
import { heat } from './heat.ts';
import { contactSheet } from './images.ts';

const isNumeric = (column: number, { rows }: TableExhibit): boolean =>
  rows.every((row) => typeof row[column] !== 'string');

const table = (exhibit: TableExhibit): Html => {
  const right = (i: number): Html | null => (isNumeric(i, exhibit) ? html` class="n"` : null);
  return scrolling(
    exhibit.title,
    html`<table>
<caption>${exhibit.title}</caption>
<thead><tr>${exhibit.columns.map((name, i) => html`<th scope="col"${right(i)}>${name}</th>`)}</tr></thead>
<tbody>${exhibit.rows.map(
      (row) => html`
<tr>${row.map((value, i) => html`<td${right(i)}>${entry(value)}</td>`)}</tr>`,
    )}
</tbody>
</table>`,
  );
};

/** One exhibit of an examination, in markup. `id` is unique on the page. */
export const exhibitHtml = (exhibit: Exhibit, id: string): Html => {
  switch (exhibit.kind) {
    case 'table':
      return table(exhibit);
    case 'growth':
      return html`
<p class="calm">${sentence(growthLine(exhibit))}</p>`;
    case 'test':
      return html`
<p class="calm">${sentence(testLine(exhibit))}</p>`;
    case 'network':
      return html`
<div class="command"><p><strong>${exhibit.title}</strong></p>${networkLines(exhibit).map((line) => html`<p><code>${line}</code></p>`)}</div>`;
    case 'curves':
      return html`
<h4>${exhibit.title}</h4>${seriesKey(exhibit)}
<div class="panels">${drawn(chart(exhibit, id))}
</div>`;
    case 'heatmap':
      return html`
<h4>${exhibit.title}</h4>
<div class="panels">${drawn(heat(exhibit, id))}
</div>`;
    case 'images':
      return contactSheet(exhibit);
    default:
      return exhibit satisfies never;
  }
};
