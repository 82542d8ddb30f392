import type { Alpha, ClaimReport, Report } from '../../evidence/outcomes/report.ts';
import { verdicts } from '../../evidence/outcomes/verdict.ts';
import { upperBound } from '../numbers.ts';
import { meaning, placeOf, plural, sentence, verdictCounts } from '../words.ts';
import { claimAnchor } from './claimSection.ts';
import { type Html, html } from './escape.ts';
import { scrolling, verdictTag } from './verdict.ts';

const insideOf = (claim: ClaimReport) => claim.cells.filter((cell) => cell.regime === 'inside');

/** What became of a claim that was not refuted, and how sure that is. */
const standing = (claim: ClaimReport): string => {
  const inside = insideOf(claim);
  const counts = `${plural(inside.length, 'cell')} inside the premise: ${verdictCounts(inside)}`;
  switch (claim.verdict) {
    case 'supported':
      return `${counts}. The chance that this verdict is wrong is at most ${upperBound(claim.error ?? 1)}.`;
    case 'consistent':
      return `${counts}. The attacks fail; where no certificate excludes every weight, a stronger attack may yet succeed. Not a pass.`;
    case 'undecided':
      return `${counts}. The trials ran out before the evidence was enough on every cell.`;
    case 'vacuous':
      return 'Nothing met the premise, so nothing was tried.';
    case 'refuted':
      return `${counts}.`;
    default:
      return claim.verdict satisfies never;
  }
};

/** A claim may stand on the cells of the grid and yet be refuted elsewhere by a search. */
const elsewhere = (claim: ClaimReport, report: Report): Html | null =>
  report.findings.some((finding) => finding.claim === claim.id && finding.reading === claim.reading)
    ? html` <strong>On these cells alone: a search beyond them <a href="#findings">refutes it elsewhere</a>.</strong>`
    : null;

const standingItem = (claim: ClaimReport, report: Report): Html => html`
<div><dt>${verdictTag(claim.verdict)}</dt><dd><a href="#${claimAnchor(claim)}">${claim.id}</a> <span class="reading">${claim.reading}</span><br>${sentence(claim.says)} <span class="how">${standing(claim)}</span>${elsewhere(claim, report)}</dd></div>`;

const controlsLine = (report: Report): Html | null => {
  const controls = report.claims.filter((claim) => claim.control);
  if (controls.length === 0) return null;
  const caught = controls.filter((claim) => claim.verdict === 'refuted').length;
  return html`
<p class="calm">${
    caught === controls.length
      ? `${controls.length === 1 ? 'One claim' : `${controls.length} claims`} known to be false ran along as ${controls.length === 1 ? 'a control and was' : 'controls and were'} refuted, as they should be: a false claim of their kind does not pass here.`
      : `Only ${caught} of ${plural(controls.length, 'control')} refuted, though each is known to be false: little rests on what stands above.`
  }</p>`;
};

const glanceRow = (claim: ClaimReport, report: Report): Html => {
  const inside = insideOf(claim);
  const outside = claim.cells.length - inside.length;
  return html`
<tr><th scope="row"><a href="#${claimAnchor(claim)}">${claim.id}</a>${claim.control ? html`<small>a control</small>` : null}</th>
<td>${verdictTag(claim.verdict)}${claim.verdict !== 'refuted' && elsewhere(claim, report) !== null ? html`<small>refuted elsewhere by search</small>` : null}</td><td>${claim.reading}</td><td>${placeOf(claim.source)}</td><td>${verdictCounts(inside)}${outside === 0 ? null : html`<small>${plural(outside, 'cell')} outside, not counted</small>`}</td>
<td class="n">${claim.error === null ? '–' : upperBound(claim.error)}</td></tr>`;
};

const glance = (report: Report): Html =>
  scrolling(
    'All claims at a glance',
    html`<table class="glance">
<caption>All claims at a glance</caption>
<thead><tr><th scope="col">Claim</th><th scope="col">Verdict</th><th scope="col">Reading</th><th scope="col">Place</th><th scope="col">Cells inside the premise</th><th scope="col" class="n">Chance of error</th></tr></thead>
<tbody>${report.claims.map((claim) => glanceRow(claim, report))}
</tbody>
</table>`,
  );

const howToRead = (alpha: Alpha): Html => html`
<h3 class="apart" id="reading">What a verdict means</h3>
<p>A <em>cell</em> is one choice of d, m, C0 and γ, and of the constants. γ is the failure rate that the claim allows; α is the chance that our sentence about a cell is wrong.</p>
<dl class="words">${verdicts.map(
  (verdict) => html`
<div><dt>${verdictTag(verdict)}</dt><dd>${meaning(verdict, alpha)}</dd></div>`,
)}
</dl>
<p>A cell <em>outside the premise</em> was tried because it was asked for; it is shown and never counted.</p>`;

/** What was not refuted, how sure that is, and what each verdict means. */
export const standingSection = (report: Report): Html => {
  const left = report.claims.filter((claim) => !claim.control && claim.verdict !== 'refuted');
  return html`
<section aria-labelledby="standing">
<h2 id="standing">What stands, and how sure that is</h2>${
    left.length === 0
      ? html`
<p>Nothing: every claim that was tried is refuted on some cell.</p>`
      : html`
<dl class="words">${left.map((claim) => standingItem(claim, report))}
</dl>`
  }${controlsLine(report)}
${glance(report)}${howToRead(report.provenance.alpha)}
</section>`;
};
