import type { Finding, Report } from '../../evidence/outcomes/report.ts';
import { count } from '../numbers.ts';
import { cellPlace, constantsLine, plural } from '../words.ts';
import { anchor, type Html, html } from './escape.ts';
import { verdictTag } from './verdict.ts';

const findingItem = (finding: Finding): Html => html`
<article class="finding">
<h3>${verdictTag('refuted')} <a href="#${anchor(finding.claim, finding.reading)}">${finding.claim}</a> <span class="reading">${finding.reading}</span></h3>
<p class="source">${finding.source}: ${finding.says}.</p>
<p>${finding.summary}</p>
<p><strong>${count(finding.violated)} of ${plural(finding.trials, 'trial')} violated</strong> at ${cellPlace(finding.cell)}${
  constantsLine(finding.constants) === '' ? '' : `; ${constantsLine(finding.constants)}`
}.</p>
<p class="command"><code>${finding.replay}</code></p>
</article>`;

/** What was refuted, by its smallest instance; the first thing a reader looks for. */
export const findingsSection = (report: Report): Html => html`
<section aria-labelledby="findings">
<h2 id="findings">Findings</h2>${
  report.findings.length === 0
    ? html`
<p>No printed statement was refuted.</p>`
    : report.findings.map(findingItem)
}
</section>`;
