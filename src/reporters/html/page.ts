import type { Report } from '../../evidence/outcomes/report.ts';
import { upperBound } from '../numbers.ts';
import {
  cellPlace,
  headline,
  MOST_LISTED,
  plural,
  unexpectedCells,
  unexpectedSentence,
  worksOf,
} from '../words.ts';
import { claimAnchor, claimSection, filterWords } from './claimSection.ts';
import { constantsSection } from './constants.ts';
import { type Html, html, raw } from './escape.ts';
import { explanationsSection } from './explanation.ts';
import { filterBox, filterScript, scriptHash } from './filter.ts';
import { findingsSection } from './findings.ts';
import { ownClaimSection } from './ownClaim.ts';
import { standingSection } from './standing.ts';
import { style } from './style.ts';
import { scrolling, verdictTag } from './verdict.ts';

const provenanceSection = (report: Report): Html => {
  const { version, seed, profile, engine, alpha, selection } = report.provenance;
  return html`
<section aria-labelledby="provenance">
<h2 id="provenance">Provenance</h2>
<dl class="provenance">
<div><dt>lakatos</dt><dd>${version}</dd></div>
<div><dt>profile</dt><dd>${profile}</dd></div>
<div><dt>seed</dt><dd>${seed}</dd></div>
<div><dt>engine</dt><dd>${engine}</dd></div>
<div><dt>α to refute</dt><dd>${upperBound(alpha.refute)}</dd></div>
<div><dt>α to support</dt><dd>${upperBound(alpha.support)}</dd></div>${
    selection === null
      ? null
      : html`
<div><dt>only a part was run</dt><dd>${selection}</dd></div>`
  }
</dl>
<p>The same version, seed and profile give the same numbers on any machine. All of them stand in <code>report.json</code> beside this page; times, threads and the machine in <code>run.json</code>.</p>
</section>`;
};

const unexpected = (report: Report): Html => {
  const cells = unexpectedCells(report);
  if (cells.length === 0)
    return html`
<p class="calm">${unexpectedSentence(report)}</p>`;
  const list = (some: typeof cells): Html => html`
<ul>${some.map(
    ({ claim, cell }) => html`
<li>${verdictTag(cell.verdict)} <a href="#${claimAnchor(claim)}-${claim.cells.indexOf(cell) + 1}">${claim.id}</a> (${claim.reading}) at ${cellPlace(cell)}</li>`,
  )}
</ul>`;
  const rest = cells.slice(MOST_LISTED);
  return html`
<div class="notice">
<p><strong>${unexpectedSentence(report)}</strong></p>${list(cells.slice(0, MOST_LISTED))}${
    rest.length === 0
      ? ''
      : html`
<details><summary>and ${plural(rest.length, 'more cell')}</summary>${list(rest)}
</details>`
  }
</div>`;
};

const incomplete = (report: Report): Html | null =>
  report.complete
    ? null
    : html`
<div class="notice">
<p><strong>Incomplete: not every planned cell has a record, so nothing here is a pass.</strong></p>
<ul>${report.missing.map((sentence) => html`<li>${sentence}</li>`)}</ul>
</div>`;

const works = (report: Report): Html | null => {
  const all = worksOf(report);
  return all.length === 0
    ? null
    : html`
<p class="works">On trial: ${all.map((work, i) => html`${i === 0 ? '' : '; '}<cite>${work}</cite>`)}</p>`;
};

const misprintsSection = ({ misprints }: Report): Html | null =>
  misprints.length === 0
    ? null
    : html`
<section aria-labelledby="misprints">
<h2 id="misprints">Misprints, read as meant</h2>
<p>These places are not tried as they stand. What is more than a misprint is tried in both readings.</p>
${scrolling(
  'Misprints, read as meant',
  html`<table>
<caption>What stands there, and what it is taken for</caption>
<thead><tr><th scope="col">Place</th><th scope="col">Printed</th><th scope="col">Read as</th></tr></thead>
<tbody>${misprints.map(
    ({ place, printed, readAs }) => html`
<tr><th scope="row">${place}</th><td>${printed}</td><td>${readAs}</td></tr>`,
  )}
</tbody>
</table>`,
)}
</section>`;

const contents = (report: Report): Html => html`
<nav aria-label="Contents">
<ul>
<li><a href="#findings">What was refuted</a></li>
<li><a href="#standing">What stands</a></li>
<li><a href="#own">A claim of your own</a></li>
<li><a href="#claims">Claims</a>
<ul>${report.claims.map(
  (claim) => html`
<li data-words="${filterWords(claim)}"><a href="#${claimAnchor(claim)}">${claim.id}</a> <small>${claim.reading}, ${claim.verdict}</small></li>`,
)}
</ul></li>
${
  (report.constants?.chapters ?? []).length === 0
    ? null
    : html`<li><a href="#constants">Constants</a></li>
`
}${
  (report.explanations ?? []).length === 0
    ? null
    : html`<li><a href="#explained">One trial, step by step</a></li>
`
}${
  report.misprints.length === 0
    ? null
    : html`<li><a href="#misprints">Misprints</a></li>
`
}<li><a href="#provenance">Provenance</a></li>
</ul>
</nav>`;

/**
 * The report as one HTML file: what was refuted, what stands, how to try a claim of one's own, each claim, provenance.
 *
 * No network; readable without script, with styles off and by a screen reader. Every text of the report is escaped;
 * formulas become MathML, or stay text where their TeX does not parse. The same report gives the same bytes.
 */
export const reportToHtml = (report: Report): string => {
  const { alpha, version } = report.provenance;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '${raw(scriptHash)}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="generator" content="lakatos ${version}">
<title>What the trials say · lakatos</title>
<link rel="icon" href="data:,">
<style>${raw(style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to what was refuted</a>
<div class="layout">
<header class="title">
<p class="kicker">lakatos</p>
<h1>What the trials say</h1>${works(report)}
<p class="lead">${headline(report)}</p>${incomplete(report)}${unexpected(report)}
</header>
${contents(report)}
<main id="main" tabindex="-1">${findingsSection(report)}${standingSection(report)}${ownClaimSection()}
<section aria-labelledby="claims">
<h2 id="claims">Claims</h2>${filterBox}${report.claims.map((claim) => claimSection(claim, alpha))}
</section>${constantsSection(report.constants)}${misprintsSection(report)}${explanationsSection(report.explanations)}${provenanceSection(report)}
</main>
</div>
${filterScript}
</body>
</html>
`.markup;
};
