// Writes the findings of reports/example into README.md and docs/findings.md, between their markers.
//
//   node scripts/readmeFindings.js           rewrite the pages
//   node scripts/readmeFindings.js --check   exit with 1 when a page is not what it would write
//
// Paths after that, a report and then Markdown files, stand in for reports/example/report.json and the two pages.
//
// `<!-- findings -->` opens the whole of them; `<!-- findings: ID ID … -->` one row for each reading of these claims.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const inRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const check = process.argv.includes('--check');
const [reportFile = inRoot('reports/example/report.json'), ...named] = process.argv
  .slice(2)
  .filter((word) => word !== '--check');
const pages = named.length > 0 ? named : [inRoot('README.md'), inRoot('docs/findings.md')];

const MARKED = /(<!-- findings(?:: ([\w -]+?))? -->)\n.*?(<!-- \/findings -->)/s;

const cell = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ');
const row = (...entries) => `| ${entries.map(cell).join(' | ')} |`;
const count = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
/** The axes of a cell that the statement involves. */
const where = ({ at, named = {} }) =>
  Object.entries(at)
    .map(
      ([symbol, value]) =>
        `${symbol === 'gamma' ? 'γ' : symbol} = ${named[symbol] ?? (Number.isInteger(value) ? count(value) : value)}`,
    )
    .join(', ');
/** The place alone: the work is named above the table. */
const place = (source) => source.split(' · ')[0];
/** The place in the work of the report's first theorem; the work of any other. */
const sourceAmong = ({ claims }, { theorem, source }) =>
  theorem === claims[0].theorem ? place(source) : source.split(' · ').at(-1).replace(' (restated)', '');

/** How a finding was come by. */
const shownBy = {
  grid: 'smallest cell tried',
  smallest: 'smallest cell found',
  frontier: 'largest d found',
  proof: 'a proof',
};

/** How a statement that was examined as a whole was refuted. */
const examinedBy = {
  deterministic: 'a network',
  law: 'a test of fixed size',
  order: 'growth along a path',
  exact: 'an exact computation',
  experiment: 'an experiment',
};

const refutedTable = ({ findings, claims }) => {
  if (findings.length === 0) return ['No printed statement was refuted.'];
  return [
    '| refuted statement | place | shown by | at | draws that violate it |',
    '| --- | --- | --- | --- | --: |',
    ...findings.map((finding) =>
      row(
        `${finding.verdict === 'narrowed' ? 'narrowed: ' : ''}\`${finding.claim}\` (${finding.reading}): ${finding.says}`,
        place(finding.source),
        finding.kind === 'proof'
          ? shownBy.proof
          : finding.failureRate !== null
            ? shownBy[finding.kind ?? 'grid']
            : examinedBy[
                claims.find(({ id, reading }) => id === finding.claim && reading === finding.reading).method
              ],
        where(finding.cell),
        finding.failureRate !== null ? `${count(finding.violated)} of ${count(finding.trials)}` : '',
      ),
    ),
  ];
};

const standingTable = ({ claims }) => {
  const standing = claims.filter(
    ({ control, verdict }) => !control && verdict !== 'refuted' && verdict !== 'narrowed',
  );
  if (standing.length === 0) return [];
  return [
    '',
    '| what was not refuted | place | verdict | cells inside the premise | wrong with chance at most |',
    '| --- | --- | --- | --: | --: |',
    ...standing.map((claim) =>
      row(
        `\`${claim.id}\` (${claim.reading}): ${claim.says}`,
        place(claim.source),
        claim.verdict,
        claim.cells.filter(({ regime }) => regime === 'inside').length,
        claim.error === 0 ? 'a computation' : (claim.error ?? 'claims nothing'),
      ),
    ),
  ];
};

const footnote = ({ claims, provenance, complete }) => {
  const controls = claims.filter(({ control }) => control);
  const caught = controls.filter(({ verdict }) => verdict === 'refuted').length;
  return [
    '',
    `Profile ${provenance.profile}, seed \`${provenance.seed}\`, version ${provenance.version}${complete ? '' : ', **incomplete**'}. ` +
      `Of ${controls.length} planted errors ${caught} were refuted.`,
  ];
};

/** What a verdict rests on, in a few words. */
const because = ({ findings }, claim) => {
  const { id, reading, verdict, error, cells } = claim;
  const found = findings.find((finding) => finding.claim === id && finding.reading === reading);
  if (found !== undefined && found.failureRate !== null)
    return `${where(found.cell)}: ${count(found.violated)} of ${count(found.trials)} draws violate it`;
  if (found !== undefined) return `${examinedBy[claim.method]}, ${where(found.cell)}`;
  const inside = cells.filter(({ regime }) => regime === 'inside').length;
  const cellsInside = `${inside} ${inside === 1 ? 'cell' : 'cells'} inside the premise`;
  return verdict === 'supported' && error > 0 ? `${cellsInside}; wrong with chance ≤ ${error}` : cellsInside;
};

/** One row for each reading of these claims, in this order. */
const chosenTable = (report, ids) => [
  '| statement | source | verdict | shown by |',
  '| --- | --- | --- | --- |',
  ...ids.flatMap((id) => {
    const readings = report.claims.filter((claim) => claim.id === id);
    if (readings.length === 0) throw new Error(`there is no claim "${id}" in ${reportFile}`);
    return readings.map((claim) =>
      row(
        `\`${id}\`${readings.length > 1 ? ` (${claim.reading})` : ''}: ${claim.says}`,
        sourceAmong(report, claim),
        claim.verdict,
        because(report, claim),
      ),
    );
  }),
];

const report = JSON.parse(readFileSync(reportFile, 'utf8'));
const wholeTable = [...refutedTable(report), ...standingTable(report), ...footnote(report)];

for (const page of pages) {
  const text = readFileSync(page, 'utf8');
  const [marked, open, ids, close] = MARKED.exec(text) ?? [];
  if (marked === undefined) {
    console.error(
      `${page}: expected <!-- findings --> … <!-- /findings -->, and found no such place; put the markers back`,
    );
    process.exit(2);
  }
  const table = ids === undefined ? wholeTable : chosenTable(report, ids.trim().split(/\s+/));
  const wanted = text.replace(marked, () => `${open}\n\n${table.join('\n')}\n\n${close}`);
  if (wanted !== text && check) {
    console.error(`the findings in ${page} are not those of reports/example; run \`npm run example\``);
    process.exit(1);
  }
  if (wanted !== text) writeFileSync(page, wanted);
}
