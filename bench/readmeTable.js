// Writes the comparisons of reports/bench.json into docs/benchmarks.md, between its markers.
//
//   node bench/readmeTable.js     rewrite the page; without the markers in it, print the table
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
  row('Work', 'Who', 'wall, ms', 'CPU, ms', 'times ours'),
  row('---', '---', '---:', '---:', '---:'),
];
for (const { title, by, rows } of pairs.comparisons)
  rows.forEach((one, i) => {
    const ratio = one[by].median / rows[0][by].median;
    lines.push(
      row(i === 0 ? title : '', one.name, short(one.wall.median), short(one.cpu.median), short(ratio)),
    );
  });
const loads = [...pairs.comparisons.map((one) => one.load), load.after].map((one) => one.toFixed(1));
const compiled = pairs.peers.some((peer) => peer.startsWith('C++'))
  ? ' The C++ draws the same numbers, bit for bit.'
  : '';
lines.push(
  '',
  `Medians of ${pairs.comparisons[0].rounds} rounds in turn on ${machine.cores} × ${machine.cpu}, Node ${machine.node}; ${pairs.peers.join('; ')}. Load average ${loads.join(', ')}.`,
  '',
  `In one thread everybody is held to one core, and the ratios are of CPU time. In two threads they are of wall time: ours and C++ do a trial in each, torch shares one out, with a generator for each.${compiled}`,
);
if (question.torch !== null)
  lines.push(
    '',
    `The whole question, is Lemma 4.2 true at d = 784, m = 100 000, C0 = 10, γ = 0.05: ${question.verdict} after ${question.trials} trials in ${short(question.ours.wall / 1e3)} s (CPU ${short(question.ours.cpu / 1e3)} s). torch needs ${short(question.factor.wall)} times as long (CPU ${short(question.factor.cpu)}) merely to draw as many instances and compute their gradients at W0.`,
  );
const table = lines.join('\n');

const readme = readFileSync(inRoot('docs/benchmarks.md'), 'utf8');
const [from, to] = [readme.indexOf(OPEN), readme.indexOf(CLOSE)];
if (from === -1 || to === -1) console.log(table);
else
  writeFileSync(
    inRoot('docs/benchmarks.md'),
    `${readme.slice(0, from + OPEN.length)}\n${table}\n${readme.slice(to)}`,
  );
