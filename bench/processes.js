// Measurements in a process of their own: peak memory, and whole runs.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const inRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

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

export const WIDE = { d: 784, m: Math.ceil(784 ** 2.4 * (1 - 1e-9)) };
export const MEMORY_TRIALS = 2;

const memoryRow = async (id, C0, effort) => {
  const words = [inRoot('bench/bench.js'), '--memory', id, String(C0), effort];
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
        '--no-store',
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

const MEMORY = [
  ['value-is-bounded', 10, 'decide'],
  ['few-neurons-flip', 10, 'decide'],
  ['one-step-flips', 3, 'decide'],
  ['one-step-flips', 3, 'exhaust'],
  ['gradient-is-large', 10, 'decide'],
];
const MEMORY_TARGET = 1e9;

/** The peak memory of each claim's trials at m = d^2.4. */
export const measureMemory = async (says) => {
  const rows = [];
  for (const [id, C0, effort] of MEMORY) {
    says(`peak memory of ${id}, ${effort}`);
    const row = await memoryRow(id, C0, effort);
    rows.push({ ...row, target: MEMORY_TARGET, verdict: row.bytes < MEMORY_TARGET ? 'met' : 'missed' });
  }
  return rows;
};

export const measureCheck = async (says) => {
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
