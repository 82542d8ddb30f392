// Measures the speed and memory of the built harness (dist/) and compares them with what is asked of it.
//
//   npm run bench                 everything, some minutes
//   npm run bench -- --quick      without peak memory at m = d^2.4
//
// Prints a table and writes reports/bench.json. Nothing here is a test: machines are noisy, so CPU time stands beside
// wall time, and the load average beside both.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const SCHEMA = 'lakatos/bench@1';
const inRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const built = (path) => import(new URL(`../dist/${path}`, import.meta.url).href);

const { bindClaim, constantsAt } = await built('claims/boundClaim.js');
const { lazyTraining } = await built('claims/lazyTraining/pack.js');
const { bindCell } = await built('evidence/trials/bindCell.js');
const { examineTrial } = await built('evidence/trials/examineTrial.js');
const { structuredStep } = await built('network/adversaries/structuredStep.js');
const { movedAlike } = await built('network/gradientStep.js');
const { reducedStep } = await built('network/samplers/reducedStep.js');
const { cellStream } = await built('evidence/trials/address.js');
const { fillGaussian } = await built('numerics/random/gaussian.js');
const { rootOf } = await built('numerics/random/root.js');

// --- one measurement -----------------------------------------------------------------------------------------------

/** Wall and CPU time of one call, in milliseconds. CPU time counts every thread of the process, garbage collection too. */
const timed = (work) => {
  const cpu = process.cpuUsage();
  const start = performance.now();
  work();
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { wall, cpu: (user + system) / 1e3 };
};

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

const summary = (times) => ({
  runs: times.length,
  wall: { median: median(times.map((t) => t.wall)), min: Math.min(...times.map((t) => t.wall)) },
  cpu: { median: median(times.map((t) => t.cpu)), min: Math.min(...times.map((t) => t.cpu)) },
});

/** Calls `work(0)`, `work(1)`, … : some to warm up, then those that count, until both the runs and the time are spent. */
const repeated = (work, { warmUp = 8, runs = 15, milliseconds = 3000 } = {}) => {
  const deadline = performance.now() + milliseconds;
  let index = 0;
  while (index < warmUp && (index < 2 || performance.now() < deadline)) work(index++);
  const times = [];
  while (times.length < 3 || (times.length < runs && performance.now() < deadline)) {
    const i = index++;
    times.push(timed(() => work(i)));
  }
  return summary(times);
};

/** The trials of a claim at a cell, as a run examines them; the reading makes no difference to their cost. */
const trialsOf = (id, { d, m, C0 }, effort = 'decide') => {
  const claim = lazyTraining.claims.find((candidate) => candidate.id === id);
  if (claim === undefined) throw new Error(`bench: expected a claim of the paper, got ${id}`);
  const bound = bindClaim(claim);
  const axes = { d, m, C0, gamma: 0.05 };
  const at = bindCell(bound, { ...axes, constants: constantsAt(bound, axes), mode: 'reduced' });
  const stream = cellStream('lakatos', 'verdict', id, d, m);
  return (index) => {
    const trial = examineTrial(at, stream, index, effort);
    if (trial.outcome.why === 'crashed') throw new Error(`bench: ${id} crashed: ${trial.outcome.note}`);
    return trial;
  };
};

/** Draws the network and runs the structured search, as a trial does after its certificate. */
const searchesOf = ({ d, m, C0 }) => {
  const stream = cellStream('lakatos', 'verdict', 'one-step-flips', d, m);
  const C2 = 2 * Math.sqrt(Math.log(2 / 0.05)) + C0;
  return (index) => {
    const instance = reducedStep(stream.child(index), d, m);
    const initial = movedAlike(instance, { along: 0, across: 0, normal: null });
    structuredStep(instance, { radius: C0 / Math.sqrt(m) }, initial, C2, () => false);
  };
};

/** The slope of log y against log x, by least squares. */
const logLogSlope = (points) => {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)]);
  const mean = (i) => logs.reduce((sum, pair) => sum + pair[i], 0) / logs.length;
  const [mx, my] = [mean(0), mean(1)];
  const over = logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  return over / logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
};

