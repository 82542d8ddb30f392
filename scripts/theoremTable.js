// Writes the table of Theorem 3.1 into docs/findings.md, between its markers, from the accepted verdicts of the standard profile.
//
//   node scripts/theoremTable.js           rewrite the page
//   node scripts/theoremTable.js --check   exit with 1 when the page is not what it would write
//
// Paths after that, a baseline and then a page, stand in for fixtures/baselines/standard.json and docs/findings.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const inRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const check = process.argv.includes('--check');
const [baselineFile = inRoot('fixtures/baselines/standard.json'), page = inRoot('docs/findings.md')] =
  process.argv.slice(2).filter((word) => word !== '--check');

const MARKED = /(<!-- theorem-table -->)\n.*?(<!-- \/theorem-table -->)/s;
const RADII = [0.3, 1, 3, 5, 8, 10];
const DIMENSIONS = [9, 16, 25, 49, 100, 196, 400, 784];
const WIDTHS = [
  { says: 'm = d^2.4', at: (d) => Math.ceil(d ** 2.4 * (1 - 1e-9)) },
  { says: 'm = 10 000', at: () => 10_000 },
  { says: 'm = 100 000', at: () => 100_000 },
];
const SYMBOLS = { supported: '✓', refuted: '✗', consistent: '~', undecided: '?', vacuous: '∅' };

const { verdicts } = JSON.parse(readFileSync(baselineFile, 'utf8'));
/** By d, m and C0, at γ = 0.05 and the C2 of the proof. */
const accepted = new Map();
for (const [key, verdict] of Object.entries(verdicts)) {
  const [, d, m, C0, C2] =
    /^one-step-flips\/printed\/d=(\d+),m=(\d+),C0=([\d.]+),gamma=0\.05,C2=([\d.]+),/.exec(key) ?? [];
  if (d === undefined || Math.abs(C2 - 2 * Math.sqrt(Math.log(40)) - C0) > 1e-9) continue;
  accepted.set(`${d} ${m} ${Number(C0)}`, verdict);
}

const cell = (d, m, C0) => {
  const verdict = accepted.get(`${d} ${m} ${C0}`);
  if (verdict === undefined) return '·';
  return m >= d ** 2.4 * (1 - 1e-9) ? SYMBOLS[verdict] : `(${SYMBOLS[verdict]})`;
};

const row = (entries) => `| ${entries.join(' | ')} |`;
const table = [
  row(['', 'C0', ...DIMENSIONS.map((d) => `d = ${d}`)]),
  row(['---', '--:', ...DIMENSIONS.map(() => ':-:')]),
  ...WIDTHS.flatMap(({ says, at }) =>
    RADII.map((C0, i) => row([i === 0 ? says : '', C0, ...DIMENSIONS.map((d) => cell(d, at(d), C0))])),
  ),
];

const text = readFileSync(page, 'utf8');
if (!MARKED.test(text)) {
  console.error(`${page}: no <!-- theorem-table --> … <!-- /theorem-table -->`);
  process.exit(1);
}
const written = text.replace(MARKED, (_, open, close) => [open, '', ...table, '', close].join('\n'));
if (!check) writeFileSync(page, written);
else if (written !== text) {
  console.error(
    `${page}: the table of Theorem 3.1 is not that of ${baselineFile}; run node scripts/theoremTable.js`,
  );
  process.exit(1);
}
