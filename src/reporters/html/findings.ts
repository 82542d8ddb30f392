import type { Finding, Report, SearchReport, WitnessReport } from '../../evidence/outcomes/report.ts';
import { count, lowerBound, significant, upperBound } from '../numbers.ts';
import { cellPlace, constantsLine, placeOf, plural, rangesLine, sentence } from '../words.ts';
import { commandLine, commands } from './command.ts';
import { anchor, type Html, html } from './escape.ts';
import { exhibitHtml } from './exhibits/exhibit.ts';
import { scrolling, verdictTag } from './verdict.ts';

/** What else the report knows of a finding: the witness, the bounds of its cell, the range of its constants. */
interface Background {
  readonly witness: WitnessReport | null;
  readonly rate: string;
  readonly bound: number | null;
  readonly range: string;
}

const backgroundOf = (finding: Finding, { claims, searches }: Report): Background => {
  const claim = claims.find(({ id, reading }) => id === finding.claim && reading === finding.reading);
  const cell = claim?.cells.find(
    (one) =>
      one.d === finding.cell.d &&
      one.m === finding.cell.m &&
      one.C0 === finding.cell.C0 &&
      one.gamma === finding.cell.gamma &&
      Object.entries(finding.constants).every(([name, value]) => one.constants[name] === value),
  );
  const witnesses = [
    cell?.witness ?? null,
    ...searches.map(({ confirmation }) => confirmation?.witness ?? null),
  ];
  const ofGrid = cell !== undefined && finding.kind === 'grid';
  return {
    witness: witnesses.find((one) => one !== null && one.address === finding.witness) ?? null,
    rate:
      ofGrid && cell.rate !== null
        ? `; the rate is at least ${lowerBound(cell.rate.lower)} (${lowerBound(cell.rate.confidence * 100, 4)} % confidence)`
        : '',
    bound: cell?.bound ?? null,
    range: cell === undefined ? '' : rangesLine(cell),
  };
};

const confirmedBy = {
  explicit: 'confirmed on all d · m weights by the plain reference',
  revealed: 'confirmed by the plain reference on the coordinates that the draw revealed',
} as const;

const witnessLine = ({ trial, confirmed }: WitnessReport, bound: number | null): string => {
  const values = Object.entries(confirmed.values).map(([name, value]) => `${name} = ${significant(value)}`);
  return [
    `Trial ${count(trial)}: ${values.join(', ')}${bound === null ? '' : `, held against ${significant(bound)}`}`,
    `margin ${upperBound(confirmed.margin)}`,
    `no neuron moved beyond the radius, ${significant(confirmed.radius, 4)}`,
    confirmedBy[confirmed.by],
  ].join('; ');
};

const kindWord = {
  grid: 'Smallest cell of the grid',
  smallest: 'Smallest cell found',
  frontier: 'Frontier',
} as const satisfies Record<Finding['kind'], string>;

const fact = (name: string, said: string | Html): Html => html`
<dt>${name}</dt><dd>${said}</dd>`;

const factsOf = (finding: Finding, report: Report): Html => {
  const { witness, rate, bound, range } = backgroundOf(finding, report);
  const constants = constantsLine(finding.constants);
  const place = cellPlace(finding.cell);
  // A statement that is examined as a whole is not refuted by a count.
  const examined = finding.cell.axes !== undefined;
  return html`
<p class="summary">${sentence(finding.summary)}</p>
<dl class="facts">${place === '' ? null : fact(examined ? 'Examined at' : kindWord[finding.kind], place)}${
    constants === ''
      ? null
      : fact(
          examined ? 'Constants' : 'Constants refuted',
          `${constants}${range === '' ? '' : `; inside the premise ${range}`}`,
        )
  }${examined ? null : fact('Violated', `${count(finding.violated)} of ${plural(finding.trials, 'trial')}${rate}`)}${
    witness === null ? null : fact('Witness', witnessLine(witness, bound))
  }
</dl>${finding.network === undefined ? null : exhibitHtml(finding.network, '')}
${commands(finding.replay)}`;
};

const article = (findings: readonly Finding[], report: Report): Html => {
  const { claim, reading, source, says } = findings[0]!;
  return html`
<article class="finding">
<h3>${verdictTag('refuted')} <a href="#${anchor(claim, reading)}">${claim}</a> <span class="reading">${reading}</span></h3>
<p class="source">${placeOf(source)}: ${says}.</p>${findings.map((finding) => factsOf(finding, report))}
</article>`;
};

const searchRow = (search: SearchReport): Html => html`
<tr><th scope="row"><a href="#${anchor(search.claim, search.reading)}">${search.claim}</a><small>${search.reading}</small></th>
<td>${search.says}</td>
<td>${search.verdict}${search.cell === null ? null : html`<small>${cellPlace(search.cell)}</small>`}</td>
<td class="n">${count(search.judged)}</td>
<td>${
  search.confirmation === null
    ? '–'
    : html`${count(search.confirmation.violated)} of ${plural(search.confirmation.trials, 'trial')}<small>at α = ${upperBound(search.confirmation.alpha)}</small>`
}</td>
<td>${commandLine(search.path === null ? String(search.seed) : `${search.seed}, ${search.path}`)}</td></tr>`;

const searches = (report: Report): Html | null =>
  report.searches.length === 0
    ? null
    : html`
<h3 class="apart" id="searches">Searches beyond the grid</h3>
${scrolling(
  'Searches beyond the grid',
  html`<table>
<caption>A cell found by search is selected, so it counts only if fresh trials refute it again</caption>
<thead><tr><th scope="col">Claim</th><th scope="col">Looked for</th><th scope="col">Result</th><th scope="col" class="n">Cells judged</th><th scope="col">Fresh trials violated</th><th scope="col">Seed and path</th></tr></thead>
<tbody>${report.searches.map(searchRow)}
</tbody>
</table>`,
)}`;

/** What was refuted, by its smallest instance; the first thing a reader looks for. */
export const findingsSection = (report: Report): Html => {
  const groups = new Map<string, Finding[]>();
  for (const finding of report.findings) {
    const key = `${finding.claim}/${finding.reading}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return html`
<section aria-labelledby="findings">
<h2 id="findings">What was refuted</h2>${
    report.findings.length === 0
      ? html`
<p>No printed statement was refuted.</p>`
      : [...groups.values()].map((findings) => article(findings, report))
  }${searches(report)}
</section>`;
};
