// What the queue costs: cells that take next to no time, on a queue with one worker of one process, against the same cells in this
// process. Needs dist/ and redis-server.
//
//   node --import jiti/register scripts/queueOverhead.js     400 cells, 7 pairs of runs
//   node --import jiti/register scripts/queueOverhead.js --pairs 3 --json
//
// Each pair has seeds of its own, so that nothing is found on the queue. Prints milliseconds per cell: the median over the pairs of
// the difference, with the smallest and the largest; and exits with 1 where the median is 5 ms or more.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import runs from '../properties/runs.ts';
import { withoutRedis, withQueue } from './faults/redis.js';

const { values } = parseArgs({
  options: { pairs: { type: 'string', default: '7' }, json: { type: 'boolean', default: false } },
});
const pairs = Number(values.pairs);
const reason = withoutRedis();
if (reason !== null) throw new Error(reason);

/** The most that the queue may cost a cell, in milliseconds; and the cells of each run. */
const TARGET = 5;
const CELLS = 400;

const planner = new URL('./queue/planner.js', import.meta.url).pathname;

/** Milliseconds per cell in one process and on the queue. */
const pairAt = async (redis, seed) => {
  const { stdout, stderr } = await runs.started(process.execPath, [planner, redis, seed, `${CELLS}`]);
  if (stdout === '') throw new Error(stderr);
  const { inProcess, onQueue } = JSON.parse(stdout);
  return { inProcess: (1000 * inProcess) / CELLS, onQueue: (1000 * onQueue) / CELLS };
};

const folder = mkdtempSync(join(tmpdir(), 'lakatos-overhead-'));
const measured = [];
try {
  await withQueue(
    { folder },
    async ({ redis, worker }) => {
      await worker({ threads: 1 });
      // Once without looking at the clock: the worker starts its process, and compiles what it does.
      await pairAt(redis.url, 'warm');
      for (let i = 0; i < pairs; i++) measured.push(await pairAt(redis.url, `pair ${i}`));
    },
    ['--appendonly', 'yes', '--appendfsync', 'everysec'],
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const differences = measured.map(({ inProcess, onQueue }) => onQueue - inProcess).sort((a, b) => a - b);
const median = differences[differences.length >> 1];
const found = {
  schema: 'lakatos/queue-overhead@1',
  cells: CELLS,
  pairs,
  milliseconds: { median, min: differences[0], max: differences.at(-1) },
  measured,
  machine: {
    node: process.version,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    load: loadavg()[0],
    redis: spawnSync('redis-server', ['--version'], { encoding: 'utf8' }).stdout.trim().split(' ')[2],
  },
};
const ms = (value) => `${value.toFixed(2)} ms`;
if (values.json) process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
else
  process.stdout.write(
    `${ms(median)} a cell on the queue beyond its own work (${ms(differences[0])} to ${ms(differences.at(-1))} in ${pairs} pairs of ${CELLS} cells; target: below ${TARGET} ms)\n`,
  );
process.exitCode = median < TARGET ? 0 : 1;