// --- measurements in a process of their own ------------------------------------------------------------------------

/** Told by the process itself at its end: its CPU time (all threads) and its largest resident memory, on descriptor 3. */
const METER = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs';
  import { isMainThread } from 'node:worker_threads';
  if (isMainThread) process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    writeSync(3, JSON.stringify({ cpu: (user + system) / 1e3, peak: process.resourceUsage().maxRSS * 1024 }));
  });
`)}`;

/** Runs `node ...words` with a meter in it. */
const metered = (words) =>
  new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(process.execPath, ['--import', METER, ...words], {
      cwd: inRoot('.'),
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    let said = '';
    let meter = '';
    child.stderr.on('data', (text) => {
      said = (said + text).slice(-2000);
    });
    child.stdio[3].on('data', (text) => {
      meter += text;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const wall = performance.now() - start;
      const read = meter === '' ? { cpu: null, peak: null } : JSON.parse(meter);
      resolve({ wall, ...read, exit: code ?? signal, said });
    });
  });

const WIDE = { d: 784, m: Math.ceil(784 ** 2.4 * (1 - 1e-9)) };
const MEMORY_TRIALS = 2;

const memoryRow = async (id, C0, effort) => {
  const words = [inRoot('scripts/bench.js'), '--memory', id, String(C0), effort];
  const { wall, cpu, peak, exit, said } = await metered(words);
  if (exit !== 0) throw new Error(`bench: the trials of ${id} ended with ${exit}: ${said}`);
  return { claim: id, ...WIDE, C0, effort, trials: MEMORY_TRIALS, wall, cpu, bytes: peak };
};

