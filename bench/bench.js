// Measures the speed and memory of the built harness (dist/), beside what a user would run instead.
//
//   npm run bench                 everything, some minutes
//   npm run bench -- --quick      without peak memory at m = d^2.4 and whole runs
//   npm run bench -- --peers      the comparisons with other libraries alone
//
// Prints tables, and writes reports/bench.json and the figures of reports/bench.html. Nothing here is a test: machines are noisy, so CPU
// time stands beside wall time, and the load average beside both. Sides of a comparison are measured in turn, in one run.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { benchPage } from './figure.js';
import { measureGrowth, measureTrials, trialsOf } from './own.js';
import { measurePairs } from './pairs.js';
import { MEMORY_TRIALS, measureCheck, measureMemory, WIDE } from './processes.js';
import { measureQuestion } from './question.js';
import { printOwn, printPairs } from './table.js';

const SCHEMA = 'lakatos/bench@3';
const ROUNDS = 7;
const inRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const says = (text) => process.stderr.write(`bench: ${text}\n`);
const load = () => Number(loadavg()[0].toFixed(2));

const measure = async (extent) => {
  const before = load();
  const pairs = await measurePairs(ROUNDS, says);
  const question = await measureQuestion(3, says);
  const own = extent !== 'peers';
  const whole = extent === 'everything';
  const trials = own ? measureTrials(says) : null;
  const growth = own ? await measureGrowth(says) : null;
  const memory = whole ? await measureMemory(says) : null;
  const check = whole ? await measureCheck(says) : null;
  const machine = { node: process.versions.node, cpu: cpus()[0].model, cores: cpus().length };
  return {
    schema: SCHEMA,
    machine,
    load: { before, after: load() },
    pairs,
    question,
    trials,
    growth,
    memory,
    check,
  };
};

const [word, ...rest] = process.argv.slice(2);
const extents = { undefined: 'everything', '--quick': 'quick', '--peers': 'peers' };
if (word === '--memory') {
  const [id, C0, effort] = rest;
  const trial = trialsOf(id, { ...WIDE, C0: Number(C0) }, effort);
  for (let i = 0; i < MEMORY_TRIALS; i++) trial(i);
} else if (Object.hasOwn(extents, String(word)) && rest.length === 0) {
  const measured = await measure(extents[String(word)]);
  const { machine, load: loads, pairs } = measured;
  console.log(
    `${machine.cores} × ${machine.cpu}, Node ${machine.node}; load ${loads.before} → ${loads.after}`,
  );
  for (const says of pairs.peers) console.log(says);
  printPairs(measured);
  if (measured.trials !== null) printOwn(measured);
  mkdirSync(inRoot('reports'), { recursive: true });
  writeFileSync(inRoot('reports/bench.json'), `${JSON.stringify(measured, null, 2)}\n`);
  console.log('\nreports/bench.json');
  if (measured.growth !== null) {
    writeFileSync(inRoot('reports/bench.html'), benchPage(measured));
    console.log('reports/bench.html');
  }
} else {
  console.error(`bench: expected --quick, --peers or nothing, got ${[word, ...rest].join(' ')}`);
  process.exitCode = 2;
}
