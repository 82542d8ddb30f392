import type { Alpha, ClaimReport, Report } from '../../evidence/outcomes/report.ts';
import { verdicts } from '../../evidence/outcomes/verdict.ts';
import { count, upperBound } from '../numbers.ts';
import { cellPlace, headline, meaning, unexpectedCells, unexpectedSentence } from '../words.ts';
import { claimAnchor, claimSection, type Figures } from './claimSection.ts';
import { type Html, html, raw } from './escape.ts';
import { findingsSection } from './findings.ts';
import { style } from './style.ts';
import { scrolling, verdictTag } from './verdict.ts';

export interface HtmlOptions {
  readonly figures?: Figures;
}

const provenance = ({
  provenance: { version, seed, profile, engine, alpha, selection },
}: Report): Html => html`
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
</dl>`;

const unexpected = (report: Report): Html => {
  const cells = unexpectedCells(report);
  if (cells.length === 0)
    return html`
<p class="calm">${unexpectedSentence(report)}</p>`;
  return html`
<div class="notice">
<p><strong>${unexpectedSentence(report)}</strong></p>
<ul>${cells.map(
    ({ claim, cell }) => html`
<li>${verdictTag(cell.verdict)} <a href="#${claimAnchor(claim)}-${claim.cells.indexOf(cell) + 1}">${claim.id}</a> (${claim.reading}) at ${cellPlace(cell)}</li>`,
  )}
</ul>
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

const glanceRow = (claim: ClaimReport): Html => html`
<tr><th scope="row"><a href="#${claimAnchor(claim)}">${claim.id}</a>${claim.control ? html`<small>a control</small>` : null}</th>
<td>${verdictTag(claim.verdict)}</td><td>${claim.reading}</td><td>${claim.source}</td><td class="n">${count(claim.cells.length)}</td>
<td class="n">${claim.error === null ? '–' : upperBound(claim.error)}</td></tr>`;

const glance = (report: Report): Html => html`
<section aria-labelledby="glance">
<h2 id="glance">Claims at a glance</h2>
${scrolling(
  'Claims at a glance',
  html`<table class="glance">
<caption>Over the cells inside the premise</caption>
<thead><tr><th scope="col">Claim</th><th scope="col">Verdict</th><th scope="col">Reading</th><th scope="col">Place</th><th scope="col" class="n">Cells</th><th scope="col" class="n">Chance of error</th></tr></thead>
<tbody>${report.claims.map(glanceRow)}
</tbody>
</table>`,
)}
</section>`;

const howToRead = (alpha: Alpha): Html => html`
<section aria-labelledby="reading">
<h2 id="reading">How to read this</h2>
<p>A <em>cell</em> is one choice of d, m, C0 and γ, and of the constants. γ is the failure rate that the claim allows; α is the chance that our sentence about a cell is wrong.</p>
<dl class="words">${verdicts.map(
  (verdict) => html`
<div><dt>${verdictTag(verdict)}</dt><dd>${meaning(verdict, alpha)}</dd></div>`,
)}
</dl>
<p>A cell <em>outside the premise</em> was tried because it was asked for; it is shown and never counted.</p>
</section>`;

const contents = (report: Report): Html => html`
<nav aria-label="Contents">
<ul>
<li><a href="#findings">Findings</a></li>
<li><a href="#glance">Claims at a glance</a></li>
<li><a href="#reading">How to read this</a></li>
<li><a href="#claims">Claims</a>
<ul>${report.claims.map(
  (claim) => html`
<li><a href="#${claimAnchor(claim)}">${claim.id}</a> <small>${claim.reading}, ${claim.verdict}</small></li>`,
)}
</ul></li>
</ul>
</nav>`;

/**
 * The report as one HTML file: no network, no script, readable with styles off and by a screen reader.
 *
 * Every text of the report is escaped; formulas become MathML, or stay text where their TeX does not parse.
 */
export const reportToHtml = (report: Report, options: HtmlOptions = {}): string => {
  const { alpha } = report.provenance;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="generator" content="lakatos ${report.provenance.version}">
<title>What the trials say · lakatos</title>
<link rel="icon" href="data:,">
<style>${raw(style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the findings</a>
<div class="layout">
${contents(report)}
<main id="main" tabindex="-1">
<header class="title">
<p class="kicker">lakatos</p>
<h1>What the trials say</h1>
<p class="lead">${headline(report)}</p>${incomplete(report)}${unexpected(report)}${provenance(report)}
</header>${findingsSection(report)}${glance(report)}${howToRead(alpha)}
<section aria-labelledby="claims">
<h2 id="claims">Claims</h2>${report.claims.map((claim) => claimSection(claim, alpha, options.figures))}
</section>
</main>
</div>
</body>
</html>
`.markup;
};
