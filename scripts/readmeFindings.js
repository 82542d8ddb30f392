// Writes the findings of reports/example into README.md, between its markers.
//
//   node scripts/readmeFindings.js           rewrite the README
//   node scripts/readmeFindings.js --check   exit with 1 when the README is not what it would write
//
// Two paths after that, a report and a Markdown file, stand in for reports/example/report.json and README.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const inRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const check = process.argv.includes('--check');
const [reportFile = inRoot('reports/example/report.json'), readmeFile = inRoot('README.md')] = process.argv
  .slice(2)
  .filter((word) => word !== '--check');

const OPEN = '<!-- findings -->';
const CLOSE = '<!-- /findings -->';

const cell = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ');
const row = (...entries) => `| ${entries.map(cell).join(' | ')} |`;
const count = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
/** The place of a cell; of a statement that was examined as a whole, what it speaks of. */
const where = ({ d, m, C0, gamma, axes = ['d', 'm', 'C0', 'gamma'] }) =>
  [
    axes.includes('d') ? `d = ${count(d)}` : '',
    axes.includes('m') ? `m = ${count(m)}` : '',
    axes.includes('C0') ? `C0 = ${C0}` : '',
    gamma !== null && axes.includes('gamma') ? `γ = ${gamma}` : '',
  ]
    .filter(Boolean)
    .join(', ');
/** The place alone: the work is named above the table. */
const place = (source) => source.split(' · ')[0];

/** How a finding was come by. */
const shownBy = {
  grid: 'smallest cell tried',
  smallest: 'smallest cell found',
  frontier: 'largest d found',
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
        `\`${finding.claim}\` (${finding.reading}): ${finding.says}`,
        place(finding.source),
        finding.cell.axes === undefined
          ? shownBy[finding.kind ?? 'grid']
          : examinedBy[
              claims.find(({ id, reading }) => id === finding.claim && reading === finding.reading).manner
            ],
        where(finding.cell),
        finding.cell.axes === undefined ? `${count(finding.violated)} of ${count(finding.trials)}` : '',
      ),
    ),
  ];
};

const standingTable = ({ claims }) => {
  const standing = claims.filter(({ control, verdict }) => !control && verdict !== 'refuted');
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

const report = JSON.parse(readFileSync(reportFile, 'utf8'));
const table = [...refutedTable(report), ...standingTable(report), ...footnote(report)].join('\n');

const readme = readFileSync(readmeFile, 'utf8');
const open = readme.indexOf(OPEN);
const close = readme.indexOf(CLOSE);
if (open < 0 || close < open) {
  console.error(`${readmeFile}: expected ${OPEN} … ${CLOSE}, and found no such place; put the markers back`);
  process.exit(2);
}
const wanted = `${readme.slice(0, open + OPEN.length)}\n\n${table}\n\n${readme.slice(close)}`;
if (wanted !== readme && check) {
  console.error('the findings in README.md are not those of reports/example; run `npm run example`');
  process.exit(1);
}
if (wanted !== readme) writeFileSync(readmeFile, wanted);
