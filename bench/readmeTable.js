// Writes the comparisons of reports/bench.json into README.md, between its markers.
//
//   node bench/readmeTable.js     rewrite the README; without the markers in it, print the table
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const inRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const OPEN = '<!-- bench -->';
const CLOSE = '<!-- /bench -->';

const { machine, load, pairs, question } = JSON.parse(readFileSync(inRoot('reports/bench.json'), 'utf8'));
const row = (...entries) => `| ${entries.join(' | ')} |`;
const short = (value) =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toPrecision(3);

const lines = [
  row('Work', 'Who', 'wall, ms', 'CPU, ms', 'CPU, times ours'),
  row('---', '---', '---:', '---:', '---:'),
];
for (const { title, rows } of pairs.comparisons)
  rows.forEach(({ name, wall, cpu }, i) => {
    lines.push(
      row(
        i === 0 ? title : '',
        name,
        short(wall.median),
        short(cpu.median),
        short(cpu.median / rows[0].cpu.median),
      ),
    );
  });
const loads = [...pairs.comparisons.map((one) => one.load), load.after].map((one) => one.toFixed(1));
const peers = pairs.peers.join('; ');
lines.push(
  '',
  `Medians of ${pairs.comparisons[0].rounds} rounds in turn on ${machine.cores} × ${machine.cpu}, Node ${machine.node}; ${peers}. Load average ${loads.join(', ')}.`,
);
if (question.torch !== null)
  lines.push(
    '',
    `The whole question, is Lemma 4.2 true at d = 784, m = 100 000, C0 = 10, γ = 0.05: ${question.verdict} after ${question.trials} trials in ${short(question.ours.wall / 1e3)} s (CPU ${short(question.ours.cpu / 1e3)} s). torch needs ${short(question.factor.wall)} times as long (CPU ${short(question.factor.cpu)}) merely to draw as many instances and compute their gradients at W0.`,
  );
const table = lines.join('\n');

const readme = readFileSync(inRoot('README.md'), 'utf8');
const [from, to] = [readme.indexOf(OPEN), readme.indexOf(CLOSE)];
if (from === -1 || to === -1) console.log(table);
else
  writeFileSync(inRoot('README.md'), `${readme.slice(0, from + OPEN.length)}\n${table}\n${readme.slice(to)}`);
