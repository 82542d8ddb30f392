import type { Report } from '../../core/report/report.ts';
import type { Document, Section } from '../document/document.ts';
import { reportDocument } from '../document/report.ts';
import { blocksHtml } from './blocks.ts';
import { type Html, html, raw } from './escape.ts';
import { filterBox, filterScript, scriptHash } from './filter.ts';
import { style } from './style.ts';

const contents = ({ sections }: Document): Html => html`
<nav aria-label="Contents">
<ul>${sections.map(
  (section) => html`
<li><a href="#${section.id}">${section.title}</a></li>`,
)}
</ul>
</nav>`;

const sectionHtml = (section: Section): Html => html`
<section aria-labelledby="${section.id}">
<h2 id="${section.id}">${section.title}</h2>${section.id === 'claims' ? filterBox : null}${blocksHtml(section.blocks)}
</section>`;

/** Without the tags that HTML lets a page leave out: the ends of cells, rows and items, which what follows them implies. */
const withoutEnds = (markup: string): string => markup.replace(/<\/(?:td|th|tr|thead|tbody|dt|dd|li)>/g, '');

/**
 * The report as one HTML file: what was refuted, what stands, how to try a claim of one's own, each claim, provenance.
 *
 * No network; readable without script, with styles off and by a screen reader. Every text of the report is escaped;
 * formulas become MathML, or stay text where their TeX does not parse. The same report gives the same bytes.
 */
export const reportToHtml = (report: Report): string => {
  const document = reportDocument(report);
  const { title, version, top, sections } = document;
  return withoutEnds(
    html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '${raw(scriptHash)}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="generator" content="lakatos ${version}">
<title>${title} · lakatos</title>
<link rel="icon" href="data:,">
<style>${raw(style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the claims</a>
<div class="layout">
<header class="title">
<h1>lakatos: ${title.charAt(0).toLowerCase()}${title.slice(1)}</h1>${blocksHtml(top)}
</header>${contents(document)}
<main id="main" tabindex="-1">${sections.map(sectionHtml)}
</main>
</div>
${filterScript}
</body>
</html>
`.markup,
  );
};
