import { drawnCharts } from '../charts/draw.ts';
import {
  type Block,
  type BlockOf,
  blocksFor,
  isList,
  type OverviewRow,
  type Part,
  type Strip,
  type Text,
  type VerdictTable,
} from '../document/document.ts';
import { isNumber } from '../internal/wrap.ts';
import { glyph, tone } from '../words.ts';
import { element, type Html, html, raw } from './escape.ts';
import { contactSheet } from './images.ts';
import { math } from './math.ts';

/** A formula in a region of its own that scrolls sideways, by keyboard too. */
const scrolling = (label: string, content: Html): Html =>
  element('div', { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': label }, content);

/** A verdict in its color; its glyph comes from the style, so that a screen reader hears the word alone. */
const verdictTag = (verdict: NonNullable<Part['head']['verdict']>): Html =>
  html`<b class="${verdict}">${verdict}</b>`;

/** A command or an address, which may be broken between its parts; it is copied without the breaks. */
const commandLine = (text: string): Html =>
  html`<code>${text.split(/(?<=:)/).map((part, i) => (i === 0 ? part : html`<wbr>${part}`))}</code>`;

/** Signs of the series of a chart, as its marks are drawn. */
const signs = ['●', '■', '▲', '◆', '✕', 'ʏ'] as const;

const inline = (text: Text): Html => {
  if (typeof text === 'string') return html`${text}`;
  if (isList(text)) return html`${text.map(inline)}`;
  switch (text.kind) {
    case 'verdict':
      return verdictTag(text.verdict);
    case 'code':
      return element('code', {}, text.text);
    case 'command':
      return commandLine(text.text);
    case 'formula':
      return text.display === true ? scrolling('Formula', math(text, true)) : math(text);
    case 'strong':
      return element('strong', {}, inline(text.of));
    case 'odd':
      return element('span', { class: 'odd' }, inline(text.of));
    case 'work':
      return element('cite', {}, inline(text.of));
    case 'link':
      return element('a', { href: `#${text.to}` }, inline(text.of));
    case 'lines': {
      const [first = '', ...below] = text.of;
      return html`${inline(first)}${below.map((line) => element('small', {}, inline(line)))}`;
    }
    case 'swatch': {
      const style = `color:var(--series-${(text.series % 6) + 1})`;
      return element('span', { class: 'swatch', style }, signs[text.series % signs.length]!);
    }
    default:
      return text satisfies never;
  }
};

/** The words of a text, as far as they tell a number from another. */
const wordsOf = (text: Text): string => {
  if (typeof text === 'string') return text;
  if (isList(text)) return text.map(wordsOf).join('');
  return text.kind === 'lines' ? wordsOf(text.of[0] ?? '') : 'x';
};

const isConclusion = (text: Text): boolean =>
  typeof text !== 'string' && !isList(text) && text.kind === 'formula' && text.display === true;

const termsHtml = ({ role, terms }: BlockOf<'terms'>): Html => {
  const each = terms.map(([term, ...said]) => {
    const lines = said.map((text) =>
      element('dd', { class: isConclusion(text) ? 'conclusion' : undefined }, inline(text)),
    );
    const both = html`\n<dt>${inline(term)}</dt>${lines}`;
    // Where a term and what is said of it share a line, they are held together.
    return role === 'words' || role === 'provenance' ? html`<div>${both}</div>` : both;
  });
  return html`\n${element('dl', { class: role }, each)}`;
};

/** Columns that have a class of their own for their numbers, and a label in rows that are stacked. */
const MOST_COLUMNS = 16;

/** A text inside a quoted string of CSS. */
const cssText = (text: string): string =>
  text.replace(/[\\'"\n\r\f<>&;{}]/g, (c) => `\\${c.charCodeAt(0).toString(16)} `);

/**
 * What a table says of its columns, once for all rows: which hold numbers, how many there are, and their names, which stand before
 * each value where the page is too narrow for columns.
 */
const columnsOf = (role: string | undefined, names: readonly string[], numeric: readonly boolean[]): Html => {
  const n = names.length;
  const width = n <= 3 ? 'few' : n <= 5 ? 'some' : n <= 8 ? 'many' : 'most';
  const right = numeric.flatMap((is, i) => (is && i < MOST_COLUMNS ? [`n${i + 1}`] : []));
  const labels = names.slice(1, MOST_COLUMNS).map((name, i) => `--c${i + 2}:'${cssText(name)}'`);
  const classes = [...(role === undefined ? [] : [role]), width, ...right].join(' ');
  // What is inside the quotes is safe in an attribute as it stands.
  return html` class="${classes}"${labels.length === 0 ? null : raw(` style="${labels.join(';')}"`)}`;
};

const tableHtml = ({ role, caption, columns, rows, ids = [] }: BlockOf<'table'>): Html => {
  const numeric = columns.map((_, i) => rows.every((row) => isNumber(wordsOf(row[i]!))));
  const head = columns.map((name) => element('th', {}, name));
  const body = rows.map((row, at) => {
    const cells = row.map((text, i) =>
      i === 0 ? element('th', {}, inline(text)) : element('td', {}, inline(text)),
    );
    return html`\n${element('tr', { id: ids[at] }, cells)}`;
  });
  return html`\n<table${columnsOf(role, columns, numeric)}><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
};

const verdictHtml = ({ caption, corner: [down, across], columns, rows }: VerdictTable): Html => {
  const head = [down, ...columns.map((name) => (across === '' ? 'verdict' : `${across} = ${name}`))];
  const body = rows.map(({ head: name, cells }) => {
    const tried = cells.map((cell) => {
      if (cell === null) return html`<td class="none"><span aria-label="not tried">·</span></td>`;
      const { verdict, outside, odd } = cell.mark;
      const below = [cell.tally, ...(outside === true ? ['outside the premise'] : [])];
      const said = verdictTag(verdict);
      return html`<td${outside === true ? html` class="outside"` : null}>${cell.to === '' ? said : html`<a href="#${cell.to}">${said}</a>`}${below.map((line) => element('small', {}, line))}${odd === true ? html`<small class="odd">not as expected</small>` : null}</td>`;
    });
    return html`\n<tr><th>${name}</th>${tried}</tr>`;
  });
  const title = caption === '' ? 'Verdicts' : caption;
  return html`\n<table${columnsOf('grid', head, [])}><caption>${title}</caption><thead><tr>${head.map((name) => element('th', {}, name))}</tr></thead><tbody>${body}</tbody></table>`;
};

/** Cells as signs, in the color of their verdicts, neighbours of one verdict together; the words beside them say the same. */
const stripHtml = ({ label, cells }: Strip): Html => {
  const looks = cells.map(({ verdict, outside }) => ({
    look: outside === true ? 'outside' : tone[verdict],
    sign: glyph[verdict],
  }));
  const runs: { look: string; signs: string }[] = [];
  for (const { look, sign } of looks) {
    const last = runs.at(-1);
    if (last?.look === look) last.signs += sign;
    else runs.push({ look, signs: sign });
  }
  const signs = runs.map(({ look, signs }) => html`<i class="${look}">${signs}</i>`);
  return html`<span class="strip">${label === '' ? null : html`<small>${label}</small>`}<span>${signs}</span></span>`;
};

const overviewRow = (row: OverviewRow): Html => {
  const { id, to, words, name, note, verdict, basis, place, says, needs, fails, strips, counts, error } = row;
  const failing = fails === '' ? null : element('small', {}, `fails at ${fails}`);
  return html`
<details class="row" id="${id}"${words === undefined ? null : html` data-words="${words}"`}>
<summary><span class="what">${verdictTag(verdict)}<small>${basis}</small></span><span class="says"><small>${place} · ${name} (${note})</small>${says}</span><span class="needs">${needs.map(inline)}${failing}</span><span class="cells" role="img" aria-label="${counts}">${strips.map(stripHtml)}</span><span class="error">${error}</span></summary>
<div class="opened">${blocksHtml(row.blocks)}${to === undefined ? null : html`<p><a href="#${to}">All of ${name} (${note})</a></p>`}</div>
</details>`;
};

const overviewHtml = ({ caption, groups }: BlockOf<'overview'>): Html => html`
<div class="overview" role="group" aria-label="${caption}">
<p class="heads" aria-hidden="true"><span>verdict, basis</span><span>statement</span><span>constants, where it fails</span><span>cells</span><span>error</span></p>${groups.map(
  ({ title, rows }) => html`
<h3 class="work">${title}</h3>${rows.map(overviewRow)}`,
)}
</div>`;

const partHtml = ({ role, id, head, about = id, words = '', blocks: inside }: Part): Html => {
  const { title, note, verdict, source = '', tail = '' } = head;
  const tag = verdict === undefined ? null : verdictTag(verdict);
  const standing = html`\n<p class="standing">${tag} ${tail}</p>`;
  const reading = element('span', { class: 'reading' }, note);
  const titled = html`\n<h3 id="${id}">${title} ${reading}</h3>`;
  switch (role) {
    case 'claim':
      return html`
<section class="claim" aria-labelledby="${id}" data-words="${words}">
<header>
<p class="source">${source}</p>${titled}${standing}
</header>
<details class="whole"><summary>Its formulas, figures and cells</summary>${blocksHtml(inside)}
</details>
</section>`;
    case 'finding':
      return html`
<article class="finding" aria-labelledby="${id}">
<h3 id="${id}">${tag} <a href="#${about}">${title}</a> ${reading}</h3>
<p class="source">${source}</p>${blocksHtml(inside)}
</article>`;
    case 'cell':
      return html`\n<section class="examined" id="${id}">${standing}${blocksHtml(inside)}\n</section>`;
    case 'constant':
    case 'walk':
      return html`\n<section class="examined" aria-labelledby="${id}">${titled}${blocksHtml(inside)}\n</section>`;
    default:
      return role satisfies never;
  }
};

const blockHtml = (block: Block): Html => {
  switch (block.kind) {
    case 'heading':
      return html`\n<h4>${inline(block.text)}</h4>`;
    case 'paragraph':
      return html`\n${element('p', { class: block.role }, inline(block.text))}`;
    case 'list':
      return html`\n<ul>${block.items.map((item) => html`\n<li>${inline(item)}</li>`)}\n</ul>`;
    case 'terms':
      return termsHtml(block);
    case 'table':
      return tableHtml(block);
    case 'overview':
      return overviewHtml(block);
    case 'verdicts':
      return html`\n<div class="grids">${block.tables.map(verdictHtml)}\n</div>`;
    case 'commands':
      return html`\n<div class="command">${block.lines.map((line) => html`<p>${commandLine(line)}</p>`)}</div>`;
    case 'printed':
      return html`\n<div class="command"><p><strong>${block.title}</strong></p>${block.lines.map((line) => html`<p><code>${line}</code></p>`)}</div>`;
    case 'charts':
      return html`${block.key === '' ? null : html`\n<p class="key">${inline(block.key)}</p>`}\n<div class="panels">${drawnCharts(block.charts)}\n</div>`;
    case 'images':
      return contactSheet(block.images);
    case 'notice':
      return html`\n<div class="notice">${blocksHtml(block.blocks)}\n</div>`;
    case 'folded':
      return html`\n<details><summary>${block.summary}</summary>${blocksHtml(block.blocks)}\n</details>`;
    case 'part':
      return partHtml(block);
    default:
      return block satisfies never;
  }
};

/** The blocks of a document that a page shows, in markup. */
export const blocksHtml = (blocks: readonly Block[]): Html =>
  html`${blocksFor(blocks, 'page').map(blockHtml)}`;