const checkRow = async (threads) => {
  const out = mkdtempSync(join(tmpdir(), 'lakatos-bench-'));
  try {
    const { wall, cpu, peak, exit, said } = await metered([
      inRoot('dist/cli/main.js'),
      ...[
        'check',
        '--profile',
        'quick',
        '--no-search',
        '--quiet',
        '--threads',
        String(threads),
        '--out',
        out,
      ],
    ]);
    // 1 is a verdict that differs from the baseline: the work was done all the same.
    if (exit !== 0 && exit !== 1) throw new Error(`bench: check ended with ${exit}: ${said}`);
    return { threads, wall, cpu, bytes: peak, exit, report: readFileSync(join(out, 'report.json'), 'utf8') };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
};

// --- what is measured ----------------------------------------------------------------------------------------------

/** The structured search of a trial of `one-step-flips`, without the certificate. */
const SEARCH_ALONE = 'one-step-flips, search alone';

/** Milliseconds a trial may take, on one thread. */
const TRIALS = [
  { claim: 'few-neurons-flip', d: 784, m: 1e5, C0: 3, target: 10 },
  { claim: 'value-is-bounded', d: 784, m: 1e5, C0: 3, target: 10 },
  ...[100, 784, 10000].map((d) => ({ claim: SEARCH_ALONE, d, m: 1e5, C0: 3, target: 40 })),
  // The certificate included.
  ...[100, 784, 10000].map((d) => ({ claim: 'one-step-flips', d, m: 1e5, C0: 1, target: 500 })),
  { claim: 'gradient-is-large', d: 784, m: 1e5, C0: 10, target: 300 },
];

const widths = (claim, C0) => ({
  claim,
  against: 'm',
  cells: [1e3, 1e4, 1e5, 1e6].map((m) => ({ d: 784, m, C0 })),
});
const dimensions = (claim, m, C0) => ({
  claim,
  against: 'd',
  cells: [25, 100, 400, 1600, 6400].map((d) => ({ d, m, C0 })),
});
const GROWTH = [
  widths('few-neurons-flip', 3),
  widths('value-is-bounded', 3),
  widths('one-step-flips', 3),
  widths('gradient-is-large', 10),
  dimensions('one-step-flips', 1e5, 3),
  dimensions('gradient-is-large', 1e4, 3),
];

const MEMORY = [
  ['value-is-bounded', 10, 'decide'],
  ['few-neurons-flip', 10, 'decide'],
  ['one-step-flips', 3, 'decide'],
  ['one-step-flips', 3, 'exhaust'],
  ['gradient-is-large', 10, 'decide'],
];
const MEMORY_TARGET = 1e9;

const gaussianRow = () => {
  const values = new Float32Array(2 ** 20);
  const stream = rootOf('bench').child('gaussian');
  const { runs, wall, cpu } = repeated((i) => fillGaussian(stream, values, i * values.length));
  const each = ({ median: middle, min }) => ({
    median: (middle * 1e6) / values.length,
    min: (min * 1e6) / values.length,
  });
  return { values: values.length, runs, wall: each(wall), cpu: each(cpu) };
};

/** Met in wall time; or in CPU time alone, which is what a machine of one's own would give; or missed. */
const against = (target, wall, cpu) =>
  wall <= target ? 'met' : cpu <= target ? 'met in CPU time' : 'missed';

// --- the table -----------------------------------------------------------------------------------------------------

const short = (value) =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toPrecision(3);
const milliseconds = (value) => `${short(value)} ms`;
const seconds = (value) => `${short(value / 1e3)} s`;
const megabytes = (value) => `${(value / 1e6).toFixed(0)} MB`;
const place = ({ d, m, C0 }) => `d = ${d}, m = ${m}, C0 = ${C0}`;

const printTable = (title, head, rows) => {
  const lines = [head, ...rows];
  const lengths = head.map((_, i) => Math.max(...lines.map((line) => String(line[i]).length)));
  const text = lines.map((line) =>
    line
      .map((entry, i) => (i === 0 ? String(entry).padEnd(lengths[i]) : String(entry).padStart(lengths[i])))
      .join('  '),
  );
  console.log(`\n${title}\n\n  ${text.join('\n  ')}`);
};

const print = (bench) => {
  const { gaussian, trials, growth, memory, check, machine, load } = bench;
  console.log(`${machine.cores} × ${machine.cpu}, Node ${machine.node}; load ${load.before} → ${load.after}`);
  const nanoseconds = (value) => `${short(value)} ns`;
  printTable(
    'One Gaussian',
    ['', 'wall, median', 'min', 'CPU, median'],
    [['', ...[gaussian.wall.median, gaussian.wall.min, gaussian.cpu.median].map(nanoseconds)]],
  );
  printTable(
    'One trial, on one thread',
    ['claim', 'cell', 'wall, median', 'min', 'CPU, median', 'target', ''],
    trials.map((row) => [
      row.claim,
      place(row),
      ...[row.wall.median, row.wall.min, row.cpu.median, row.target].map(milliseconds),
      row.verdict,
    ]),
  );
  printTable(
    'Growth of the CPU time of a trial',
    ['claim', 'against', 'median CPU times', 'log-log slope', 'at the upper end'],
    growth.map((row) => [
      row.claim,
      row.against,
      row.points.map(({ at, cpu }) => `${at}: ${milliseconds(cpu)}`).join(', '),
      row.slope.toFixed(2),
      row.lastSlope.toFixed(2),
    ]),
  );
  if (memory !== null)
    printTable(
      `Peak memory of a process with ${MEMORY_TRIALS} trials, ${place({ ...WIDE, C0: '…' })}`,
      ['claim', 'C0', 'effort', 'peak', 'wall', 'CPU', 'target', ''],
      memory.map((row) => [
        row.claim,
        row.C0,
        row.effort,
        megabytes(row.bytes),
        seconds(row.wall),
        seconds(row.cpu),
        megabytes(row.target),
        row.verdict,
      ]),
    );
  printTable(
    'check --profile quick --no-search',
    ['threads', 'wall', 'CPU', 'peak', 'exit code'],
    check.runs.map((row) => [
      row.threads,
      seconds(row.wall),
      seconds(row.cpu),
      megabytes(row.bytes),
      row.exit,
    ]),
  );
  console.log(
    `\n  2 threads take ${short(check.wallRatio)} of the wall time of one and ${short(check.cpuRatio)} of its CPU time; ` +
      `report.json ${check.sameReport ? 'has the same bytes' : 'DIFFERS'}`,
  );
};

// --- all of it -----------------------------------------------------------------------------------------------------

const says = (text) => process.stderr.write(`bench: ${text}\n`);
const load = () => loadavg()[0].toFixed(2);

const measureTrials = ({ target, ...row }) => {
  says(`${row.claim} at ${place(row)}`);
  const times = repeated(row.claim === SEARCH_ALONE ? searchesOf(row) : trialsOf(row.claim, row));
  return { ...row, ...times, target, verdict: against(target, times.wall.median, times.cpu.median) };
};

const measureGrowth = ({ claim, against: axis, cells }) => {
  says(`${claim} against ${axis}`);
  const points = cells.map((cell) => {
    const trial = trialsOf(claim, cell);
    // A trial can be shorter than the tick of the CPU clock: as many at a time as take some 20 ms.
    trial(0);
    const batch = Math.max(1, Math.min(64, Math.round(20 / timed(() => trial(1)).wall)));
    const { wall, cpu } = repeated(
      (i) => {
        for (let j = 0; j < batch; j++) trial(i * batch + j);
      },
      { warmUp: 4, runs: 9, milliseconds: 2500 },
    );
    return { at: cell[axis], wall: wall.median / batch, cpu: cpu.median / batch };
  });
  const pairs = points.map(({ at, cpu }) => [at, cpu]);
  const { d, m, C0 } = cells[0];
  const fixed = axis === 'm' ? { d, C0 } : { m, C0 };
  return {
    claim,
    against: axis,
    ...fixed,
    points,
    slope: logLogSlope(pairs),
    lastSlope: logLogSlope(pairs.slice(-2)),
  };
};

const measureCheck = async () => {
  const runs = [];
  for (const threads of [1, 2]) {
    says(`check --profile quick --no-search --threads ${threads}`);
    runs.push(await checkRow(threads));
  }
  const [one, two] = runs;
  return {
    runs: runs.map(({ report, ...row }) => row),
    wallRatio: two.wall / one.wall,
    cpuRatio: two.cpu / one.cpu,
    sameReport: one.report === two.report,
  };
};

const bench = async (quick) => {
  const before = load();
  says('Gaussians');
  const gaussian = gaussianRow();
  const trials = TRIALS.map(measureTrials);
  const growth = GROWTH.map(measureGrowth);
  let memory = null;
  if (!quick) {
    memory = [];
    for (const [id, C0, effort] of MEMORY) {
      says(`peak memory of ${id}, ${effort}`);
      const row = await memoryRow(id, C0, effort);
      memory.push({
        ...row,
        target: MEMORY_TARGET,
        verdict: row.bytes < MEMORY_TARGET ? 'met' : 'missed',
      });
    }
  }
  const check = await measureCheck();
  const machine = { node: process.versions.node, cpu: cpus()[0].model, cores: cpus().length };
  return {
    schema: SCHEMA,
    machine,
    load: { before, after: load() },
    gaussian,
    trials,
    growth,
    memory,
    check,
  };
};

const [word, ...rest] = process.argv.slice(2);
if (word === '--memory') {
  const [id, C0, effort] = rest;
  const trial = trialsOf(id, { ...WIDE, C0: Number(C0) }, effort);
  for (let i = 0; i < MEMORY_TRIALS; i++) trial(i);
} else if (word === undefined || (word === '--quick' && rest.length === 0)) {
  const measured = await bench(word === '--quick');
  print(measured);
  mkdirSync(inRoot('reports'), { recursive: true });
  writeFileSync(inRoot('reports/bench.json'), `${JSON.stringify(measured, null, 2)}\n`);
  console.log('\nreports/bench.json');
} else {
  console.error(`bench: expected --quick or nothing, got ${[word, ...rest].join(' ')}`);
  process.exitCode = 2;
}
